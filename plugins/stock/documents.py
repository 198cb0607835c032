"""The papers of the store: transfer, count, surplus entry, write-off."""

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy.orm import Mapped

from ...core import (
    Amount,
    BalanceRegister,
    Price,
    Quantity,
    Texts,
    Work,
    field,
    lines_of,
    reference,
)
from ...core.values import ZERO, round_to
from ..items import factors, items_of
from ..organisations import OrganisationDocument
from .filling import (
    compare,
    fill_rows,
    fill_stocked,
    first_warehouse,
    goods_of,
    on_hand,
)
from .lines import StockLine, moves
from .models import StockOnHand, Warehouse
from .moves import StockMove

_ = Texts(__package__)


class WarehouseDocument(OrganisationDocument):
    """A paper that moves goods out of or into one warehouse, its own or a trade plugin's.

    Left out, the warehouse is the first by code.
    """

    __abstract__ = True

    warehouse: Mapped[Warehouse] = reference(_("Warehouse"))
    if TYPE_CHECKING:
        warehouse_id: Mapped[UUID | None]
        lines: Any

    def complete(self, work: Work) -> None:
        """Fill in the warehouse, and which rows lie in one."""
        super().complete(work)
        if self.warehouse_id is None:
            self.warehouse_id = first_warehouse(work)
        self.fill_goods(work)

    def fill_goods(self, work: Work) -> None:
        """Say of each row whether its goods lie in a warehouse at all."""
        fill_stocked(work, self.lines)

    def may_go_negative(self, register: type[BalanceRegister]) -> bool:
        """Stock may, where the organisation does not control it; nothing else."""
        return register is StockOnHand and super().may_go_negative(register)


class StockDocument(WarehouseDocument):
    """A paper of the store: goods and quantities, no prices."""

    __abstract__ = True

    def fill_goods(self, work: Work) -> None:
        """Fill in units and base quantities.

        Raises:
            UnknownUnit: where an item is not traded in the row's unit.
        """
        fill_rows(work, self.lines)


class TransferLine(StockLine):
    """Goods that go from one warehouse to another."""


class Transfer(StockDocument):
    """Goods go from a warehouse to another; their cost goes with them.

    To see goods on the way, transfer them to a warehouse of the kind “on the way” and name
    in `onward` where they are bound for; what arrives is transferred on from there.
    """

    title = _("Transfer"), _("Transfers")
    about = _("Goods go from one of our warehouses to another at their cost.")
    also = _("move between warehouses")

    to_warehouse: Mapped[Warehouse] = reference(_("To warehouse"))
    onward: Mapped[Warehouse | None] = reference(_("Bound for"), shown=False)
    if TYPE_CHECKING:
        to_warehouse_id: Mapped[UUID | None]
        onward_id: Mapped[UUID | None]
    lines: Mapped[list[TransferLine]] = lines_of(_("Goods"))

    def stock_moves(self) -> Iterable[StockMove]:
        """Out of one warehouse, into the other."""
        return moves(self.lines, "transfer", source=self.warehouse_id, target=self.to_warehouse_id)


class StockCountLine(StockLine):
    """Goods as the books have them and as they were counted.

    `quantity` is the one of the books, `counted` what was found, both in the row's unit;
    `difference` is in the base unit. A row without `counted` was not counted.
    """

    quantity: Mapped[Quantity | None] = field(_("By the books"))  # type: ignore[assignment]
    counted: Mapped[Quantity | None] = field(_("Counted"))
    difference: Mapped[Quantity | None] = field(_("Difference"), readonly=True)


