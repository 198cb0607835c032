"""The page of what is to be bought, as a browser uses it."""

import pytest

from support.back_office import Office

PATH = "/supply/to-buy"


@pytest.fixture
def desk(delivered):
    made = Office(delivered)
    made.user("boss", roles=["administrator"])
    made.user("clerk", "item.read")
    return made


def test_the_page_stands_in_the_menu_of_who_may_open_it(desk):
    desk.sign_in("boss")
    assert desk.get("/sections/purchasing").html.select(f'main a[href="{PATH}"]')
    assert "Nothing is to be bought" in desk.get(PATH).text


def test_nor_is_it_offered_or_shown_to_anybody_else(desk):
    desk.sign_in("clerk")
    assert not desk.get("/").html.select(f'a[href="{PATH}"]')
    desk.get(PATH, 403)
