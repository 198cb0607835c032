import threading

import pytest
from sqlalchemy import create_engine, text

from support.toy_stock import Shop, day
from tradepost.core.command.safety import proof


def execute(url, *statements):
    engine = create_engine(url)
    with engine.begin() as connection:
        for one in statements:
            connection.execute(text(one))
    engine.dispose()


def test_a_new_base_is_sound(shop):
    assert shop("verify").status == 0
    assert shop("verify", "--json").data["broken"] == []


def test_ends_of_the_audit_that_were_kept_tell_of_a_chain_written_anew(shop):
    shop("user", "create", "anna", "--json")
    ends = shop("verify", "--json").data["anchor"]
    assert shop("verify", "--anchor", ends).status == 0
    chain, seq, end = ends.split()[0].split(":")
    assert shop("verify", "--anchor", f"{chain}:{int(seq) + 1}:{end}").status == 1
    assert "is not the one that was kept" in shop.out


def test_a_changed_total_is_named(shop_with_moves):
    execute(str(shop_with_moves.house.url.render_as_string(hide_password=False)),
            "update toy_stock_total set quantity = quantity + 1000000")  # fmt: skip
    assert any("quantity off by" in one for one in proof(shop_with_moves.house))


PLANTED = {
    "a wrong total": (
        "update toy_stock_total set quantity = quantity + 1000000 where quantity = 5000000",
        "toy_stock_total: thing Thing 1, place Main: quantity off by 1",
    ),
    "a wrong month": (
        "update toy_stock_toy_sales_month set amount = amount - 10000",
        "toy_stock_toy_sales_month: thing Thing 0 in 2026-03-01: amount off by -1",
    ),
    "a wrong movement": (
        "update toy_stock set quantity = quantity - 1000000 where quantity = 10000000",
        "toy_stock_total: thing Thing 0, place Main: quantity off by 1",
    ),
    "a missing movement": (
        "delete from toy_stock where quantity = 5000000",
        "toy_stock_total: thing Thing 1, place Main: quantity off by 5",
    ),
    "a movement of nobody's": (
        "update toy_stock_toy_sales set recorder_id = thing_id",
        "toy_stock_toy_sales: movements of",
    ),
    "a movement moved in time": (
        "update toy_stock set moment = (select moment from toy_stock_toy_sales) where quantity = 5000000",
        "toy_stock: movements of 1 stand at",
    ),
    "a posted document that says it is not": (
        "update core_document set posted = {no} where number = '1'",
        "toy_stock: movements of",
    ),
    "a changed entry of the audit": (
        "update core_audit set user_name = 'nobody' where seq = 1 and chain = 0",
        "audit chain 0, entry 1",
    ),
    "an entry taken out of the audit": (
        "delete from core_audit where seq = 2 and chain = 0",
        "entry 2 is missing before it",
    ),
}


@pytest.mark.parametrize("fault", PLANTED)
def test_what_was_planted_is_found_and_named(shop_with_moves, fault):
    house = shop_with_moves.house
    shop_with_moves.move(day(3), (0, -1, 20))
    shop_with_moves.move(day(3), (0, -2, 40), post=False)
    assert proof(house) == []
    statement, named = PLANTED[fault]
    no = "false" if house.engine.dialect.name == "postgresql" else "0"
    url = house.url.render_as_string(hide_password=False)
    execute(url, statement.format(no=no))
    found = proof(house)
    assert any(named in one for one in found), found


def test_the_proof_holds_while_people_work(shop_with_moves):
    """Without one instant for all statements, a post between two of them would look broken."""
    shop, stop, failed = shop_with_moves, threading.Event(), []

    def work(thing):
        while not stop.is_set():
            try:
                shop.move(day(5), (thing, 1, 10))
            except Exception as why:
                failed.append(why)
                return

    people = [threading.Thread(target=work, args=(n,)) for n in range(3)]
    for one in people:
        one.start()
    try:
        found = [line for _n in range(15) for line in proof(shop.house)]
    finally:
        stop.set()
        for one in people:
            one.join()
    assert found == []
    assert failed == []


@pytest.fixture
def shop_with_moves(toys):
    shop = Shop(toys)
    shop.move(day(2), (0, 10, 100), (1, 5, 50))
    return shop


def test_a_base_is_backed_up_and_restored(shop, bases, tmp_path):
    file = tmp_path / "shop.backup"
    assert shop("backup", file).status == 0
    assert "sha256" in shop.out
    before = shop.url
    shop.url = bases.empty()
    assert shop("restore", file).status == 0
    assert shop("verify").status == 0
    assert shop("restore", file).status == 1
    assert "A base stands already" in shop.err
    shop.url = before
    assert shop("backup", file).status == 1


def test_a_damaged_backup_is_refused_and_nothing_is_made(shop, bases, tmp_path):
    file = tmp_path / "shop.backup"
    shop("backup", file)
    whole = bytearray(file.read_bytes())
    whole[len(whole) // 2] ^= 0xFF
    file.write_bytes(bytes(whole))
    shop.url = bases.empty()
    assert shop("restore", file).status == 1
    assert "is not a sound backup" in shop.err
    assert shop("verify").status == 1
    assert "no base" in shop.err.lower()


def test_a_base_of_a_newer_program_is_left_alone(shop):
    execute(shop.url, "update alembic_version_core set version_num = 'core_9999'")
    for words in (["init"], ["verify"]):
        assert shop(*words).status == 1
        assert "newer than the code: core" in shop.err


def test_a_base_that_is_behind_is_told_to_be_brought_up(shop):
    execute(shop.url, "delete from alembic_version_core")
    assert shop("verify").status == 1
    assert "older than the code: core" in shop.err