class StockCount(StockDocument):
    """Goods of a warehouse counted and compared with the books; posting it moves nothing.

    What is over or short is brought into the books by a surplus entry and a write-off made
    from the posted count. A blind count shows the quantities of the books to nobody before it
    is posted.
    """

    title = _("Stock count"), _("Stock counts")
    about = _(
        "What lies there is counted. The paper takes the books as they are, you enter what "
        "was found; surplus and shortage are created on its basis."
    )
    also = _("inventory, stocktaking")

    blind: Mapped[bool] = field(_("Blind"), shown=False)
    whole: Mapped[bool] = field(
        _("Everything in the warehouse"),
        shown=False,
        help=_("Add a row for all goods the books have in the warehouse"),
    )
    lines: Mapped[list[StockCountLine]] = lines_of(_("Goods"))

    def complete(self, work: Work) -> None:
        """Put the books beside the count, unless it is blind."""
        super().complete(work)
        if self.blind:
            for line in self.lines:
                line.quantity = line.difference = None
        else:
            self.put_books(work)

    def fill_goods(self, work: Work) -> None:
        """Add what lies in the warehouse, where asked for; fill in units and base quantities."""
        if self.whole:
            self._add_what_lies(work)
        fill_rows(work, self.lines, "counted")

    def put_books(self, work: Work) -> None:
        """Put the books beside what was counted, as of the moment of the count."""
        if self.warehouse_id is None:
            return
        items = items_of(work, self.lines)
        books = on_hand(work, self.warehouse_id, self.moment, list(items))
        compare(self.lines, books, factors(work, list(items.values())))

    def _add_what_lies(self, work: Work) -> None:
        if self.warehouse_id is None:
            return
        listed = {goods_of(line) for line in self.lines}
        for goods in sorted(on_hand(work, self.warehouse_id, self.moment), key=str):
            if goods not in listed:
                item_id, variant_id, lot_id = goods
                place = len(self.lines)
                line = StockCountLine(
                    item_id=item_id, variant_id=variant_id, lot_id=lot_id, position=place
                )
                self.lines.append(line)


class SurplusEntryLine(StockLine):
    """Goods found beyond the books, and what they are taken in at."""

    price: Mapped[Price] = field(_("Price"), default=ZERO)
    amount: Mapped[Amount] = field(_("Amount"), default=ZERO)
    counted: Mapped[Quantity | None] = field(_("Counted"), shown=False)


class SurplusEntry(StockDocument):
    """Goods found beyond the books are taken in at the value entered."""

    title = _("Surplus entry"), _("Surplus entries")
    about = _(
        "Goods are there that the books do not know: found in a count, or the stock one "
        "begins with. Enter what each is worth."
    )

    amount: Mapped[Amount] = field(_("Amount"), default=ZERO, readonly=True)
    lines: Mapped[list[SurplusEntryLine]] = lines_of(_("Goods"))

    def complete(self, work: Work) -> None:
        """Work out the sums: price times quantity, where there is a price."""
        super().complete(work)
        for line in self.lines:
            if line.price:
                line.amount = round_to(line.price * (line.quantity or ZERO), 2)
        self.amount = sum((line.amount for line in self.lines), ZERO)

    def stock_moves(self) -> Iterable[StockMove]:
        """Into the warehouse, at the value of the row."""
        values: list[Decimal | None] = [line.amount for line in self.lines]
        return moves(self.lines, "surplus", target=self.warehouse_id, amounts=values)


class WriteOffLine(StockLine):
    """Goods that are lost, spoilt or used."""

    counted: Mapped[Quantity | None] = field(_("Counted"), shown=False)


class WriteOff(StockDocument):
    """Goods leave the company without being sold: lost, spoilt, used."""

    title = _("Write-off"), _("Write-offs")
    about = _("Goods are gone: broken, lost, used up. Stock becomes less, their cost an expense.")
    also = _("scrap, loss")

    reason: Mapped[str] = field(_("Reason"), default="")
    lines: Mapped[list[WriteOffLine]] = lines_of(_("Goods"))

    def stock_moves(self) -> Iterable[StockMove]:
        """Out of the warehouse."""
        return moves(self.lines, "write_off", source=self.warehouse_id)
