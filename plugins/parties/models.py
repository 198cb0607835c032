"""Parties: whom we trade with, how to reach them, and what was agreed with them."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy.orm import Mapped

from ...core import Amount, Catalog, Lines, Percent, Rate, Texts, field, lines_of, reference
from ..currencies import Currency
from ..organisations import Organisation

_ = Texts(__package__)

PARTY_KINDS = {"company": _("Company"), "person": _("Person")}

CONTACT_KINDS = {
    "phone": _("Phone"),
    "email": _("E-mail"),
    "address": _("Address"),
    "legal_address": _("Registered address"),
    "postal_address": _("Postal address"),
    "delivery_address": _("Delivery address"),
    "website": _("Website"),
    "messenger": _("Messenger"),
    "other": _("Other"),
}

CONTRACT_KINDS = {
    "customer": _("With a customer"),
    "supplier": _("With a supplier"),
    "agent": _("With an agent who sells our goods"),
    "principal": _("With a principal whose goods we sell"),
    "other": _("Other"),
}

PAPER_LANGUAGES = {"": _("Of whoever prints"), "ru": _("Russian"), "en": _("English")}

SETTLEMENT_MODES = {
    "contract": _("By the contract as a whole"),
    "orders": _("By orders"),
    "invoices": _("By invoices"),
}


RATE_KINDS = {"day": _("Rate of the day"), "agreed": _("Agreed rate")}

RATE_DAYS = {
    "payment": _("Of the day of payment"),
    "shipment": _("Of the day of shipment or receipt"),
}

DAY_KINDS = {"calendar": _("Calendar days"), "working": _("Working days, Monday to Friday")}


UNITS = _("Conventional units")


class PartyGroup(Catalog):
    """A folder of parties; folders stand in folders."""

    title = _("Group of parties"), _("Groups of parties")
    hierarchical = True

    parent: Mapped["PartyGroup | None"] = reference(_("Parent group"))


class Manager(Catalog):
    """One of us who looks after customers or suppliers, whether or not he signs in here."""

    title = _("Manager"), _("Managers")
    about = _(
        "Who of us looks after a customer or a supplier. The manager named on the card of a "
        "party stands on its orders from then on: lists and reports are told apart by it."
    )
    also = _("responsible person, salesperson, account manager")


class PartyContact(Lines):
    """One way to reach a party, with the days between which it holds."""

    title = _("Contact"), _("Contacts")

    kind_: Mapped[str] = field(_("Kind"), default="phone", choices=CONTACT_KINDS)
    value: Mapped[str] = field(_("Value"), search=True)
    note: Mapped[str] = field(_("Note"), default="")
    valid_from: Mapped[date | None] = field(_("Valid from"))
    valid_to: Mapped[date | None] = field(_("Valid to"))


class PartyAccount(Lines):
    """A bank account of a party."""

    title = _("Bank account"), _("Bank accounts")

    account: Mapped[str] = field(_("Account"), index=True)
    bic: Mapped[str] = field(_("BIC"), default="")
    bank: Mapped[str] = field(_("Bank"), default="")
    correspondent: Mapped[str] = field(_("Correspondent account"), default="")
    currency: Mapped[Currency | None] = reference(_("Currency"))


class Party(Catalog):
    """A company or person we trade with: customer, supplier, both, or neither yet."""

    title = _("Party"), _("Parties")
    about = _(
        "A customer or a supplier, or both: one card with contacts, accounts and "
        "contracts. A main contract is made by itself."
    )
    also = _("client, customer, buyer, supplier, counterparty")

    full_name: Mapped[str] = field(_("Full name"), default="", search=True, shown=False)
    kind_: Mapped[str] = field(_("Kind"), default="company", choices=PARTY_KINDS)
    group: Mapped[PartyGroup | None] = reference(_("Group"))
    is_customer: Mapped[bool] = field(_("Customer"))
    is_supplier: Mapped[bool] = field(_("Supplier"))
    manager: Mapped[Manager | None] = reference(
        _("Manager"), help=_("Who of us looks after it, and stands on its new orders")
    )
    country: Mapped[str] = field(
        _("Country"),
        default="RU",
        shown=False,
        help=_("Two letters of ISO 3166; the numbers below are checked for RU alone"),
    )
    tax_id: Mapped[str] = field(
        _("Tax id (INN)"), default="", search=True, index=True, also=("инн", "inn", "tax number")
    )
    kpp: Mapped[str] = field(
        _("KPP"), default="", shown=False, help=_("Code of the reason for registration")
    )
    ogrn: Mapped[str] = field(_("OGRN"), default="", shown=False)
    okpo: Mapped[str] = field(
        _("OKPO"), default="", shown=False, help=_("Code of the statistics office, for papers")
    )
    language: Mapped[str] = field(
        _("Language of papers"),
        default="",
        choices=PAPER_LANGUAGES,
        shown=False,
        help=_("In which language papers for it are printed"),
    )
    main_contract_id: Mapped[UUID | None] = reference(
        _("Main contract"), to="contract", shown=False
    )
    comment: Mapped[str] = field(_("Comment"), default="", shown=False, long=True)
    contacts: Mapped[list[PartyContact]] = lines_of(_("Contacts"))
    accounts: Mapped[list[PartyAccount]] = lines_of(_("Bank accounts"))
    if TYPE_CHECKING:
        manager_id: Mapped[UUID | None]


class Contract(Catalog):
    """What was agreed with a party: in which currency, on which terms debts arise and end.

    `settlement_mode` says by what debts are told apart: the contract as a whole, each order
    or each invoice. `debt_limit` and `debt_days` bound what may be owed to us. A contract
    `in_units` is agreed in one currency and paid in that of the books, by a rate of its own.
    """

    title = _("Contract"), _("Contracts")

    party: Mapped[Party] = reference(_("Party"))
    organisation: Mapped[Organisation] = reference(_("Organisation"))
    kind_: Mapped[str] = field(_("Kind"), default="", choices=CONTRACT_KINDS)
    currency: Mapped[Currency] = reference(_("Currency"))
    if TYPE_CHECKING:
        party_id: Mapped[UUID]
        organisation_id: Mapped[UUID]
        currency_id: Mapped[UUID]
    settlement_mode: Mapped[str] = field(
        _("Settlements"), default="contract", choices=SETTLEMENT_MODES
    )
    debt_limit: Mapped[Amount | None] = field(
        _("Debt limit"), help=_("The most that may be owed to us; empty for no limit")
    )
    debt_days: Mapped[int | None] = field(
        _("Days of debt"), help=_("How long a debt may stand; empty for no limit")
    )
    debt_days_kind: Mapped[str] = field(
        _("Days are counted as"), default="calendar", choices=DAY_KINDS, shown=False
    )
    prepayment_percent: Mapped[Percent | None] = field(
        _("Prepayment, %"),
        shown=False,
        help=_("So much is paid before goods are shipped, and reserved where no days are given"),
    )
    reserve_days: Mapped[int | None] = field(_("Days a reserve is held unpaid"), shown=False)
    in_units: Mapped[bool] = field(
        _("In conventional units"),
        shown=False,
        tab=UNITS,
        help=_("Agreed in the currency of the contract, paid in the currency of the books"),
    )
    rate_kind: Mapped[str] = field(
        _("By which rate"), default="day", choices=RATE_KINDS, shown=False, tab=UNITS
    )
    rate_percent: Mapped[Percent | None] = field(
        _("Added to the rate of the day, %"), shown=False, tab=UNITS
    )
    agreed_rate: Mapped[Rate | None] = field(
        _("Agreed rate"),
        shown=False,
        tab=UNITS,
        help=_("What one unit is worth in the base currency"),
    )
    rate_day: Mapped[str] = field(
        _("Paid by the rate"),
        default="payment",
        choices=RATE_DAYS,
        shown=False,
        tab=UNITS,
        help=_("By the rate of shipment the sum in the currency of the books never changes"),
    )
    signed_on: Mapped[date | None] = field(_("Signed on"), shown=False)
    valid_until: Mapped[date | None] = field(_("Valid until"), shown=False)
    comment: Mapped[str] = field(_("Comment"), default="", shown=False, long=True)
