"""What would forbid saving a record that a screen has at hand."""

from tradepost.core.errors import Refusal
from tradepost.core.records.write import fresh, objections
from tradepost.core.texts import Text


def test_missing_fields_and_objections_of_plugins_are_told_and_nothing_is_written(toy):
    toy.toys.objections.append(Refusal(Text("", "No orders today")))
    with toy.work() as work:
        record = fresh(work, "toy_order", {"lines": [{"quantity": "1"}]})
        told = {one.path: str(one.message) for one in objections(work, record)}
    assert told["buyer"] == "Buyer is missing"
    assert told["lines.0.good"] == "Good is missing"
    assert told[""] == "No orders today"
    assert not toy.toys.saved
