"""Delivery: how, where and when ordered goods reach the customer."""

from ...core import Plugin, Record, Refusal, Texts, Work, hookimpl
from . import services
from .models import OrderDelivery, ShipmentDelivery

_ = Texts(__package__)


class DeliveryPlugin(Plugin):
    """Adds delivery to orders and shipments."""

    name, title, section = "delivery", _("Delivery"), "sales"
    needs = ("parties", "sales")

    @hookimpl
    def on_filling(self, work: Work, record: Record) -> None:
        """Take delivery over from the order; find the customer's address."""
        services.fill(work, record)

    @hookimpl
    def check_record(self, work: Work, record: Record) -> list[Refusal]:
        """Object to goods that are brought nowhere."""
        return list(services.objections(work, record))


plugin = DeliveryPlugin()

__all__ = ["DeliveryPlugin", "OrderDelivery", "ShipmentDelivery", "plugin"]
