"""The table of all endpoints."""

from . import bulk, closing, facts, papers, records, registers, reports
from .frame import Endpoint

SINGLE: tuple[Endpoint, ...] = tuple(
    one for room in (records, registers, facts, reports, closing) for one in room.endpoints()
)
ENDPOINTS: tuple[Endpoint, ...] = (*SINGLE, *papers.endpoints(), *bulk.endpoints(SINGLE))
