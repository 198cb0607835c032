"""The company on paper: every record of it with its key, worked out from a seed alone. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from random import Random
from typing import Any
from uuid import UUID

from . import numbers, people
from .goods import Goods, catalogue
from .words import GROUPS

BEGINNING = datetime(2020, 1, 1, tzinfo=UTC)
"""The moment in the keys of the company's catalogs: before all its business."""

Data = dict[str, Any]
MANAGERS = 4  # one looks after suppliers, the others after customers
MODES = ("contract", "contract", "orders", "invoices")


@dataclass(frozen=True)
class Ware:
    """An item with the key it is kept under."""

    id: UUID
    goods: Goods


@dataclass(frozen=True)
class Trader:
    """Somebody the company trades with; suppliers have the groups they bring."""

    id: UUID
    contract: UUID
    name: str
    company: bool = True
    groups: tuple[str, ...] = ()
    size: float = 1.0


@dataclass
class Plan:
    """The company: keys of what its days need, and the records to save, in their order."""

    seed: int
    opened: date
    language: str
    organisation: UUID
    stores: dict[str, UUID]
    prices: dict[str, UUID]
    places: dict[str, UUID]
    wares: list[Ware] = field(default_factory=list)
    suppliers: list[Trader] = field(default_factory=list)
    customers: list[Trader] = field(default_factory=list)
    people: list[Trader] = field(default_factory=list)
    records: list[tuple[str, Data]] = field(default_factory=list)

    def chance(self, *about: object) -> Random:
        """A source of chance of its own for each purpose, so that none disturbs another."""
        return Random("/".join(map(str, (self.seed, *about))))  # noqa: S311 -- a game, no secret

    def key(self, *about: object, at: datetime = BEGINNING) -> UUID:
        """The key of what is spoken of, the same whenever it is asked for."""
        return numbers.key(self.chance("key", *about), at)


def company(seed: int, opened: date, *, items: int = 320, language: str = "ru") -> Plan:
    """The company of a seed.

    Args:
        seed: another one, another company.
        opened: its first day; prices and VAT are those of that day.
        items: how many goods it trades in.
        language: of the names of goods: ru or en.
    """
    plan = _bones(seed, opened, language)
    # Parties come first: where there is no organisation yet, none gets a contract by itself.
    _add_traders(plan)
    plan.records += _house(plan)
    plan.records += _agreed(plan)
    _add_wares(plan, items)
    return plan


def _bones(seed: int, opened: date, language: str) -> Plan:
    blank = Plan(seed, opened, language, UUID(int=0), {}, {}, {})
    key = blank.key
    blank.organisation = key("organisation")
    blank.stores = {one: key("warehouse", one) for one in ("main", "shop")}
    blank.prices = {one: key("price_type", one) for one in ("purchase", "wholesale", "retail")}
    blank.places = {one: key("cash_place", one) for one in ("desk", "account")}
    return blank


def _house(plan: Plan) -> Iterator[tuple[str, Data]]:
    """The organisation itself, its stores, prices, desk and account."""
    chance, russian = plan.chance("house"), plan.language == "ru"
    inn = numbers.company_inn(chance)
    name = "Торговый дом «Пример»" if russian else "Example Trading House"
    yield (
        "organisation",
        {
            "id": plan.organisation,
            "name": name,
            "full_name": f"Общество с ограниченной ответственностью {name}" if russian else name,
            "tax_id": inn,
            "kpp": numbers.kpp(inn),
            "ogrn": numbers.ogrn(chance, inn),
            "currency": "RUB",
            "address": people.address(chance),
            "phone": people.phone(chance),
            "director": people.full_name(chance),
            "chief_accountant": people.full_name(chance),
        },
    )
    for code, kind, names in (
        ("main", "wholesale", ("Основной склад", "Main warehouse")),
        ("shop", "retail", ("Магазин на Садовой", "Garden Street shop")),
    ):
        yield (
            "warehouse",
            {"id": plan.stores[code], "name": names[not russian], "kind": kind}
            | {"address": people.address(chance)},
        )
    for code, names in (
        ("purchase", ("Закупочная", "Purchase")),
        ("wholesale", ("Оптовая", "Wholesale")),
        ("retail", ("Розничная", "Retail")),
    ):
        yield (
            "price_type",
            {"id": plan.prices[code], "name": names[not russian], "currency": "RUB"}
            | {"includes_vat": True},
        )
    yield from _money(plan, chance, russian=russian)


