"""Papers of the demo company are whole: a newcomer sees what a real firm's would show."""

from sqlalchemy import select

from support.qr import read_mark
from tradepost.core.printing.formats import Formats
from tradepost.plugins.sales.documents import Shipment
from tradepost.plugins.sales.papers import invoice


def test_an_invoice_bears_the_code_that_banks_read(lived):
    with lived.work(reads_only=True) as work:
        paper = work.session.scalars(select(Shipment).where(Shipment.posted).limit(1)).one()
        told = read_mark(invoice(work, paper, Formats("ru"))["mark"])
    assert told.startswith("ST00012|Name=Общество с ограниченной ответственностью")
    assert "|BIC=045900123|CorrespAcc=30101810" in told
    assert f"|Sum={int(paper.amount * 100)}|" in told
