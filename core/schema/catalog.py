"""Catalogs: long-lived things with a code and a name."""

from typing import ClassVar

from sqlalchemy.orm import Mapped, mapped_column

from ..texts import Texts
from .fields import field
from .record import Record

_ = Texts("tradepost.core")


class Catalog(Record):
    """A long-lived thing people choose from lists: an item, a party, a warehouse.

    A code that is left empty gets the next number of the catalog. `name_key` is the name
    as it is sorted and compared.
    """

    __abstract__ = True

    code: Mapped[str] = field(_("Code"), unique=True, search=True, required=False)
    name: Mapped[str] = field(_("Name"), search=True)
    name_key: Mapped[str] = mapped_column(default="")

    sorted_by: ClassVar[tuple[str, ...]] = ("name_key",)
    code_width: ClassVar[int] = 6
    code_prefix: ClassVar[str] = ""

    @property
    def presentation(self) -> str:
        """The name."""
        return self.name

    @property
    def stands_back(self) -> bool:
        """Whether others are offered before it where people choose: damaged goods, say."""
        return False
