"""A list as a file: as it is seen, for who may see it."""

from io import BytesIO

from openpyxl import load_workbook

from tradepost.core import exports
from tradepost.core.jobs import Worker

LIST = "/catalogs/toy_good"


def lines(answer):
    return answer.body.decode("utf-8-sig").splitlines()


def test_a_list_is_fetched_as_it_is_seen(goods):
    goods.send(
        f"{LIST}/setup",
        [("at", ""), ("do", "keep"), ("column", "name"), ("column", "price")],
        status=200,
    )
    answer = goods.get(f"{LIST}/export.csv?filter[price][ge]=1&sort=-name")
    assert lines(answer) == ["Name,Price", "Tea,1234.5"]
    assert answer.headers["Content-Disposition"].endswith("Goods.csv")
    book = load_workbook(BytesIO(goods.get(f"{LIST}/export.xlsx").body))
    assert [cell.value for cell in book.active[4]] == ["Cup", None]


def test_the_chosen_alone_are_fetched(goods):
    answer = goods.send(
        f"{LIST}/export.csv", {"keys": str(goods.cup), "at": ""}, status=200, part=False
    )
    assert [one.split(",")[0] for one in lines(answer)] == ["Code", "cup"]
    answer = goods.send(f"{LIST}/export.csv", {"all": "1", "at": "q=te"}, status=200, part=False)
    assert [one.split(",")[0] for one in lines(answer)] == ["Code", "tea"]


def test_a_long_list_is_fetched_from_a_page_of_its_own(goods, monkeypatch):
    monkeypatch.setattr(exports, "AT_ONCE", 1)
    asking = goods.get(f"{LIST}/export.csv?q=").html.select("main form")[0]
    given = {one["name"]: one.get("value", "") for one in asking.select("[name]")}
    where = goods.send(asking["action"], given, status=303, part=False).location
    page = goods.get(where)
    assert "being written" in page.text and page.html.select("#export[hx-get]")
    goods.get(f"{where}/file", status=303)
    Worker(goods.house).once()
    assert "ready" in goods.part(where).text
    assert [one.split(",")[0] for one in lines(goods.get(f"{where}/file"))] == [
        "Code",
        "cup",
        "tea",
    ]


def test_a_file_is_for_who_asked_and_may(goods, monkeypatch):
    monkeypatch.setattr(exports, "AT_ONCE", 1)
    given = {"all": "1", "at": ""}
    where = goods.send(f"{LIST}/export.csv", given, status=303, part=False).location
    goods.user("anna", "toy_good.read")
    goods.user("eve", "toy_buyer.read")
    goods.sign_in("anna")
    goods.get(where, status=404)
    goods.sign_in("eve")
    goods.get(f"{LIST}/export.csv", status=403)


def test_a_file_by_a_wrong_filter_is_refused(goods):
    goods.get(f"{LIST}/export.csv?filter[nothing]=1", status=422)
