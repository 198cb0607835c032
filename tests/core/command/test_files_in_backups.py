"""Files beside records survive `tradepost backup` and `restore`: in the base, so in its copy."""

import random
from io import BytesIO

import pytest

from tradepost.core.beside import Attachments, Comments, Content, pieces
from tradepost.core.beside.store import PIECE
from tradepost.core.house import House
from tradepost.core.records.write import save

CONTRACT = random.Random(5).randbytes(2 * PIECE + 11)
SCAN = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


@pytest.fixture
def firm(line, settings):
    """A base with a customer and two files beside him, one of them replaced, one removed."""
    settings.write_text('on = ["currencies", "organisations", "parties"]\n')
    assert line("init").status == 0, line.err
    house = House.open(line.url)
    with house.work() as work:
        line.key = save(work, "party", {"name": "Ann", "is_customer": True}).id
        files = Attachments(work)
        files.add("party", line.key, Content("Contract.bin", BytesIO(CONTRACT)))
        scan = files.add("party", line.key, Content("Scan.png", BytesIO(SCAN)))
        files.replace(scan.id, Content("Better scan.png", BytesIO(SCAN + b"\1")))
        files.remove(files.add("party", line.key, Content("Gone.png", BytesIO(SCAN))).id)
        Comments(work).write("party", line.key, "Signed on paper")
    house.close()
    return line


def told(url, key):
    """Names and contents of the files beside the customer, the removed ones after the others."""
    house = House.open(url)
    with house.work(reads_only=True) as work:
        files, record = Attachments(work), work.session.get(work.schema.records["party"], key)
        found = [*files.of(record), *files.of(record, removed=True)]
        comments = [one.text for one in Comments(work).of(record)]
    contents = {one.name: b"".join(pieces(house, one.digest)) for one in found}
    house.close()
    return contents, comments


def test_files_and_comments_come_back_byte_by_byte(firm, bases, tmp_path):
    before = told(firm.url, firm.key)
    assert before[0]["Contract.bin"] == CONTRACT
    assert list(before[0]) == ["Better scan.png", "Contract.bin", "Gone.png", "Scan.png"]
    assert firm("backup", tmp_path / "firm.backup").status == 0, firm.err
    firm.url = bases.empty()
    assert firm("restore", tmp_path / "firm.backup").status == 0, firm.err
    assert told(firm.url, firm.key) == before
    assert firm("verify").status == 0, firm.out


def test_a_content_that_is_broken_keeps_the_base_from_being_backed_up(firm, tmp_path):
    house = House.open(firm.url)
    with house.engine.begin() as base:
        base.exec_driver_sql("UPDATE core_file_piece SET content = '' WHERE place = 1"
                             if house.engine.dialect.name == "postgresql"
                             else "UPDATE core_file_piece SET content = x'' WHERE place = 1")  # fmt: skip
    house.close()
    assert firm("backup", tmp_path / "firm.backup").status == 1
    assert "the content is not what was put there" in firm.out + firm.err
