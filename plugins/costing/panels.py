"""What is shown of cost on the cards of documents."""

from ...core import Panel, Record, Work


def panels(work: Work, record: Record) -> list[Panel]:
    """Nothing yet."""
    return []
