"""What is timed of writing: a saved shipment posted, posted again, a sale saved and paid."""

from functools import partial

from sqlalchemy import event

from tradepost.core.posting import service
from tradepost.core.records.write import save

from .timing import measure


def post_shipment(base, floor, lines, times):
    """Post a saved shipment: stock, cost, sales, cost of sales, settlements; made durable."""

    def rounds():
        for key in _drafts(base, lines, times + 3):
            yield partial(_post, base, key), _later(floor, base, key, floor.posting)

    return measure(f"post_shipment_{lines}", base, rounds(), settle=floor.settle)


def repost_shipment_100(base, floor):
    """Post a shipment again after every line of it has changed."""

    def rounds():
        for key in _drafts(base, 100, 13):
            _post(base, key)
            _change(base, key)
            held = floor.held(key)
            yield (
                partial(_post, base, key),
                _later(floor, base, key, partial(floor.reposting, held=held)),
            )

    return measure("repost_shipment_100", base, rounds(), settle=floor.settle)


def receipt_10(base, floor):
    """A sale of ten lines and the cash for it: saved and posted in one unit of work."""
    with base.house.work() as work:
        save(work, "cash_place", {"name": "Desk", "kind": "desk"})

    def rounds():
        for _n in range(33):
            made = []
            yield partial(_sell, base, made), _after(floor, base, made)

    return measure("receipt_10", base, rounds(), settle=floor.settle)


def _sell(base, made):
    with base.house.work() as work:
        sale = base.sale(work, 10)
        service.post(work, sale)
        paid = {
            "party": str(sale.party_id),
            "amount": str(sale.amount),
            "moment": sale.moment.isoformat(),
        }
        receipt = save(work, "cash_receipt", paid | {"based_on": str(sale.id)})
        service.post(work, receipt)
    made += [sale, receipt]


def _after(floor, base, made):
    """The floor of documents that are made only while ours is timed."""
    parts = []

    def do():
        floor.write(parts)

    def prepare():
        for one in made:
            parts.extend(floor.saving(one))
            parts.extend(floor.posting(one))

    do.prepare = prepare
    return do


def _later(floor, base, key, parts_of):
    """The floor of one document; what it writes is read back once ours has run."""
    parts = []

    def do():
        floor.write(parts)

    def prepare():
        with base.house.work(reads_only=True) as work:
            kind = work.schema.documents["shipment"]
            parts.extend(parts_of(work.session.get(kind, key)))

    do.prepare = prepare
    return do


def _drafts(base, lines, count):
    for _n in range(count):
        with base.house.work() as work:
            key = base.sale(work, lines).id
        yield key


def _post(base, key):
    with base.house.work() as work:
        service.post(work, work.session.get(work.schema.documents["shipment"], key))


def statements(base, lines):
    """How many statements posting a saved shipment of so many lines takes."""
    (key,) = _drafts(base, lines, 1)
    seen = []
    listen = lambda *args: seen.append(args[2])
    event.listen(base.house.engine, "before_cursor_execute", listen)
    _post(base, key)
    event.remove(base.house.engine, "before_cursor_execute", listen)
    return len(seen)


def _change(base, key):
    """One piece more in each line, written beside the services: only posting is timed."""
    with base.house.engine.begin() as connection:
        line = base.house.schema.documents["shipment"].fields["lines"].target.__table__
        more = {"base_quantity": line.c.base_quantity + 1, "quantity": line.c.quantity + 1}
        connection.execute(line.update().where(line.c.owner_id == key).values(more))
