"""The table of all endpoints."""

from . import bulk, facts, papers, records, registers, reports
from .frame import Endpoint

SINGLE: tuple[Endpoint, ...] = tuple(
    one for room in (records, registers, facts, reports) for one in room.endpoints()
)
ENDPOINTS: tuple[Endpoint, ...] = (*SINGLE, *papers.endpoints(), *bulk.endpoints(SINGLE))
