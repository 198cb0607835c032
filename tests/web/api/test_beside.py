"""Files and comments over REST, as the document of the API has them."""

import pytest

from support.api import program
from tradepost.core.database.ids import new_id

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


@pytest.fixture
def tea(api):
    key = api.post("/catalogs/toy_good", {"name": "Tea"})["id"]
    api.path = f"/catalogs/toy_good/{key}"
    return api


def send(api, name="Scan.png", content=PNG, status=201):
    return api.app.post(
        f"/api/v1{api.path}/attachments?name={name}", content, headers=api.headers, status=status,
        content_type="application/octet-stream",
    )  # fmt: skip


def test_a_file_goes_in_and_comes_out(tea):
    answer = send(tea)
    made = answer.json
    assert (made["name"], made["size"], made["media"]) == ("Scan.png", len(PNG), "image/png")
    assert answer.headers["Location"].endswith(f"/api/v1{tea.path}/attachments/{made['id']}")
    assert tea.get(f"{tea.path}/attachments")["rows"] == [made]
    got = tea.call("GET", f"{tea.path}/attachments/{made['id']}")
    assert got.body == PNG
    assert got.content_type == "application/octet-stream"
    assert got.headers["Content-Disposition"].startswith("attachment")


def test_a_file_is_removed(tea):
    made = send(tea).json
    gone = tea.call("DELETE", f"{tea.path}/attachments/{made['id']}").json
    assert gone["removed_at"]
    assert tea.get(f"{tea.path}/attachments")["rows"] == []


def test_what_is_not_taken_is_told(tea):
    assert send(tea, "run.exe", b"MZ", 415).json["refusals"][0]["path"] == "file"
    send(tea, "a.png", b"no", 422)
    send(tea, "a.txt", b"", 422)
    tea.call("GET", f"{tea.path}/attachments/{new_id()}", status=404)
    tea.call("GET", f"{tea.path}/attachments/x", status=404)


def test_a_file_of_another_record_is_not_there(tea):
    made = send(tea).json
    other = tea.post("/catalogs/toy_good", {"name": "Cup"})["id"]
    tea.call("GET", f"/catalogs/toy_good/{other}/attachments/{made['id']}", status=404)
    tea.call("DELETE", f"/catalogs/toy_good/{other}/attachments/{made['id']}", status=404)


def test_who_may_only_read_attaches_nothing(tea):
    made = send(tea).json
    from tradepost.core.access.roles import Roles

    with tea.house.work() as work:
        Roles(work).create("reader", "Reader", ["toy_good.read"])
    reader = program(tea.house, "reader", ("reader",), tea.app)
    reader.path = tea.path
    assert reader.call("GET", f"{tea.path}/attachments/{made['id']}").body == PNG
    send(reader, status=403)
    reader.call("DELETE", f"{tea.path}/attachments/{made['id']}", status=403)


def test_comments_are_written_mended_listed_and_removed(tea):
    first = tea.post(f"{tea.path}/comments", {"text": "Ten"}, 201)
    second = tea.post(f"{tea.path}/comments", {"text": "Nine"}, 201)
    assert first["user"] == "robot"
    page = tea.get(f"{tea.path}/comments?limit=1")
    assert [one["id"] for one in page["rows"]] == [second["id"]]
    rest = tea.get(f"{tea.path}/comments?after={page['next']}")
    assert ([one["id"] for one in rest["rows"]], rest["next"]) == ([first["id"]], None)
    mended = tea.patch(f"{tea.path}/comments/{first['id']}", {"text": "Eleven"})
    assert (mended["text"], bool(mended["edited_at"])) == ("Eleven", True)
    tea.call("DELETE", f"{tea.path}/comments/{first['id']}")
    assert [one["text"] for one in tea.get(f"{tea.path}/comments")["rows"]] == ["Nine"]


@pytest.mark.parametrize("body", [{}, {"text": 5}, {"text": " "}, {"text": "x", "by": "me"}])
def test_a_comment_that_is_none_is_refused(tea, body):
    tea.call("POST", f"{tea.path}/comments", body, status=422)


@pytest.mark.parametrize("query", ["limit=0", "limit=501", "limit=x", "after=x", "page=2"])
def test_parameters_that_mean_nothing_are_refused(tea, query):
    tea.call("GET", f"{tea.path}/comments?{query}", status=422)


def test_comments_go_in_bulk_files_do_not(tea):
    calls = [{"method": "POST", "path": f"{tea.path}/comments", "body": {"text": "Ten"}}]
    assert tea.post("/bulk", calls)["answers"][0]["status"] == 201
    calls[0]["path"] = f"{tea.path}/attachments"
    tea.call("POST", "/bulk", calls, status=404)
