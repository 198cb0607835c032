"""Tables become records: created, changed, left alone, refused with the place of each fault."""

from decimal import Decimal as D

GOODS = "Code;Name;Price;Kind;Weighed;Made on\nt1;Tea;2,50;Goods;yes;01.02.2026\nc1;Cup;10;Service;no;2026-02-03\n"


def test_goods_are_created_by_the_titles_of_their_columns(desk):
    key = desk.send("toy_good", GOODS, key="code")
    assert desk.see(key).counts == {"created": 2, "total": 2}
    assert desk.records("toy_good") == []  # only tried
    done = desk.take(key)
    assert (done.state, done.counts["created"]) == ("done", 2)
    cup, tea = sorted(desk.records("toy_good"), key=lambda one: one.name)
    assert (tea.code, tea.price, tea.weighed, str(tea.made_on)) == (
        "t1",
        D("2.5"),
        True,
        "2026-02-01",
    )
    assert cup.kind_ == "service"


def test_the_same_file_again_changes_nothing(desk):
    desk.take(desk.send("toy_good", GOODS, key="code"))
    again = desk.take(desk.send("toy_good", GOODS, key="code"))
    assert again.counts["unchanged"] == 2 and not again.counts.get("created")


def test_without_a_key_the_same_file_makes_nothing_twice(desk):
    for _n in range(2):
        desk.take(
            desk.send(
                "toy_good", GOODS.replace("Code;", ";").replace("t1;", ";").replace("c1;", ";")
            )
        )
    assert len(desk.records("toy_good")) == 2


def test_what_is_there_is_changed_and_only_where_it_differs(desk):
    desk.take(desk.send("toy_good", GOODS, key="code"))
    key = desk.send("toy_good", GOODS.replace("2,50", "3"), key="code")
    assert desk.see(key).counts == {"updated": 1, "unchanged": 1, "total": 2}
    desk.take(key)
    tea = next(one for one in desk.records("toy_good") if one.code == "t1")
    assert (tea.price, tea.version) == (D(3), 2)


def test_every_fault_is_listed_with_row_column_and_value(desk):
    key = desk.send(
        "toy_good", "Code;Name;Price;Made on;Group\na;;x;31.02.2026;Drinks\nb;B;1;;\n", key="code"
    )
    assert desk.faults(key) == [
        (2, "Price", "x"), (2, "Made on", "31.02.2026"), (2, "Group", "Drinks"),
        (2, "Name", ""),
    ]  # fmt: skip
    assert desk.see(key).counts == {"refused": 1, "created": 1, "total": 2}
    key = desk.send("toy_good", "Code;Name\na;\n", key="code")
    assert desk.faults(key) == [(2, "Name", "")]


def test_all_or_nothing_and_only_the_good_rows(desk):
    import pytest

    from tradepost.core.errors import Conflict

    text = "Code;Name;Price\na;A;1\nb;B;x\n"
    key = desk.send("toy_good", text, key="code")
    with pytest.raises(Conflict):
        desk.take(key)
    done = desk.take(key, only_good=True)
    assert (done.counts["created"], done.counts["refused"]) == (1, 1)
    assert [one.code for one in desk.records("toy_good")] == ["a"]


def test_what_turns_out_bad_while_taking_takes_everything_back(desk):
    key = desk.send("toy_good", GOODS, key="code")
    desk.house.toys.objections.append(_objection())
    done = desk.take(key)
    assert (done.state, desk.records("toy_good")) == ("refused", [])
    assert len(done.listed) == 2


def _objection():
    from tradepost.core.errors import Refusal
    from tradepost.core.texts import Text

    return Refusal(Text("", "not today"))


def test_references_are_found_by_code_name_and_codes_in_rows(desk):
    desk.take(desk.send("toy_group", "Code;Name\ng1;Drinks\n", key="code"))
    desk.take(desk.send("toy_good", "Code;Name;Group\na;A;g1\nb;B;drinks\n", key="code"))
    groups = {one.group_id for one in desk.records("toy_good")}
    assert len(groups) == 1 and None not in groups


def test_two_of_one_name_are_told_apart_by_code_alone(desk):
    desk.take(desk.send("toy_group", "Code;Name\ng1;Drinks\ng2;Drinks\n", key="code"))
    key = desk.send("toy_good", "Code;Name;Group\na;A;Drinks\nb;B;g2\n", key="code")
    assert desk.faults(key) == [(2, "Group", "Drinks")]


def test_folders_further_up_in_the_file_are_found(desk):
    text = "Code;Name;Parent\n1;Drinks;\n2;Tea;Drinks\n3;Green tea;Tea\n"
    key = desk.send("toy_group", text, key="code")
    assert not desk.faults(key)
    desk.take(key)
    by = {one.name: one for one in desk.records("toy_group")}
    assert by["Green tea"].parent_id == by["Tea"].id and by["Tea"].parent_id == by["Drinks"].id


