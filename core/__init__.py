"""The face of the core: what a plugin author imports.

A plugin declares catalogs, documents and registers, and says in hooks where its work is
done; lists, forms, REST, rights, audit, numbering and reports follow from the declarations.
"""

from .access.rights import Right, Role
from .access.rows import restrict
from .access.sight import house_view
from .clock import Clock
from .database.ids import NONE, new_id, settled_id
from .errors import Conflict, Forbidden, Invalid, Malformed, Refusal, Refusals, Unknown
from .hookspecs import hookimpl
from .plugins import Plugin
from .records.choosing import ChoiceFact, Choosing, ScannedRow
from .records.derived import DerivedField, of_registers
from .records.filling import Filling
from .records.panels import Panel
from .records.standings import Standing, Standings
from .schema.catalog import Catalog
from .schema.document import Document
from .schema.extension import Extension
from .schema.fields import document_reference, field, lines_of, reference
from .schema.record import Lines, Record
from .schema.register import (
    BalanceRegister,
    FactRegister,
    Movement,
    TurnoverRegister,
    dimension,
    resource,
)
from .settings import Setting
from .texts import Text, Texts
from .values import Amount, Money, Percent, Period, Price, Quantity, Rate
from .work import Work

__all__ = [
    "NONE",
    "Amount",
    "BalanceRegister",
    "Catalog",
    "ChoiceFact",
    "Choosing",
    "Clock",
    "Conflict",
    "DerivedField",
    "Document",
    "Extension",
    "FactRegister",
    "Filling",
    "Forbidden",
    "Invalid",
    "Lines",
    "Malformed",
    "Money",
    "Movement",
    "Panel",
    "Percent",
    "Period",
    "Plugin",
    "Price",
    "Quantity",
    "Rate",
    "Record",
    "Refusal",
    "Refusals",
    "Right",
    "Role",
    "ScannedRow",
    "Setting",
    "Standing",
    "Standings",
    "Text",
    "Texts",
    "TurnoverRegister",
    "Unknown",
    "Work",
    "dimension",
    "document_reference",
    "field",
    "hookimpl",
    "house_view",
    "lines_of",
    "new_id",
    "of_registers",
    "reference",
    "resource",
    "restrict",
    "settled_id",
]
