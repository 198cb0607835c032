from sqlalchemy.orm import Mapped

from tradepost.core import Catalog, Texts, field

_ = Texts("tradepost.core")


class ToyPerson(Catalog):
    plugin = "toy_fields"
    title = _("Party"), _("Parties")
    friendly: Mapped[bool] = field(_("Friendly"))
    asked: Mapped[bool | None] = field(_("Asked"))
    kind_: Mapped[str] = field(_("Kind"), default="person", choices={"person": _("Person")})


def test_a_field_may_bear_a_name_the_class_needs_itself():
    assert ToyPerson.kind == "toy_person"
    assert ToyPerson.fields["kind"].column == "kind_"
    assert "kind" in ToyPerson.__table__.c
    assert ToyPerson(kind_="person").kind == "toy_person"


def test_a_flag_is_off_unless_it_may_be_left_open():
    assert ToyPerson.__table__.c.friendly.default.arg is False
    assert ToyPerson.__table__.c.asked.default is None
    assert not ToyPerson.fields["asked"].required