def test_rows_of_one_number_make_one_document(desk):
    desk.take(desk.send("toy_good", GOODS, key="code"))
    desk.take(desk.send("toy_buyer", "Code;Name;Tax number\na;Ann;770\n", key="code"))
    text = "Number;Date;Buyer;Good;Quantity\n7;02.03.2026;770;t1;2\n7;02.03.2026;770;Cup;1\n8;03.03.2026;Ann;t1;5\n"
    key = desk.send("toy_order", text, key="number", zone="Europe/Moscow")
    assert not desk.see(key).listed
    done = desk.take(key)
    assert done.counts["created"] == 2
    seven, eight = sorted(desk.records("toy_order"), key=lambda one: one.number)
    assert (seven.number, len(seven.lines), seven.amount) == ("7", 2, D(15))
    assert (eight.number, len(eight.lines)) == ("8", 1)
    assert seven.moment.isoformat() == "2026-03-01T21:00:00+00:00"
    again = desk.take(desk.send("toy_order", text, key="number", zone="Europe/Moscow"))
    assert again.counts["unchanged"] == 2
    key = desk.send(
        "toy_order", text.replace("t1;2", "t1;x").replace("8;03.03", "7;04.03"), key="number"
    )
    assert desk.faults(key) == [
        (2, "Quantity", "x"), (4, "Date", "04.03.2026"), (4, "Buyer", "Ann"),
    ]  # fmt: skip


def test_a_value_for_all_rows_stands_in_for_a_column(desk):
    desk.take(desk.send("toy_good", GOODS, key="code"))
    desk.take(desk.send("toy_buyer", "Code;Name\na;Ann\n", key="code"))
    key = desk.send(
        "toy_order", "Number;Good;Quantity\n7;t1;2\n", key="number", same={"buyer": "Ann"}
    )
    assert desk.take(key).counts["created"] == 1


def test_an_import_is_undone_where_nobody_touched_what_it_made(desk):
    desk.take(desk.send("toy_good", "Code;Name;Price\nold;Old;1\n", key="code"))
    key = desk.send("toy_good", "Code;Name;Price\nold;Old;2\na;A;1\nb;B;1\n", key="code")
    desk.take(key)
    with desk.house.work() as work:
        from tradepost.core.records.write import save

        touched = next(one for one in desk.records("toy_good") if one.code == "b")
        save(work, "toy_good", {"price": "9"}, id=touched.id)
    done = desk.undo(key)
    assert (done.state, done.counts["put_back"], done.counts["kept"]) == ("undone", 2, 1)
    by = {one.code: one for one in desk.records("toy_good")}
    assert (by["old"].price, by["a"].deleted, by["b"].deleted) == (D(1), True, False)
    assert [value for _row, _column, value, *_more in done.listed] == ["B"]


def test_what_was_undone_can_be_taken_again(desk):
    key = desk.send("toy_good", GOODS, key="code")
    desk.take(key)
    desk.undo(key)
    desk.take(desk.send("toy_good", GOODS, key="code"))
    assert [one.deleted for one in desk.records("toy_good")] == [False, False]


def test_nobody_imports_what_he_may_not_create(desk):
    import pytest

    from tradepost.core.access.roles import Roles
    from tradepost.core.errors import Forbidden
    from tradepost.core.importing import Imports

    with desk.house.work() as work:
        Roles(work).withdraw("importer", "toy_good.*")
        Roles(work).grant("importer", "toy_good.read")
    with desk.work() as work, pytest.raises(Forbidden):
        Imports(work).begin("toy_good", "f.csv", GOODS.encode())


def test_rules_of_rows_and_fields_hold(desk):
    from tradepost.core.access.roles import Roles
    from tradepost.core.importing import targets_of

    desk.take(desk.send("toy_group", "Code;Name\ng1;Drinks\ng2;Tools\n", key="code"))
    tools = next(one.id for one in desk.records("toy_group") if one.code == "g2")
    with desk.house.work() as work:
        Roles(work).restrict("importer", "toy_group", [tools])
        Roles(work).mask("importer", "toy_good", ["price"])
    with desk.work() as work:
        assert "price" not in targets_of(work, "toy_good")
    key = desk.send("toy_good", "Code;Name;Group\na;A;g1\nb;B;g2\n", key="code")
    assert desk.faults(key) == [(2, "Group", "g1")]


def test_numbers_are_rounded_where_that_is_wanted(desk):
    text = "Code;Name;Price\na;A;1,33333333\n"
    assert desk.faults(desk.send("toy_good", text, key="code")) == [(2, "Price", "1,33333333")]
    assert not desk.faults(desk.send("toy_good", text, key="code", rounds=True))


def test_a_big_file_is_checked_in_portions_with_progress(desk):
    rows = "".join(f"g{n};Good number {n} of a long list of goods;{n}\n" for n in range(1300))
    key = desk.send(
        "toy_good", "Code;Name;Price\n" + rows + "x;;\n" + "y;Y;" + " " * 60_000 + "\n", key="code"
    )
    assert desk.see(key).counts == {"created": 1301, "refused": 1, "total": 1302}
    with desk.house.work() as work:
        from tradepost.core import jobs

        row = next(one for one in jobs.listed(work) if one.name == "core.check_import")
        assert (row.progress, row.progress_of, row.state) == (1302, 1302, "done")
    done = desk.take(key, only_good=True)
    assert done.counts["created"] == 1301
