"""Whatever stands in the address of a list, it answers, and never as a defect."""

from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.back_office import Office
from support.toy import make_toy_base, toy_house
from tradepost.core.records.write import save

NAMES = st.sampled_from([
    "q", "sort", "group", "state", "period", "since", "until", "after", "view", "own", "rows",
    "columns", "in:filter[kind]", "in:filter[price][ge]", "filter[price]", "filter[price][ge]",
    "filter[price][between]", "filter[name][like]", "filter[group][under]", "filter[group.code]",
    "filter[made_on][period]", "filter[seen_at]", "filter[weighed]", "filter[codes.code][in]",
    "filter[kind][in]", "filter[shelf_days][empty]", "filter[id]", "filter[values]",
    "filter[deleted]", "filter[x][y][z]", "filter[", "field", "op", "value", "done", "at", "was",
    "name", "under", "chosen", "action", "only",
])  # fmt: skip
VALUES = st.one_of(
    st.sampled_from([
        "", "1", "-1", "0", "1,2", ",", ",,,", "9" * 40, "1e5", "NaN", "true", "name", "-price",
        "price,name,kind,group,code", "kind,group", "posted", "2026-02-30", "2026-01-01,",
        "last_30_days", "between", "in", "00000000-0000-0000-0000-000000000000", "drinks", "'",
        "\\", "\\,", "%", "_", "core.set", "\x00", "<b>", "all", "=1+1",
    ]),
    st.text(max_size=20).filter(lambda one: one.isprintable()),
)  # fmt: skip
PATHS = ("", "/condition", "/condition/edit", "/setup", "/views", "/folders", "/bulk", "/bulk/count",
         "/export.csv")  # fmt: skip


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    url = f"sqlite:///{tmp_path_factory.mktemp('garbage') / 'toy.sqlite'}"
    make_toy_base(url)
    house = toy_house(url)
    with house.work() as work:
        save(work, "toy_group", {"name": "Drinks", "code": "drinks"})
        save(work, "toy_good", {"name": "Tea", "code": "tea", "price": "5", "group": "drinks"})
    office = Office(house)
    office.user("boss", roles=["administrator"])
    office.sign_in("boss")
    yield office
    house.close()


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.sampled_from(PATHS), st.lists(st.tuples(NAMES, VALUES), max_size=5), st.booleans(),
)  # fmt: skip
def test_no_address_is_a_defect(shop, path, pairs, part):
    headers = {"HX-Request": "true"} if part else {}
    answer = shop.app.get(
        f"/catalogs/toy_good{path}?{urlencode(pairs)}", headers=headers, expect_errors=True
    )
    assert answer.status_int < 500, (path, pairs)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.sampled_from(("/setup", "/views", "/size", "/bulk", "/export.csv")),
    st.lists(st.tuples(st.sampled_from([
        "do", "at", "title", "whose", "column", "width", "group", "tone", "word", "tone-0", "keys",
        "all", "action", "field", "price", "default",
    ]), VALUES), max_size=6),
)  # fmt: skip
def test_nothing_sent_is_a_defect(shop, path, pairs):
    token = getattr(shop, "kept_token", None) or shop.token(shop.app.get("/"))
    shop.kept_token = token
    answer = shop.app.post(
        f"/catalogs/toy_good{path}", pairs, headers={"X-CSRF-Token": token, "HX-Request": "true"},
        expect_errors=True,
    )  # fmt: skip
    assert answer.status_int < 500, (path, pairs)
    assert shop.app.get("/catalogs/toy_good").status_int == 200
