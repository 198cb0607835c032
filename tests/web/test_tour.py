"""First steps: for whom they are, when each is done, skipped and taken up again."""

import pytest

from support.back_office import Office

CHAIN = [
    "organisations_own",
    "stock_warehouse",
    "items_first",
    "purchasing_receipt",
    "parties_customer",
    "sales_first",
    "cash_payment",
    "sales_report",
]


@pytest.fixture
def newcomer(delivered):
    made = Office(delivered)
    made.user("anna", roles=["administrator"])
    made.sign_in("anna")
    return made


def steps(office):
    """The names of the steps on the start page, and those that are ticked off."""
    page = office.get("/").html
    names = [one.a["data-tour-step"] for one in page.select(".tp-tour-steps li")]
    done = [one.a["data-tour-step"] for one in page.select(".tp-tour-steps .tp-tour-done")]
    return names, done


def test_each_step_is_ticked_off_by_what_the_base_holds(newcomer):
    assert steps(newcomer) == (CHAIN, [])
    firm = newcomer.save("organisation", name="Own", currency="RUB")
    assert steps(newcomer)[1] == ["organisations_own"]
    store = newcomer.save("warehouse", name="Main")
    item = newcomer.save("item", name="Tea", unit="pcs")
    party = newcomer.save("party", name="Ann", is_customer=True, is_supplier=True)
    line = {"item": str(item), "quantity": "5", "price": "10"}
    head = {"organisation": str(firm), "warehouse": str(store), "party": str(party)}
    from tradepost.core.posting import service
    from tradepost.core.records.write import save

    with newcomer.house.work() as work:
        receipt = save(work, "goods_receipt", {**head, "currency": "RUB", "lines": [line]})
    assert "purchasing_receipt" not in steps(newcomer)[1]  # a draft takes nothing in
    with newcomer.house.work() as work:
        service.post(work, work.session.get(type(receipt), receipt.id))
    with newcomer.house.work() as work:
        line["quantity"] = "2"
        service.post(work, save(work, "shipment", {**head, "currency": "RUB", "lines": [line]}))
    assert steps(newcomer)[1] == CHAIN[:6]


def test_the_coach_tells_the_step_and_then_the_next(newcomer):
    asked = "/tour/coach?step=organisations_own&address=/catalogs/organisation/new"
    assert "Enter your organisation" in newcomer.part(asked).text
    newcomer.save("organisation", name="Own", currency="RUB")
    page = newcomer.part(asked).html
    assert page.select("[data-tour-step]")[0]["data-tour-step"] == "stock_warehouse"
    assert newcomer.part("/tour/coach?step=nothing").text.strip() == ""
    newcomer.part("/tour/coach")


def test_the_report_counts_once_it_was_seen_and_nothing_else_can_be_ticked_so(newcomer):
    assert newcomer.part("/tour/coach?step=sales_report").html.select("[data-tour-seen]")
    newcomer.send("/tour", {"do": "seen", "step": "sales_report"})
    newcomer.send("/tour", {"do": "seen", "step": "sales_first"})
    newcomer.send("/tour", {"do": "seen", "step": "nothing"})
    assert steps(newcomer)[1] == ["sales_report"]


def test_it_is_skipped_and_taken_up_again_by_each_for_himself(newcomer):
    newcomer.user("boris", roles=["administrator"])
    boris = Office(newcomer.house)
    boris.sign_in("boris")
    newcomer.send("/tour", {"do": "skip"})
    assert steps(newcomer) == ([], [])
    assert newcomer.part("/tour/coach?step=items_first").text.strip() == ""
    assert steps(boris)[0] == CHAIN
    assert "Take up the first steps" in newcomer.get("/help").text
    newcomer.send("/tour", {"do": "resume"})
    assert steps(newcomer)[0] == CHAIN


def test_who_may_do_little_is_not_led(newcomer):
    newcomer.user("keeper", roles=["storekeeper"])
    keeper = Office(newcomer.house)
    keeper.sign_in("keeper")
    assert steps(keeper) == ([], [])


def test_in_a_base_at_work_nobody_is_led(lived):
    made = Office(lived)
    made.user("anna", roles=["administrator"])
    made.sign_in("anna")
    assert steps(made) == ([], [])


def test_the_demo_company_is_nobodys_first_sale(lived):
    from tradepost.core.database.about import DEMO, tell

    with lived.work() as work:
        tell(work.session, DEMO, "2026-01-01T00:00:00+00:00")
    made = Office(lived)
    made.user("anna", roles=["administrator"])
    made.sign_in("anna")
    assert steps(made) == (CHAIN, [])
    page = made.get("/catalogs/organisation/new")
    made.send(
        "/catalogs/organisation/new",
        [("_id", page.html.select("[name=_id]")[0]["value"]), ("name", "Own"), ("_do", "save")],
    )
    assert steps(made)[1] == ["organisations_own"]


def test_the_start_page_asks_a_bounded_number_of_questions(newcomer):
    with newcomer.statements() as asked:
        newcomer.get("/")
    assert len(asked) <= 12, asked
