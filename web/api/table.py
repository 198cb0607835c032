"""The table of all endpoints."""

from . import beside, bulk, closing, facts, papers, records, registers, reports
from .frame import Endpoint

SINGLE: tuple[Endpoint, ...] = tuple(
    one
    for room in (records, registers, facts, reports, closing, beside)
    for one in room.endpoints()
)
ENDPOINTS: tuple[Endpoint, ...] = (
    *SINGLE,
    *papers.endpoints(),
    *beside.contents(),
    *bulk.endpoints(SINGLE),
)
