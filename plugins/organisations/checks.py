"""What the numbers of an organisation must hold."""

from collections.abc import Iterator

from ...core import Record, Refusal, Text, Texts
from .errors import WrongTaxId
from .models import Organisation
from .taxids import fault_of_inn, fault_of_kpp, fault_of_ogrn

_ = Texts(__package__)


def faults(record: Record) -> Iterator[Refusal]:
    """What forbids saving an organisation."""
    if isinstance(record, Organisation) and record.country == "RU":
        yield from wrong_numbers(record.tax_id, record.kpp, record.ogrn)


def wrong_numbers(
    tax_id: str, kpp: str, ogrn: str, lengths: tuple[int, ...] = (10, 12)
) -> Iterator[Refusal]:
    """The refusals of given numbers that are wrong; empty ones may stay empty.

    Args:
        tax_id, kpp, ogrn: tidied.
        lengths: of the ИНН that may be.
    """
    if tax_id and (fault := fault_of_inn(tax_id, lengths)):
        yield _wrong("tax_id", fault)
    if kpp and (fault := fault_of_kpp(kpp)):
        yield _wrong("kpp", fault)
    if ogrn and (fault := fault_of_ogrn(ogrn)):
        yield _wrong("ogrn", fault)


def _wrong(path: str, fault: Text) -> WrongTaxId:
    return WrongTaxId(
        fault,
        path=path,
        remedy=_("Compare it with the paper, leave it empty, or name another country"),
    )
