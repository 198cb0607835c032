"""Discounts of a purchase: the rules one by one, then by chance against a slow oracle."""

import subprocess
import sys
import time as clock
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tradepost.plugins.pricing.discounts import combining
from tradepost.plugins.pricing.discounts.combining import combine
from tradepost.plugins.pricing.discounts.terms import (
    EVERYTHING,
    Gift,
    Hours,
    Offer,
    Purchase,
    Row,
    Terms,
)

D = Decimal
MONDAY = datetime(2026, 3, 2, 12, 0)
TEA, CUP = ("item", "tea"), ("item", "cup")


def off(percent, code="A", *, what=EVERYTHING, terms=None, **more):
    terms = terms or {what: Terms(D(percent))}
    return Offer(code, code, terms=terms, **more)


def row(item="tea", quantity=1, amount=100, **more):
    return Row(item, D(quantity), D(amount), **more)


def percents(offers, *rows, at=MONDAY, policy="largest", **purchase):
    made = combine(offers, Purchase(at, **purchase), rows, policy)
    found = [one.percent for one in made.rows]
    return found[0] if len(found) == 1 else found


def test_the_largest_wins_and_says_what_it_has_beaten():
    offers = [off(5, "A"), off(7, "B"), off(7, "C")]
    made = combine(offers, Purchase(MONDAY), [row()]).rows[0]
    assert made.percent == 7
    assert [one.offer for one in made.taken] == ["B"]
    assert [one.offer for one in made.passed] == ["C", "A"]


@pytest.mark.parametrize(
    ("policy", "percent"), [("largest", "10"), ("sum", "15"), ("chain", "14.5")]
)
def test_the_policy_says_how_several_are_combined(policy, percent):
    assert percents([off(10, "A"), off(5, "B")], row(), policy=policy) == D(percent)


def test_a_mark_up_stands_beside_the_discount():
    offers = [off(10, "A"), off(-4, "B"), off(-3, "C")]
    assert percents(offers, row()) == 6
    assert percents(offers, row(), policy="sum") == 3
    assert percents([off(-4)], row()) == -4


def test_a_quantity_is_counted_over_all_rows_of_the_item():
    offers = [off(10, condition="quantity", threshold=D(5), what=TEA)]
    assert percents(offers, row(quantity=4)) == 0
    assert percents(offers, row(quantity=3), row(quantity=2), row("cup", 9)) == [10, 10, 0]
    one = [off(10, condition="quantity", threshold=D(5), what=("variant", "red"))]
    assert percents(one, row(quantity=3, variant="red"), row(quantity=9, variant="blue")) == [0, 0]


def test_the_sum_is_that_of_the_whole_before_discounts():
    offers = [off(3, condition="sum", threshold=D(300), what=TEA)]
    rows = [row(amount=100, manual=D(50)), row("cup", amount=200)]
    assert percents(offers, *rows) == [3, 0]
    assert percents(offers, rows[0], row("cup", amount="199.99")) == [0, 0]


def test_payment_and_card_are_asked_for_by_kind():
    pays = [off(1, condition="payment", payment="cash")]
    assert percents(pays, row(), payment="cash") == 1
    assert percents(pays, row(), payment="card") == percents(pays, row()) == 0
    gold = [off(8, condition="card", card_kind="gold")]
    assert percents(gold, row(), card="1", card_kind="gold") == 8
    assert percents(gold, row(), card="1", card_kind="silver") == 0
    assert percents([off(2, condition="card")], row(), card="1", card_kind="silver") == 2
    assert percents([off(2, condition="card")], row()) == 0


def test_what_was_bought_before_opens_a_higher_step():
    steps = [
        off(3, "A", condition="accumulated", threshold=D(1000)),
        off(5, "B", condition="accumulated", threshold=D(5000)),
    ]
    for bought, percent in (("999.99", 0), ("1000", 3), ("5000", 5)):
        assert percents(steps, row(), accumulated={"A": D(bought), "B": D(bought)}) == percent


@pytest.mark.parametrize(
    ("hours", "moment", "holds"),
    [
        (Hours(time(9), time(12)), MONDAY.replace(hour=9), True),
        (Hours(time(9), time(12)), MONDAY, False),
        (Hours(time(0), time(0), 0), MONDAY, True),
        (Hours(time(0), time(0), 1), MONDAY, False),
        (Hours(time(22), time(2), 6), MONDAY.replace(hour=1), True),
        (Hours(time(22), time(2), 0), MONDAY.replace(hour=1), False),
        (Hours(time(22), time(2), 0), MONDAY.replace(hour=23), True),
        (Hours(time(22), time(2)), MONDAY.replace(hour=2), False),
    ],
)
def test_happy_hours(hours, moment, holds):
    assert percents([off(10, hours=(hours,))], row(), at=moment) == (10 if holds else 0)


