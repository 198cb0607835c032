"""Files beside records: kept whole, once, with their record's rights, and proved."""

import random
from io import BytesIO

import pytest
from sqlalchemy import func, select, update

from tradepost.core.beside import Attachments, Content, broken, pieces
from tradepost.core.beside.kinds import clean_name, media_of
from tradepost.core.beside.store import PIECE, PRUNE, FilePiece, Incoming, StoredFile
from tradepost.core.database.ids import new_id
from tradepost.core.errors import Conflict, Forbidden, Invalid, TooLarge, Unknown, Unsupported
from tradepost.core.records.write import save
from tradepost.core.settings import Settings

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


@pytest.fixture
def tea(toy):
    with toy.work() as work:
        return save(work, "toy_good", {"name": "Tea"}).id


def add(house, key, name="Scan.png", content=PNG, access=None):
    with house.work(*([access] if access else [])) as work:
        return Attachments(work).add("toy_good", key, Content(name, BytesIO(content)))


def act(house, do, access=None):
    with house.work(*([access] if access else [])) as work:
        return do(Attachments(work))


def listed(house, key, **options):
    with house.work(reads_only=True) as work:
        record = work.session.get(work.schema.records["toy_good"], key)
        return [one.name for one in Attachments(work).of(record, **options)]


def kept(house):
    with house.work(reads_only=True) as work:
        return work.session.scalar(select(func.count()).select_from(StoredFile))


def test_a_large_file_comes_out_as_it_went_in(toy, tea):
    content = random.Random(7).randbytes(PIECE * 3 + 17)
    one = add(toy, tea, "Plan.bin", content)
    assert (one.size, one.media) == (len(content), "application/octet-stream")
    found = list(pieces(toy, one.digest))
    assert b"".join(found) == content
    assert max(map(len, found)) == PIECE


def test_the_same_content_is_kept_once(toy, tea):
    first, second = add(toy, tea), add(toy, tea, "Same.png")
    assert first.digest == second.digest
    assert kept(toy) == 1
    assert listed(toy, tea) == ["Same.png", "Scan.png"]


def test_a_file_beyond_the_limit_is_refused_before_it_is_read_to_its_end(toy, tea):
    class Endless:
        read_so_far = 0

        def read(self, size):
            self.read_so_far += size
            return b"a" * size

    endless = Endless()
    with toy.work() as work:
        files = Attachments(work)
        with pytest.raises(TooLarge):
            files.add("toy_good", tea, Content("big.bin", endless))
    assert endless.read_so_far <= files.largest + PIECE
    assert kept(toy) == 0


def test_the_limits_are_settings(toy, tea):
    toy.settings = Settings(tables={"core": {"attachment_megabytes": 1, "attachments_most": 1}})
    with pytest.raises(TooLarge):
        add(toy, tea, "big.bin", b"a" * (1024 * 1024 + 1))
    add(toy, tea)
    with pytest.raises(Conflict):
        add(toy, tea, "second.png")


def test_an_empty_file_is_refused(toy, tea):
    with pytest.raises(Invalid):
        add(toy, tea, "nothing.txt", b"")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("run.exe", b"MZ1234"),
        ("harmless.txt", b"MZ1234"),
        ("harmless", b"\x7fELF123"),
        ("harmless.txt", b"#!/bin/sh\n"),
        ("page.html", b"<script>alert(1)</script>"),
        ("drawing.svg", b"<svg onload='alert(1)'/>"),
        ("script.JS", b"alert(1)"),
        ("link.url.lnk", b"L"),
    ],
)
def test_what_would_be_run_at_a_click_is_refused(toy, tea, name, content):
    with pytest.raises(Unsupported):
        add(toy, tea, name, content)
    assert kept(toy) == 0


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.png", b"<html>"), ("a.pdf", PNG), ("a.jpg", b"%PDF-1.4"), ("a.gif", b"GIF00a")],
)
def test_a_name_that_lies_about_the_content_is_refused(toy, tea, name, content):
    with pytest.raises(Invalid):
        add(toy, tea, name, content)


@pytest.mark.parametrize(
    ("given", "cleaned"),
    [
        ("C:\\scans\\Акт № 5.pdf", "Акт № 5.pdf"),
        ("../../etc/passwd", "passwd"),
        ('a"b<c>|d?.txt', "a b c d.txt"),
        ("invoice\u202efdp.txt", "invoicefdp.txt"),
        ("new\r\nline\x00.txt", "newline.txt"),
        (".htaccess", "htaccess"),
        ("   ", "file"),
        ("x" * 400 + ".txt", "x" * 146 + ".txt"),
    ],
)
def test_evil_names_are_cleaned(given, cleaned):
    assert clean_name(given) == cleaned


