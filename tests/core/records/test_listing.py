"""Lists: order, pages, filters, words, and what may not be seen."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy import event

from tradepost.core import Forbidden, Refusal, Unknown
from tradepost.core.access.access import Access
from tradepost.core.records import conditions, listing
from tradepost.core.records.listing import TooLongToSort, page
from tradepost.core.records.query import Filter, Query, read_query
from tradepost.core.records.read import get
from tradepost.core.records.wire import to_wires
from tradepost.core.records.write import mark_deleted, save


@pytest.fixture
def shop(toy):
    with toy.work() as work:
        drinks = save(work, "toy_group", {"name": "Drinks", "code": "drinks"}).id
        goods = [
            ("tea", "Чай зелёный", "1.5", drinks, {"sku": "T-1", "shelf_days": 30}),
            ("cup", "Cup_100%", "20", None, {"pieces": 6}),
            ("pot", "pot", None, drinks, {"kind": "service", "shelf_days": 5}),
            ("box", "Box", "20", None, {"made_on": "2026-01-05"}),
        ]
        for code, name, price, group, more in goods:
            data = {"code": code, "name": name, "price": price, **more}
            save(work, "toy_good", data | {"group": str(group) if group else None})
        for code in ("ann", "bob"):
            save(work, "toy_buyer", {"name": code.title(), "code": code})
        for n in range(1, 8):
            save(
                work, "toy_order",
                {
                    "buyer": "bob" if n % 3 == 0 else "ann",
                    "moment": f"2026-03-0{(n + 1) // 2}T09:00:00Z",
                    "lines": [{"good": "tea" if n % 2 else "cup", "quantity": n}],
                },
            )  # fmt: skip
    return toy


@pytest.fixture(autouse=True)
def large(monkeypatch):
    """A list of a few records is searched as one of many is."""
    monkeypatch.setattr("tradepost.core.records.words.TINY", 0)


def listed(house, kind, address="", access=None, field=None, **more):
    query = read_query([tuple(one.split("=", 1)) for one in address.split("&") if one])
    with house.work(*([access] if access else []), reads_only=True) as work:
        found = page(work, kind, query)
        name = field or (
            "code" if hasattr(found.records[0] if found.records else None, "code") else "number"
        )
        return [getattr(one, name) for one in found.records]


def codes(house, address="", **more):
    return listed(house, "toy_good", address, **more)


def walked(house, kind, address, limit):
    """All pages, one after another."""
    found, after = [], ""
    while True:
        query = read_query([tuple(one.split("=", 1)) for one in address.split("&") if one])
        query = Query(query.words, query.filters, query.sort, after, limit)
        with house.work(reads_only=True) as work:
            one = page(work, kind, query)
            found += [record.id for record in one.records]
        if one.next is None:
            return found
        after = one.next


def test_catalogs_are_listed_by_name_documents_by_date_the_newest_first(shop):
    assert codes(shop) == ["box", "cup", "pot", "tea"]
    found = listed(shop, "toy_order", field="moment")
    assert found == sorted(found, reverse=True)
    assert len(found) == 7


@pytest.mark.parametrize(
    "address",
    [
        "",
        "sort=price",
        "sort=-price",
        "sort=price,-name",
        "sort=made_on",
        "sort=-made_on,code",
        "sort=shelf_days",
        "sort=-shelf_days",
        "sort=group",
        "sort=-group,-name",
        "sort=weighed",
        "sort=id",
        "sort=-changed_at",
        "sort=version,kind",
        "sort=seen_at",
        "sort=origin_key",
        "sort=group.name",
        "sort=-group.code",
        "sort=keeper.tax_id,-price",
    ],
)
def test_pages_go_on_where_the_one_before_ended(shop, address):
    whole = walked(shop, "toy_good", address, 500)
    assert len(whole) == len(set(whole)) == 4
    assert walked(shop, "toy_good", address, 1) == whole
    assert walked(shop, "toy_good", address, 3) == whole


@pytest.mark.parametrize(
    "address",
    [
        "", "sort=buyer", "sort=-buyer,amount", "sort=moment", "sort=due_on", "sort=buyer.name",
        "sort=-buyer.tax_id", "sort=buyer.main_good", "sort=-buyer.main_good,number",
    ],
)  # fmt: skip
def test_pages_of_documents_go_on_too(shop, address):
    whole = walked(shop, "toy_order", address, 500)
    assert len(set(whole)) == 7
    assert walked(shop, "toy_order", address, 2) == whole


def test_records_that_come_meanwhile_are_not_shown_twice(shop):
    with shop.work() as work:
        first = page(work, "toy_good", Query(limit=2))
    with shop.work() as work:
        save(work, "toy_good", {"name": "Aaa", "code": "aaa"})
    with shop.work() as work:
        second = page(work, "toy_good", Query(after=first.next))
        assert [one.code for one in second.records] == ["pot", "tea"]


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("filter[code]=tea", ["tea"]),
        ("filter[code][in]=tea,cup,none", ["cup", "tea"]),
        ("filter[code][ne]=tea", ["box", "cup", "pot"]),
        ("filter[price]=20", ["box", "cup"]),
        ("filter[price][lt]=20", ["tea"]),
        ("filter[price][le]=20.00", ["box", "cup", "tea"]),
        ("filter[price][gt]=1.4999&filter[price][lt]=20", ["tea"]),
        ("filter[price][ge]=20", ["box", "cup"]),
        ("filter[price][empty]=true", ["pot"]),
        ("filter[price][empty]=false", ["box", "cup", "tea"]),
        ("filter[sku][empty]=true", ["box", "cup", "pot"]),
        ("filter[group]=drinks", ["pot", "tea"]),
        ("filter[group][ne]=drinks", ["box", "cup"]),
        ("filter[group][in]=drinks", ["pot", "tea"]),
        ("filter[group][under]=drinks", ["pot", "tea"]),
        ("filter[group.name]=Drinks", ["pot", "tea"]),
        ("filter[group.name][like]=dri", ["pot", "tea"]),
        ("filter[kind]=service", ["pot"]),
        ("filter[weighed]=false&filter[pieces]=6", ["cup"]),
        ("filter[made_on][ge]=2026-01-01", ["box"]),
        ("filter[shelf_days][gt]=4", ["pot", "tea"]),
        ("filter[shelf_days][empty]=true", ["box", "cup"]),
        ("filter[name][like]=ЗЕЛЕНЫЙ", ["tea"]),
        ("filter[sku][like]=t-", ["tea"]),
        ("filter[name][like]=%25", []),
        ("filter[name][like]=_1", ["cup"]),
        ("q=чай", ["tea"]),
        ("q=зелёный чай", ["tea"]),
        ("q=зеленый t-1", ["tea"]),
        ("q=100%", ["cup"]),
        ("q=чай cup", []),
        ("q=аЙ", ["tea"]),
        ("q=й зел", ["tea"]),
        ('q="', []),
        ("q=%%%", []),
        ("q=100_", []),
        ("q=\\\\\\", []),
        ("q=up_1", ["cup"]),
        ("filter[weighed][ne]=false", []),
        ("filter[fragile]=false", ["pot", "tea"]),
        ("filter[fragile][ne]=true", ["box", "cup", "pot", "tea"]),
        ("filter[deleted]=true", []),
        ("filter[version]=1&filter[changed_at][ge]=2026-01-01T00:00:00Z", ["box", "cup", "pot", "tea"]),
    ],
)  # fmt: skip
def test_filters_and_words(shop, address, found):
    assert codes(shop, address) == found


def test_documents_are_found_by_what_stands_in_their_rows(shop):
    assert len(listed(shop, "toy_order", "filter[lines.good]=tea")) == 4
    assert len(listed(shop, "toy_order", "filter[lines.quantity][gt]=5&filter[buyer]=bob")) == 1
    assert (
        len(
            listed(
                shop, "toy_order", "filter[amount][gt]=0&filter[moment][lt]=2026-03-02T00:00:00Z"
            )
        )
        == 2
    )


def test_what_is_marked_for_deletion_is_shown_to_those_who_ask(shop):
    with shop.work() as work:
        record = page(work, "toy_good", Query(filters=[Filter("code", "eq", "tea")])).records[0]
        mark_deleted(work, record)
    assert codes(shop) == ["box", "cup", "pot"]
    assert codes(shop, "filter[deleted]=true") == ["tea"]
    assert codes(shop, "filter[deleted][in]=true,false") == ["box", "cup", "pot", "tea"]


@pytest.mark.parametrize(
    "address",
    [
        "filter[nothing]=1",
        "filter[price]=1e3",
        "filter[price]=many",
        "filter[group]=nothing",
        "filter[group][gt]=drinks",
        "filter[group][under]=nothing",
        "filter[kind][under]=goods",
        "filter[values]=1",
        "filter[codes]=1",
        "filter[codes.nothing]=1",
        "filter[group.group.name]=1",
        "filter[price.x]=1",
        "filter[price][between]=1",
        "filter[pieces][like]=1",
        "filter[weighed]=yes",
        "filter[weighed][gt]=true",
        "filter[made_on]=yesterday",
        "filter[id]=1",
        "filter[code]=a\x00b",
        "q=a\x00b",
        "sort=nothing",
        "sort=values",
        "sort=codes",
        "sort=a;b",
        "after=rubbish",
        "after=W10",
        "limit=0",
        "limit=501",
        "limit=x",
        "offset=5",
    ],
)
def test_what_can_not_be_asked_is_refused(shop, address):
    with pytest.raises(Refusal) as caught:
        codes(shop, address)
    assert caught.value.status == 422
    assert caught.value.path


def test_a_folder_holds_what_stands_in_the_folders_inside_it(shop):
    with shop.work() as work:
        save(work, "toy_group", {"name": "Hot", "code": "hot", "parent": "drinks"})
        save(work, "toy_group", {"name": "Teas", "code": "teas", "parent": "hot"})
        save(work, "toy_good", {"name": "Puer", "code": "puer", "group": "teas"})
    assert codes(shop, "filter[group][under]=drinks") == ["pot", "puer", "tea"]
    assert codes(shop, "filter[group][under]=hot") == ["puer"]
    assert listed(shop, "toy_group", "filter[parent][under]=drinks") == ["hot", "teas"]


def test_a_cursor_belongs_to_its_order(shop):
    with shop.work() as work:
        cursor = page(work, "toy_good", Query(limit=1)).next
    with pytest.raises(Refusal):
        codes(shop, f"sort=price&after={cursor}")


def test_out_of_sight_is_out_of_lists(shop):
    with shop.work() as work:
        tea = page(work, "toy_good", Query(filters=[Filter("code", "eq", "tea")])).records[0].id
        ann = page(work, "toy_buyer", Query(filters=[Filter("code", "eq", "ann")])).records[0].id
    rights = frozenset({"toy_good.read", "toy_order.read"})
    access = Access(
        uuid4(), "one", rights,
        rows={"toy_good": frozenset({tea}), "toy_buyer": frozenset({ann})},
        masked={"toy_good": frozenset({"price", "sku"})},
    )  # fmt: skip
    assert codes(shop, access=access) == ["tea"]
    assert codes(shop, "q=t-1", access=access) == []
    assert codes(shop, "q=чай", access=access) == ["tea"]
    assert len(listed(shop, "toy_order", access=access)) == 3
    for address in ("filter[price]=20", "sort=price", "filter[sku][like]=T"):
        with pytest.raises(Refusal):
            codes(shop, address, access=access)
    with pytest.raises(Refusal):
        listed(shop, "toy_order", "filter[buyer]=bob", access=access)
    nameless = Access(uuid4(), "two", rights, masked={"toy_buyer": frozenset({"name"})})
    for address in ("sort=buyer", "filter[buyer.name]=Ann"):
        with pytest.raises(Refusal):
            listed(shop, "toy_order", address, access=nameless)
    with pytest.raises(Forbidden):
        listed(shop, "toy_buyer", access=access)
    with pytest.raises(Unknown):
        listed(shop, "no_such")


def test_words_follow_the_record_when_it_changes(shop):
    with shop.work() as work:
        tea = page(work, "toy_good", Query(words="зеленый")).records[0]
        save(work, "toy_good", {"name": "Чай чёрный"}, id=tea.id)
    assert codes(shop, "q=зеленый") == []
    assert codes(shop, "q=черный") == ["tea"]


def test_too_many_hits_are_found_by_walking_the_list(shop, monkeypatch):
    monkeypatch.setattr("tradepost.core.records.words.ENOUGH", 3)
    assert len(listed(shop, "toy_order", "q=000")) == 7
    assert codes(shop, "q=чай") == ["tea"]
    monkeypatch.setattr("tradepost.core.records.words.SMALL", 3)
    assert len(listed(shop, "toy_order", "q=000")) == 7
    monkeypatch.setattr("tradepost.core.records.words.TINY", 1000)
    assert len(listed(shop, "toy_order", "q=000")) == 7


def test_a_long_list_of_hits_is_looked_up_and_not_walked(shop, monkeypatch):
    monkeypatch.setattr("tradepost.core.records.words.MANY", 3)
    assert len(listed(shop, "toy_order", "q=000")) == 7
    with shop.work() as work:
        ann = page(work, "toy_buyer", Query(words="ann")).records[0].id
    rights = frozenset({"toy_order.read", "toy_buyer.read"})
    few = Access(uuid4(), "few", rights, rows={"toy_buyer": frozenset({ann})})
    assert len(listed(shop, "toy_order", "q=000", access=few)) == 5


def test_few_of_a_kind_are_found_among_many_hits_of_others(shop, monkeypatch):
    """A common word is on papers of all kinds; two letters beside it leave but one of ours."""
    monkeypatch.setattr("tradepost.core.records.words.ENOUGH", 2)
    monkeypatch.setattr("tradepost.core.records.words.SMALL", 3)
    walked = []
    monkeypatch.setattr(
        "tradepost.core.records.conditions._contains", lambda *_a: walked.append(1)
    )
    assert len(listed(shop, "toy_order", "q=000 05")) == 1
    assert listed(shop, "toy_order", "q=000 99") == []
    assert walked == []


@pytest.mark.only("sqlite")  # whose index knows nothing of kinds
@pytest.mark.parametrize(("words", "found"), [("000 05", 1), ("000 99", 0)])
def test_a_list_is_walked_where_hits_are_more_than_are_looked_at(shop, monkeypatch, words, found):
    for limit in ("ENOUGH", "SMALL", "LOOKED_AT"):
        monkeypatch.setattr(f"tradepost.core.records.words.{limit}", 2)
    walked, contains = [], conditions._contains
    monkeypatch.setattr(conditions, "_contains", lambda *a: walked.append(1) or contains(*a))
    assert len(listed(shop, "toy_order", f"q={words}")) == found
    assert walked


class Statements:
    """Counts what is sent to the database."""

    def __init__(self, house):
        self.sent = []
        event.listen(house.engine, "before_cursor_execute", self._count)

    def _count(self, _connection, _cursor, statement, *_more):
        self.sent.append(statement)

    def of(self, do):
        self.sent.clear()
        do()
        return len(self.sent)


def test_reading_and_saving_cost_the_same_number_of_statements_for_any_number_of_rows(shop):
    counted = Statements(shop)
    made = {}

    def make(rows):
        def do():
            with shop.work() as work:
                lines = [{"good": "tea", "quantity": n + 1, "note": "n"} for n in range(rows)]
                made[rows] = save(work, "toy_order", {"buyer": "ann", "lines": lines}).id

        return do

    def read(rows):
        def do():
            with shop.work(reads_only=True) as work:
                assert (
                    len(to_wires(work, [get(work, "toy_order", made[rows])])[0]["lines"]) == rows
                )

        return do

    def change(rows):
        def do():
            with shop.work() as work:
                order = to_wires(work, [get(work, "toy_order", made[rows])])[0]
                lines = [{"id": one["id"], "quantity": "7", "note": "m"} for one in order["lines"]]
                save(work, "toy_order", {"lines": lines[:-1]}, id=UUID(order["id"]))

        return do

    for job in (make, read, change):
        few, many = counted.of(job(2)), counted.of(job(100))
        assert many == few, job.__name__
        assert few < 25

    def listing(limit):
        def do():
            with shop.work(reads_only=True) as work:
                to_wires(work, page(work, "toy_order", Query(limit=limit)).records)

        return do

    assert counted.of(listing(1)) == counted.of(listing(7))


def test_a_list_is_sorted_by_what_stands_one_step_away(shop):
    with shop.work() as work:
        for code, tax_id, good in (("cid", "5", "tea"), ("dan", "1", "cup"), ("eve", "3", "pot")):
            save(
                work,
                "toy_buyer",
                {"code": code, "name": code, "tax_id": tax_id, "main_good": good},
            )
    asked = "filter[main_good][empty]=false&sort="
    assert listed(shop, "toy_buyer", f"{asked}main_good.price") == _of(shop, "1.5", "20", None)
    known = [
        one for one in listed(shop, "toy_buyer", f"{asked}main_good.shelf_days") if one != "dan"
    ]
    assert known == ["eve", "cid"]
    assert listed(shop, "toy_buyer", f"{asked}-main_good.code") == ["cid", "eve", "dan"]
    known = [
        one for one in listed(shop, "toy_buyer", f"{asked}main_good.group,-tax_id") if one != "dan"
    ]
    assert known == ["cid", "eve"]


def _of(shop, *prices):
    by = {"1.5": "cid", "20": "dan", None: "eve"}
    small_nulls = shop.engine.dialect.name == "sqlite"  # NULL stands where each engine puts it
    return [by[one] for one in (prices[-1:] + prices[:-1] if small_nulls else prices)]


@pytest.mark.parametrize(
    "path", ["group.no_such", "price.code", "group.parent.name", "group.", "."]
)
def test_what_leads_nowhere_is_no_order(shop, path):
    with pytest.raises(Refusal):
        codes(shop, f"sort={path}")


def test_nobody_sorts_by_what_is_hidden_one_step_away(shop):
    ann = Access(uuid4(), "ann", frozenset({"toy_buyer.read"}))
    with pytest.raises(Refusal):
        listed(shop, "toy_buyer", "sort=main_good.code", ann)
    masked = Access(
        uuid4(), "bob", frozenset({"toy_buyer.read", "toy_good.read"}),
        masked={"toy_good": frozenset({"price"})},
    )  # fmt: skip
    with pytest.raises(Refusal):
        listed(shop, "toy_buyer", "sort=main_good.price", masked)
    assert listed(shop, "toy_buyer", "sort=main_good.code", masked)


def test_a_long_list_is_sorted_only_by_what_an_index_has_in_order(shop, monkeypatch):
    monkeypatch.setattr(listing, "SORTED", 3)
    with pytest.raises(TooLongToSort, match="More than 3"):
        codes(shop, "sort=group.code")
    assert codes(shop, "sort=group.name")
    assert codes(shop, "sort=group.code&filter[price]=20")
