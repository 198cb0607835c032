from sqlalchemy import create_engine, text


def execute(url, *statements):
    engine = create_engine(url)
    with engine.begin() as connection:
        for one in statements:
            connection.execute(text(one))
    engine.dispose()


def test_a_new_base_is_sound(shop):
    assert shop("verify").status == 0
    assert shop("verify", "--json").data == {"broken": []}


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
