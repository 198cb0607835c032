"""Money: customers pay what they were shipped, we pay what we were brought, cash goes to the bank."""

from decimal import Decimal

from ...core.posting import readings
from ...core.values import ZERO
from ..cash import Cash
from .office import Office

FLOAT = Decimal(20_000)  # what the desk keeps overnight


def customers_pay(office: Office) -> None:
    """Firms pay shipments when their days are over, a few of them later than that."""
    firms = {one.id for one in office.plan.customers}
    sales = [one for one in office.papers("shipment", 40) if one.party_id in firms]
    for sale in office.due(sales, "pay", 3, 35):
        office.follow(sale, "payment_order", 16)


def pay_suppliers(office: Office) -> None:
    """We pay receipts one to three weeks after they came."""
    for receipt in office.due(office.papers("goods_receipt", 25), "pay", 7, 21):
        office.follow(receipt, "payment_order", 16)


def cash_to_the_bank(office: Office) -> None:
    """What lies in the desk beyond the float is taken to the account."""
    desk = office.plan.places["desk"]
    rows = readings.balance(office.work, Cash, by=("place",), where={"place": desk})
    there = sum((row["amount"] for row in rows), ZERO)
    if there > 3 * FLOAT:
        data = {
            "place": str(desk),
            "other_place": str(office.plan.places["account"]),
            "amount": str(there - FLOAT),
        }
        office.paper("cash_expense", office.at(17), data)
