"""The papers of packaging alone: handed over and brought back, limits, debts turned into money."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy.orm import Mapped

from ...core import (
    Amount,
    BalanceRegister,
    Lines,
    Movement,
    Quantity,
    Texts,
    Work,
    field,
    lines_of,
    reference,
)
from ...core.records.filling import left_out
from ...core.values import ONE, ZERO, round_to
from ..items import Item
from ..organisations import OrganisationDocument
from ..parties import Contract, Party, contract_for, require_fit
from ..pricing import TradeDocument, TradeLine
from ..purchasing import Purchases
from ..sales import Sales
from ..settlements import SettledDocument
from ..stock import GoodsLine, SellsGoods, StockMove, WarehouseDocument, moves
from .layers import deposit_of
from .models import WITH_CUSTOMERS, PackagingIn, PackagingLimit, PackagingOut
from .rows import PackagingRow, move_of
from .ways import Way

_ = Texts(__package__)

WAYS = {
    "given": _("Handed over to a customer"),
    "back": _("Brought back by a customer"),
    "lost": _("Written off at a customer's"),
    "taken": _("Received from a supplier"),
    "returned": _("Given back to a supplier"),
}
SIDES = {
    "customer": _("The customer pays for ours"),
    "supplier": _("We pay the supplier for theirs"),
}


class PackagingMoveLine(PackagingRow):
    """Pieces of packaging that go somewhere."""

    title = _("Row of packaging"), _("Rows of packaging")


class PackagingMove(WarehouseDocument):
    """Packaging goes to a customer or comes back, comes from a supplier or goes back.

    Goods that go along have papers of their own, with rows of packaging in them. Written off
    is what a customer has lost and will not pay for.
    """

    title = _("Packaging note"), _("Packaging notes")
    about = _(
        "Returnable packaging without goods: empties that come back, boxes lent. Nobody owes "
        "money for it; how many pieces are held, and for which deposit, is counted."
    )
    also = _("empties, pallets, boxes, kegs, return of packaging")

    way: Mapped[str] = field(_("What happens"), default="back", choices=WAYS)
    party: Mapped[Party] = reference(_("Party"))
    contract: Mapped[Contract] = reference(_("Contract"), shown=False)
    amount: Mapped[Amount] = field(_("Deposit"), default=ZERO, readonly=True)
    beyond_packaging: Mapped[bool] = field(
        _("Beyond the limit of packaging"),
        shown=False,
        help=_("Posts although the customer would hold more packaging than was agreed"),
    )
    reason: Mapped[str] = field(_("Reason"), default="", shown=False)
    lines: Mapped[list[PackagingMoveLine]] = lines_of(_("Packaging"))
    if TYPE_CHECKING:
        party_id: Mapped[UUID | None]
        contract_id: Mapped[UUID | None]

    def complete(self, work: Work) -> None:
        """Fill in warehouse and contract.

        Raises:
            WrongContract: for a contract of another party or organisation.
        """
        super().complete(work)
        fill_contract(work, self, "supplier" if Way(self.way).theirs else "customer")

    def fill_goods(self, work: Work) -> None:
        """Packaging always lies in a warehouse."""

    def stock_moves(self) -> Iterable[StockMove]:
        """Pieces into or out of the warehouse."""
        way = Way(self.way)
        return [move_of(line, way, self.warehouse_id) for line in self.lines if line.quantity]  # type: ignore[arg-type]


def fill_contract(work: Work, document: Any, kind: str) -> None:
    """The contract a paper stands under, where none was named.

    Raises:
        WrongContract: for a contract of another party or organisation.
    """
    if document.party_id is None:
        return
    if document.contract_id is None:
        document.contract_id = contract_for(
            work, document.party_id, document.organisation_id, kind
        )
    elif not left_out(document.contract):
        require_fit(document.contract, document.party_id, document.organisation_id)


class PackagingLimitsLine(Lines):
    """The most that may be held; an empty limit takes the limit away."""

    title = _("Limit of packaging"), _("Limits of packaging")

    item: Mapped[Item] = reference(_("Packaging"))
    limit: Mapped[Quantity | None] = field(_("Limit"), help=_("Empty: as much as they like"))
    if TYPE_CHECKING:
        item_id: Mapped[UUID]


class PackagingLimits(OrganisationDocument):
    """How much packaging may be held under a contract, from the moment of the paper on."""

    title = _("Limits of packaging"), _("Limits of packaging")
    about = _(
        "How many pieces of our packaging a customer may hold at once, or we of a supplier's. "
        "A shipment beyond it is refused."
    )

    party: Mapped[Party] = reference(_("Party"))
    contract: Mapped[Contract] = reference(_("Contract"), shown=False)
    lines: Mapped[list[PackagingLimitsLine]] = lines_of(_("Limits"))
    if TYPE_CHECKING:
        party_id: Mapped[UUID | None]
        contract_id: Mapped[UUID | None]

    def complete(self, work: Work) -> None:
        """Fill in the contract.

        Raises:
            WrongContract: for a contract of another party or organisation.
        """
        super().complete(work)
        fill_contract(work, self, "customer")

    def movements(self) -> Iterator[Movement]:
        """One limit for each row."""
        for line in self.lines:
            yield PackagingLimit.record(
                contract=self.contract_id,
                item=line.item_id,
                quantity=line.limit or ZERO,
                bounded=0 if line.limit is None else int(ONE),
            )


class PackagingDebtLine(GoodsLine, TradeLine):
    """Packaging that will not come back, and what is paid for it."""

    title = _("Row of a packaging debt"), _("Rows of packaging debts")


class PackagingDebt(SettledDocument, TradeDocument, SellsGoods):
    """Packaging that is not brought back is paid for: a debt in pieces becomes one in money.

    Of a customer it is a sale, with VAT, at what the row says; to a supplier it is a purchase.
    """

    title = _("Packaging turned into debt"), _("Packaging turned into debts")
    about = _(
        "Packaging that did not come back is paid for. A customer owes us money for ours, and "
        "it counts as a sale; or we owe a supplier for theirs, and it is ours from then on."
    )
    also = _("unreturned packaging, buy-out, fine for packaging")

    side: Mapped[str] = field(_("Who pays"), default="customer", choices=SIDES)
    lines: Mapped[list[PackagingDebtLine]] = lines_of(_("Packaging"))

    @property
    def contract_kind(self) -> str:  # type: ignore[override]
        """Under which kind of contract it stands."""
        return self.side or "customer"

    @property
    def of_customer(self) -> bool:
        """Whether a customer pays for our packaging."""
        return self.side != "supplier"

    def other_prices(self, work: Work, lines: Sequence[TradeLine]) -> Mapping[UUID, Decimal]:
        """Left out, what is paid for a piece is the deposit it was handed over at."""
        register = PackagingOut if self.of_customer else PackagingIn
        found = {}
        for line in lines:
            if line.base_quantity:
                worth = deposit_of(work, self, register, line.item_id, line.base_quantity)
                found[line.id] = round_to(worth / line.quantity, 6)
        return found

    def bears_vat(self) -> bool:
        """What we sell bears no VAT where our organisation pays none."""
        return not self.of_customer or bool(self.organisation.pays_vat)

    def may_go_negative(self, register: type[BalanceRegister]) -> bool:
        """Only what somebody holds is paid for."""
        return False

    def movements(self) -> Iterator[Movement]:
        """The money owed, and what was sold or bought; the pieces are taken off by a hook."""
        yield self.debt(1 if self.of_customer else -1)
        turn = self.into_books()
        register: Any = Sales if self.of_customer else Purchases
        whose = {"shipment" if self.of_customer else "receipt": self.id}
        for line in self.lines:
            yield register.add(
                item=line.item_id,
                variant=line.variant_id,
                party=self.party_id,
                organisation=self.organisation_id,
                quantity=line.base_quantity,
                amount=turn(line.amount),
                vat_amount=turn(line.vat_amount),
                **whose,
            )

    def stock_moves(self) -> Iterable[StockMove]:
        """Ours are sold where they lie, with the customer; theirs stay in our warehouse."""
        return moves(self.lines, "shipment", source=WITH_CUSTOMERS) if self.of_customer else ()