def test_what_is_told_of_a_file_follows_from_its_content():
    assert media_of("a.png", PNG) == "image/png"
    assert media_of("scan", b"\xff\xd8\xff\xe0") == "image/jpeg"
    assert media_of("a.txt", b"<html>") == "application/octet-stream"
    assert media_of("a.xlsx", b"PK\x03\x04").endswith("spreadsheetml.sheet")
    assert media_of("a.dat", b"PK\x03\x04") == "application/zip"


def test_a_file_is_renamed_replaced_removed_and_brought_back(toy, tea):
    one = add(toy, tea)
    act(toy, lambda files: files.rename(one.id, "Act.png"))
    assert listed(toy, tea) == ["Act.png"]
    with pytest.raises(Invalid):
        act(toy, lambda files: files.rename(one.id, "Act.pdf"))
    newer = act(toy, lambda f: f.replace(one.id, Content("Act 2.png", BytesIO(PNG + b"2"))))
    assert (listed(toy, tea), listed(toy, tea, removed=True)) == (["Act 2.png"], ["Act.png"])
    act(toy, lambda files: files.remove(newer.id))
    assert listed(toy, tea) == []
    act(toy, lambda files: files.remove(newer.id, back=True))
    assert listed(toy, tea) == ["Act 2.png"]
    with toy.work(reads_only=True) as work:
        assert work.session.get(type(newer), newer.id).replaces_id == one.id


def test_who_may_not_change_a_record_reads_its_files_and_no_more(toy, toy_people, tea):
    one = add(toy, tea)
    toy_people.role("reader", "toy_good.read")
    toy_people.role("stranger", "toy_buyer.read")
    for name in ("reader", "stranger"):
        toy_people.add(name, name)
    reader, stranger = toy_people.access("reader"), toy_people.access("stranger")
    assert act(toy, lambda files: files.get(one.id), reader).name == "Scan.png"
    for do in (
        lambda files: files.add("toy_good", tea, Content("a.png", BytesIO(PNG))),
        lambda files: files.rename(one.id, "b.png"),
        lambda files: files.remove(one.id),
        lambda files: files.replace(one.id, Content("a.png", BytesIO(PNG))),
    ):
        with pytest.raises(Forbidden):
            act(toy, do, reader)
    with pytest.raises(Forbidden):
        act(toy, lambda files: files.get(one.id), stranger)


def test_files_of_a_record_out_of_sight_are_not_there(toy, toy_people, tea):
    with toy.work() as work:
        other = save(work, "toy_good", {"name": "Coffee"}).id
    one = add(toy, tea)
    toy_people.role("few", "toy_good.read", "toy_good.edit", rows={"toy_good": [other]})
    toy_people.add("anna", "few")
    anna = toy_people.access("anna")
    with pytest.raises(Unknown):
        act(toy, lambda files: files.get(one.id), anna)
    with pytest.raises(Unknown):
        add(toy, tea, access=anna)
    with pytest.raises(Unknown):
        act(toy, lambda files: files.remove(one.id), anna)


def test_a_file_that_is_not_there_is_told_so(toy):
    with pytest.raises(Unknown):
        act(toy, lambda files: files.get(new_id()))


def test_what_is_done_with_files_is_in_the_audit(toy, tea):
    from tradepost.core.access.audit import history

    one = add(toy, tea)
    act(toy, lambda files: files.remove(one.id))
    with toy.work(reads_only=True) as work:
        record = work.session.get(work.schema.records["toy_good"], tea)
        told = [(one.action, one.after.get("file")) for one in history(work, record)]
    assert told[:2] == [("file_removed", "Scan.png"), ("attached", "Scan.png")]


def test_a_changed_byte_shows_in_the_proof(toy, tea):
    one = add(toy, tea)
    with toy.work(reads_only=True) as work:
        assert list(broken(work)) == []
    with toy.work() as work:
        changed = update(FilePiece).where(FilePiece.digest == one.digest)
        work.session.execute(changed.values(content=PNG[:-1] + b"x"))
    with toy.work(reads_only=True) as work:
        (fault,) = broken(work)
    assert one.digest in fault


def test_what_belongs_to_nothing_is_dropped_after_a_while(toy, tea):
    from datetime import timedelta

    used = add(toy, tea)
    with toy.work() as work, Incoming(BytesIO(b"for an import"), 100) as coming:
        coming.put(work)
    toy.clock.moment += timedelta(days=8)
    with toy.work() as work:
        PRUNE.run(work, {})
    with toy.work(reads_only=True) as work:
        assert list(work.session.scalars(select(StoredFile.digest))) == [used.digest]
        assert set(work.session.scalars(select(FilePiece.digest))) == {used.digest}
