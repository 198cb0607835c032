"""A small shop for the lists."""

import pytest


@pytest.fixture
def goods(office):
    office.drinks = office.save("toy_group", name="Drinks", code="drinks")
    office.hot = office.save("toy_group", name="Hot", parent=str(office.drinks))
    office.tea = office.save(
        "toy_good", name="Tea", code="tea", price="1234.5", group=str(office.hot), shelf_days=9
    )
    office.cup = office.save("toy_good", name="Cup", code="cup", kind="service", weighed=True)
    office.ann = office.save("toy_buyer", name="Ann", code="ann", main_good="tea")
    office.bob = office.save("toy_buyer", name="Bob", code="bob")
    return office


@pytest.fixture
def names():
    """What stands in the second column, row by row."""
    return lambda page: [
        row.select("td")[1].text.strip() for row in page.html.select("tbody tr[data-href]")
    ]


@pytest.fixture
def gone():
    """Where an answer of a dialog sends the list."""
    return lambda page: page.html.select("[data-go]")[0]["data-go"]