def test_first_and_last_day_count():
    offers = [off(10, since=date(2026, 3, 2), until=date(2026, 3, 3))]
    days = [percents(offers, row(), at=MONDAY.replace(day=day)) for day in (1, 2, 3, 4)]
    assert days == [0, 10, 10, 0]
    ended = [off(0, terms={EVERYTHING: Terms(D(5), until=date(2026, 3, 1))})]
    assert percents(ended, row()) == 0


def test_the_nearest_terms_count_and_zero_excepts():
    terms = {
        EVERYTHING: Terms(D(5)),
        ("group", "drinks"): Terms(D(7)),
        TEA: Terms(D(0)),
        ("variant", "red"): Terms(D(9)),
    }
    offers = [off(0, terms=terms)]
    rows = [
        row("cup"),
        row("milk", group="drinks"),
        row("tea", group="drinks"),
        row("tea", variant="red", group="drinks"),
    ]
    assert percents(offers, *rows) == [5, 7, 0, 9]


def test_only_recipients_get_it_and_a_row_of_them_is_met_whole():
    offers = [off(4, recipients=(frozenset({"anna"}), frozenset({"club", "shop"})))]
    told = lambda *sides: percents(offers, row(), sides=frozenset(sides))
    assert (told("anna"), told("club"), told("club", "shop"), told()) == (4, 0, 4, 0)


def test_a_limit_bounds_all_discounts_of_a_row_together():
    terms = {EVERYTHING: Terms(D(30), limit=D(20))}
    offers = [off(0, "A", terms=terms), off(5, "B")]
    assert percents(offers, row(manual=D(8))) == 12
    assert percents(offers, row(manual=D(8)), policy="sum") == 12
    assert percents(offers, row(manual=D(25))) == 0
    assert percents([off(80, "A"), off(60, "B")], row(), policy="sum") == 100
    made = combine(offers, Purchase(MONDAY), [row(manual=D(8))]).rows[0]
    assert made.limit == 20


def test_agreed_rows_are_left_alone_but_count():
    offers = [off(10, condition="quantity", threshold=D(5))]
    assert percents(offers, row(quantity=4, settled=True), row(quantity=1)) == [0, 10]


def gifts(offers, *rows, **purchase):
    made = combine(offers, Purchase(MONDAY, **purchase), rows)
    return [(one.item, one.variant, one.quantity, one.percent) for one in made.gifts]


def test_three_for_the_price_of_two():
    offers = [off(100, condition="quantity", threshold=D(2), gift=Gift(D(1)), what=TEA)]
    assert gifts(offers, row(quantity=1)) == []
    assert gifts(offers, row(quantity=5), row("cup", 9)) == [("tea", "", 2, 100)]
    assert gifts(offers, row(quantity=1), row(quantity=1)) == [("tea", "", 1, 100)]
    once = [off(50, condition="quantity", threshold=D(2), gift=Gift(D(1), repeats=False))]
    assert gifts(once, row(quantity=9)) == [("tea", "", 1, 50)]
    assert percents(offers, row(quantity=5)) == 0


def test_a_mug_for_every_thousand():
    offers = [off(100, condition="sum", threshold=D(1000), gift=Gift(D(1), "mug"))]
    assert gifts(offers, row(amount=900), row("cup", amount=1150)) == [("mug", "", 2, 100)]
    assert gifts(offers, row(amount=900), row("cup", amount=1150, gift=True)) == []
    always = [off(100, gift=Gift(D(3), "mug", "red"))]
    assert gifts(always, row(), row("cup")) == [("mug", "red", 3, 100)]


