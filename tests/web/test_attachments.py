"""Files beside a record, as a browser sends and gets them."""

import re
from urllib.parse import quote

import pytest

from support.back_office import PART
from tradepost.core.app.headers import LARGEST
from tradepost.core.database.ids import new_id

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
EVIL = "<img src=x onerror=alert(1)>.png"


@pytest.fixture
def tea(office):
    office.path = f"/catalogs/toy_good/{office.save('toy_good', name='Tea')}"
    return office


def send(office, name, content=PNG, status=200, more=""):
    headers = {"X-CSRF-Token": office.token(office.app.get("/")), **PART}
    path = f"{office.path}/files?name={quote(name)}{more}"
    return office.app.post(
        path, content, headers=headers, status=status, content_type="application/octet-stream"
    )


def files(page):
    return [one.get_text() for one in page.html.select(".tp-file-text > a")]


def key_of(page, place=0):
    return page.html.select(".tp-file [name=file]")[place]["value"]


def test_a_file_is_attached_listed_and_comes_back_byte_for_byte(tea):
    page = send(tea, "Фото № 1.png")
    assert files(page) == ["Фото № 1.png"]
    link = page.html.select("[download]")[0]["href"]
    got = tea.get(link)
    assert got.body == PNG
    assert got.content_type == "application/octet-stream"
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert got.headers["Content-Disposition"].startswith("attachment; ")
    assert quote("Фото № 1.png", safe="") in got.headers["Content-Disposition"]
    assert got.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert int(got.headers["Content-Length"]) == len(PNG)


def test_a_file_the_browser_has_is_not_sent_again(tea):
    link = send(tea, "a.png").html.select("[download]")[0]["href"]
    etag = tea.get(link).headers["ETag"]
    assert tea.get(link, 304, **{"If-None-Match": etag}).body == b""


def test_only_pictures_of_points_and_pdf_are_shown_anything_else_is_kept(tea):
    link = send(tea, "a.png").html.select("[download]")[0]["href"]
    shown = tea.get(f"{link}?show=1")
    assert shown.content_type == "image/png"
    assert shown.headers["Content-Disposition"].startswith("inline; ")
    link = send(tea, "a.pdf", b"%PDF-1.4").html.select("[download]")[0]["href"]
    assert "script-src" not in tea.get(f"{link}?show=1").headers["Content-Security-Policy"]
    link = send(tea, "page.txt", b"<script>alert(1)</script>").html.select("[download]")[0]["href"]
    text = tea.get(f"{link}?show=1")
    assert text.content_type == "application/octet-stream"
    assert text.headers["Content-Disposition"].startswith("attachment; ")


def test_an_evil_name_is_shown_as_text(tea):
    page = send(tea, EVIL)
    assert files(page) == ["img src=x onerror=alert(1).png"]
    assert not page.html.select("img[onerror]")
    page = send(tea, 'quote"; filename=evil.exe;.png')
    link = page.html.select("[download]")[0]["href"]
    told = tea.get(link).headers["Content-Disposition"]
    assert len(re.findall(r'filename="[^"]*"', told)) == 1
    assert "\n" not in told


def test_what_is_refused_says_why_and_keeps_nothing(tea):
    page = send(tea, "run.exe", b"MZ", status=415)
    assert ".exe" in page.html.select("[role=alert]")[0].text
    send(tea, "a.png", b"<html>", status=422)
    send(tea, "empty.txt", b"", status=422)
    assert files(tea.part(f"{tea.path}/panel/files")) == []


def test_a_request_beyond_measure_is_not_read_at_all(tea):
    headers = {"X-CSRF-Token": tea.token(tea.app.get("/")), "Content-Length": str(LARGEST + 1)}
    answer = tea.app.post(f"{tea.path}/files?name=a", b"", headers=headers, status=413)
    assert answer.json["refusals"][0]["code"] == "too_large"


def test_without_scripts_a_form_sends_several_at_once(tea):
    token = tea.token(tea.app.get("/"))
    sent = [("file", "a.png", PNG), ("file", "b.txt", b"words")]
    answer = tea.app.post(
        f"{tea.path}/files", {"csrf_token": token}, upload_files=sent, status=303
    )
    assert answer.location.endswith("?beside=files")
    assert files(tea.part(f"{tea.path}/panel/files")) == ["b.txt", "a.png"]


def test_a_forged_upload_is_refused(tea):
    tea.app.post(f"{tea.path}/files?name=a.png", PNG, status=403)


def test_a_file_is_renamed_removed_and_taken_back_by_undo(tea):
    key = key_of(send(tea, "a.png"))
    page = tea.send(f"{tea.path}/files/act", {"file": key, "do": "rename", "name": "b.png"}, 200)
    assert files(page) == ["b.png"]
    page = tea.send(f"{tea.path}/files/act", {"file": key, "do": "rename", "name": "b.pdf"}, 422)
    assert page.html.select("[role=alert]")
    page = tea.send(f"{tea.path}/files/act", {"file": key, "do": "remove"}, 200)
    assert not page.html.select(".tp-beside > .tp-files")
    undo = page.html.select("[name=undo]")[0]["value"]
    answer = tea.send("/undo", {"undo": undo}, 303, part=False)
    assert answer.location.endswith(f"{tea.path}?beside=files")
    assert files(tea.part(f"{tea.path}/panel/files")) == ["b.png"]


def test_a_file_is_replaced_and_the_old_one_kept_aside(tea):
    key = key_of(send(tea, "a.png"))
    page = send(tea, "a2.png", PNG + b"2", more=f"&replaces={key}")
    assert files(page) == ["a2.png", "a.png"]
    assert page.html.select(".tp-gone .tp-file-text > a")[0].text == "a.png"


def test_a_file_of_another_record_is_not_there(tea):
    key = key_of(send(tea, "a.png"))
    other = f"/catalogs/toy_good/{tea.save('toy_good', name='Coffee')}"
    tea.send(f"{other}/files/act", {"file": key, "do": "remove"}, 404)
    tea.get(f"/files/{new_id()}/a.png", 404)


def test_a_file_is_for_those_who_may_read_its_record(tea, visitor):
    link = send(tea, "a.png").html.select("[download]")[0]["href"]
    tea.user("stranger", "toy_buyer.read")
    tea.user("reader", "toy_good.read")
    visitor.sign_in("stranger")
    visitor.get(link, 403)
    visitor.sign_in("reader")
    visitor.get(link)
    page = visitor.part(f"{tea.path}/panel/files")
    assert files(page) == ["a.png"]
    assert not page.html.select("[data-drop], [data-rename]")
    visitor.path = tea.path
    send(visitor, "b.png", status=403)
    visitor.send("/sign-out", {}, status=303, part=False)
    visitor.get(link, 303)


def test_the_form_says_how_many_files_there_are(tea):
    send(tea, "a.png")
    count = tea.get(tea.path).html.select("[data-beside-count=files]")[0]
    assert count.text == "1"
