from sqlalchemy.orm import Mapped, RelationshipDirection, configure_mappers

from tradepost.core import Catalog, Texts, reference

_ = Texts("tradepost.core")


class ToyFolder(Catalog):
    plugin = "toy_trees"
    title = _("Party"), _("Parties")
    parent: Mapped["ToyFolder | None"] = reference()


def test_a_reference_to_the_own_kind_points_to_the_parent():
    configure_mappers()
    assert ToyFolder.parent.property.direction is RelationshipDirection.MANYTOONE