def test_a_till_runs_it_without_a_database():
    """These modules need nothing but the standard library."""
    folder = Path(combining.__file__).parent
    code = (
        "import sys, types; one = types.ModuleType('rules'); one.__path__ = [sys.argv[1]];"
        "sys.modules['rules'] = one; import rules.combining;"
        "print(sorted({name.partition('.')[0] for name in sys.modules}"
        " - set(sys.stdlib_module_names) - {'rules', '__main__'}))"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", code, str(folder)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


# --- by chance, against an oracle that knows no shortcut ----------------------------------


def nearest(one, line, day):
    for key in (("variant", line.variant), ("item", line.item), ("group", line.group), EVERYTHING):
        told = one.terms.get(key)
        if told and (told.until is None or day <= told.until):
            return key, told
    return None, None


def oracle(offers, purchase, rows, policy):
    """Every row asks every offer; fractions alone, rounded at the end."""
    total = sum((Fraction(r.amount) for r in rows), Fraction(0))
    found = []
    for line in rows:
        shares, limits = [], [Fraction(100)]
        for one in sorted(offers, key=lambda o: o.code):
            key, told = nearest(one, line, purchase.moment.date())
            if told is None:
                continue
            same = [
                Fraction(r.quantity)
                for r in rows
                if (r.variant == line.variant if key[0] == "variant" else r.item == line.item)
            ]
            met = {
                "none": True,
                "quantity": sum(same) >= one.threshold,
                "sum": total >= one.threshold,
                "payment": purchase.payment != "" and one.payment in ("", purchase.payment),
            }[one.condition]
            if not met or (one.recipients and not purchase.sides & {"anna"}):
                continue
            if told.limit is not None:
                limits.append(Fraction(told.limit))
            shares.append(Fraction(told.percent))
        found.append(cut(together(shares, policy), shares, min(limits), line, policy))
    return found


def together(shares, policy):
    if policy == "sum":
        return sum(shares, Fraction(0))
    if policy == "chain":
        left = Fraction(100)
        for one in shares:
            left = left * (100 - one) / 100
        scaled = (100 - left) * 10000
        sign = 1 if scaled >= 0 else -1
        return sign * Fraction(int(abs(scaled) + Fraction(1, 2)), 10000)
    return max([0, *shares]) + min([0, *shares])


def cut(whole, shares, limit, line, policy):
    most = max(limit - Fraction(line.manual), Fraction(0))
    return min(whole, most) if shares else whole


numbers = lambda low, high: st.integers(low * 100, high * 100).map(lambda n: D(n) / 100)
targets = st.one_of(
    st.just(EVERYTHING),
    st.tuples(st.just("item"), st.sampled_from("abc")),
    st.tuples(st.just("group"), st.sampled_from("gh")),
    st.tuples(st.just("variant"), st.sampled_from(("a1", "a2"))),
)
terms = st.builds(
    Terms,
    numbers(-30, 60),
    st.one_of(st.none(), numbers(0, 50)),
    st.sampled_from([None, None, date(2026, 3, 1), date(2026, 3, 2)]),
)
conditions = st.sampled_from(["none", "quantity", "sum", "payment"])


@st.composite
def offers(draw):
    count = draw(st.integers(0, 6))
    return [
        Offer(
            str(n),
            f"{n:02}",
            draw(conditions),
            draw(numbers(0, 20)),
            draw(st.sampled_from(["", "cash"])),
            terms=draw(st.dictionaries(targets, terms, min_size=1, max_size=4)),
            recipients=draw(st.sampled_from([(), (frozenset({"anna"}),)])),
        )
        for n in range(count)
    ]


@st.composite
def lines(draw):
    item = draw(st.sampled_from("abc"))
    variant = draw(st.sampled_from(["", "a1", "a2"])) if item == "a" else ""
    group = {"a": "g", "b": "h", "c": ""}[item]
    return Row(
        item, draw(numbers(0, 15)), draw(numbers(0, 15)), variant, group, draw(numbers(0, 100))
    )


@settings(max_examples=600, deadline=None)
@given(
    offers(),
    st.lists(lines(), min_size=1, max_size=5),
    st.sampled_from(["largest", "sum", "chain"]),
    st.sampled_from(["", "cash", "card"]),
    st.booleans(),
)
def test_any_purchase_gets_what_the_oracle_says(rules, rows, policy, payment, is_anna):
    sides = frozenset({"anna"}) if is_anna else frozenset()
    purchase = Purchase(MONDAY, sides, payment)
    made = combine(rules, purchase, rows, policy)
    expected = oracle(rules, purchase, rows, policy)
    assert [Fraction(one.percent) for one in made.rows] == expected
    for one, line in zip(made.rows, rows, strict=True):
        assert sum((share.percent for share in one.taken), D(0)) == one.percent
        assert one.percent <= max(100 - line.manual, 0)
    assert combine(rules[::-1], purchase, rows, policy) == made


@settings(max_examples=200, deadline=None)
@given(offers(), lines(), st.sampled_from(["largest", "sum", "chain"]))
def test_goods_spread_over_rows_get_the_same(rules, line, policy):
    half = [
        Row(line.item, part, sum_, line.variant, line.group, line.manual)
        for part, sum_ in ((line.quantity, line.amount), (D(0), D(0)))
    ]
    whole = combine(rules, Purchase(MONDAY), [line], policy).rows[0]
    assert set(combine(rules, Purchase(MONDAY), half, policy).rows) == {whole}


def test_a_hundred_rows_with_two_hundred_rules_in_twenty_milliseconds():
    rules = [
        off(n % 17 + 1, f"{n:03}", condition=kind, threshold=D(n % 9), what=what)
        for n, (kind, what) in enumerate(
            zip(
                ["none", "quantity", "sum", "card"] * 50,
                [TEA, CUP, ("group", "g"), ("item", "x")] * 50,
                strict=True,
            )
        )
    ]
    rows = [row("tea" if n % 2 else "cup", n, 10 * n, group="g") for n in range(100)]
    purchase = Purchase(MONDAY, card="1")
    spent = []
    for _time in range(5):
        start = clock.perf_counter()
        combine(rules, purchase, rows)
        spent.append(clock.perf_counter() - start)
    assert min(spent) <= 0.020
