"""The table of all endpoints: those of the house, and those its plugins bring."""

from collections.abc import Sequence

from . import beside, bulk, closing, facts, papers, records, registers, reports
from .frame import Endpoint

ROOMS = (records, registers, facts, reports, closing, beside)


class Table:
    """The endpoints of one application.

    Attributes:
        single: those `POST /bulk` takes, too: all that neither take nor give files.
        endpoints: all of them.
    """

    def __init__(self) -> None:
        self.single: list[Endpoint] = [one for room in ROOMS for one in room.endpoints()]
        self.endpoints: list[Endpoint] = [
            *self.single,
            *papers.endpoints(),
            *beside.contents(),
            *bulk.endpoints(self.single),
        ]

    def add(self, endpoints: Sequence[Endpoint]) -> None:
        """Take in endpoints of a plugin."""
        self.single.extend(endpoints)
        self.endpoints.extend(endpoints)
