"""What would forbid saving a record that a screen has at hand."""

from tradepost.core.errors import Refusal
from tradepost.core.records.write import fresh, objections, save
from tradepost.core.texts import Text

TEA = {"name": "Tea", "code": "tea"}


def told(toy, data):
    with toy.work() as work:
        record = fresh(work, "toy_order", data)
        return {one.path: str(one.message) for one in objections(work, record)}


def test_missing_fields_are_told_before_plugins_are_asked(toy):
    toy.toys.objections.append(Refusal(Text("", "No orders today")))
    found = told(toy, {"lines": [{"quantity": "1"}]})
    assert found == {"buyer": "Buyer is missing", "lines.0.good": "Good is missing"}


def test_objections_of_plugins_are_told_and_nothing_is_written(toy):
    with toy.work() as work:
        buyer, good = save(work, "toy_buyer", {"name": "Ann"}).id, save(work, "toy_good", TEA).id
    toy.toys.saved.clear()
    toy.toys.objections.append(Refusal(Text("", "No orders today")))
    data = {"buyer": str(buyer), "lines": [{"good": str(good), "quantity": "1", "price": "2"}]}
    assert told(toy, data) == {"": "No orders today"}
    assert not toy.toys.saved