def _money(plan: Plan, chance: Random, *, russian: bool) -> Iterator[tuple[str, Data]]:
    own = {"organisation": str(plan.organisation), "currency": "RUB"}
    desk = "Касса" if russian else "Cash desk"
    yield "cash_place", {"id": plan.places["desk"], "name": desk, "kind": "desk", **own}
    yield (
        "cash_place",
        {
            "id": plan.places["account"],
            "name": "Расчётный счёт" if russian else "Current account",
            "kind": "account",
            "account": numbers.bank_account(chance, numbers.BIC),
            "bic": numbers.BIC,
            "correspondent": numbers.correspondent_account(numbers.BIC),
            "bank": "Учебный банк" if russian else "Training Bank",
            **own,
        },
    )


def _add_wares(plan: Plan, count: int) -> None:
    english = plan.language != "ru"
    groups = {one.code: plan.key("item_group", one.code) for one in GROUPS}
    for one in GROUPS:
        plan.records.append(("item_group", {"id": groups[one.code], "name": one.name[english]}))
    for goods in catalogue(plan.chance("goods"), count, plan.opened):
        ware = Ware(plan.key("item", goods.sku), goods)
        plan.wares.append(ware)
        data: Data = {
            "id": ware.id,
            "name": goods.name[english],
            "sku": goods.sku,
            "unit": goods.unit,
            "group": str(groups[goods.group]),
            "vat_rate": str(goods.vat_rate),
        }
        if goods.barcode:
            row = {"id": plan.key("barcode", goods.sku), "code": goods.barcode}
            data["barcodes"] = [row]
        plan.records.append(("item", data))


def _add_traders(plan: Plan) -> None:
    chance, taken = plan.chance("traders"), set[str]()
    for n in range(12):
        groups = tuple(one.code for place, one in enumerate(GROUPS) if place == n % len(GROUPS))
        firm = people.firm(chance, taken)
        plan.suppliers.append(_trader(plan, firm, "supplier", groups=groups))
    for _n in range(48):
        firm = people.firm(chance, taken)
        plan.customers.append(_trader(plan, firm, "customer", size=chance.paretovariate(1.5)))
    for _n in range(30):
        plan.people.append(_trader(plan, people.buyer(chance, taken), "person"))


def _trader(
    plan: Plan,
    one: people.Somebody,
    role: str,
    *,
    groups: tuple[str, ...] = (),
    size: float = 1.0,
) -> Trader:
    """Put a party on the plan, with the contract it trades under."""
    key, contract = plan.key("party", one.name), plan.key("contract", one.name)
    contacts = [*one.contacts, ("legal_address", one.address)]
    plan.records.append(
        (
            "party",
            {
                "id": key,
                "name": one.name,
                "full_name": one.full_name,
                "kind": one.kind,
                "is_customer": role != "supplier",
                "is_supplier": role == "supplier",
                "tax_id": one.tax_id,
                "kpp": one.kpp,
                "ogrn": one.ogrn,
                "contacts": [
                    {"id": plan.key("contact", one.name, n), "kind": kind, "value": value}
                    for n, (kind, value) in enumerate(contacts)
                ],
            },
        )
    )
    return Trader(key, contract, one.name, one.kind == "company", groups, size)


def _agreed(plan: Plan) -> Iterator[tuple[str, Data]]:
    """The contracts, each the main one of its party, and who of us looks after the party."""
    english = plan.language != "ru"
    buyer, *sellers = (plan.key("manager", n) for n in range(MANAGERS))
    for n in range(MANAGERS):
        name = people.full_name(plan.chance("manager", n))
        yield "manager", {"id": plan.key("manager", n), "name": name}
    for role, kind, prices, traders in (
        ("supplier", "supplier", "purchase", plan.suppliers),
        ("customer", "customer", "wholesale", plan.customers),
        ("person", "customer", "retail", plan.people),
    ):
        for n, one in enumerate(traders):
            chance = plan.chance("terms", one.name)
            manager = buyer if role == "supplier" else sellers[n % len(sellers)]
            yield (
                "contract",
                {
                    "id": one.contract,
                    "name": "Main contract" if english else "Основной договор",
                    "party": str(one.id),
                    "organisation": str(plan.organisation),
                    "kind": kind,
                    "currency": "RUB",
                    "price_type": str(plan.prices[prices]),
                    "settlement_mode": chance.choice(MODES) if role == "customer" else "contract",
                    "debt_days": chance.choice((14, 21, 30)) if role == "customer" else None,
                },
            )
            given = {"main_contract": str(one.contract), "manager": str(manager)}
            yield "party", {"change": one.id, **given}


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment of a business day."""
    return datetime.combine(day, time(hour, minute), UTC)
