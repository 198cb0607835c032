"""The state of one document on disk: locked, and changed by two plain statements.

Posting touches nothing else of a document, so it goes past the session's unit of work, which
would look at every row of the document to find that out.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm.attributes import set_committed_value

from ..database.bulk import encoder, is_postgres, run
from ..schema.document import Document, DocumentHead
from ..schema.record import table_of


def locked_version(connection: Connection, document: Document) -> int | None:
    """The version of a document in the base; its row is held until the unit of work ends.

    Others may name it meanwhile (a shipment its order): its key does not change.
    """
    lock = " FOR NO KEY UPDATE" if is_postgres(connection) else ""
    found = run(
        connection,
        f"SELECT version FROM {table_of(type(document)).name} WHERE id = ?{lock}",  # noqa: S608 -- a table of our own
        _encoded(connection, document, id=document.id),
    )
    return found[0][0] if found else None


def put_posted(connection: Connection, document: Document, *, posted: bool, now: datetime) -> None:
    """Write into a locked document and its head whether it is posted; a new version of it."""
    new = {"posted": posted, "version": document.version + 1, "changed_at": now}
    run(
        connection,
        f"UPDATE {table_of(type(document)).name} SET posted = ?, version = ?, changed_at = ? "  # noqa: S608 -- as above
        "WHERE id = ?",
        _encoded(connection, document, **new, id=document.id),
    )
    run(
        connection,
        f"UPDATE {DocumentHead.__tablename__} SET posted = ? WHERE id = ?",  # noqa: S608 -- as above
        _encoded(connection, document, posted=posted, id=document.id),
    )
    for name, value in new.items():
        set_committed_value(document, name, value)


def _encoded(connection: Connection, document: Document, **values: Any) -> list[Any]:
    columns = table_of(type(document)).c
    return [encoder(columns[n], connection.dialect)(value) for n, value in values.items()]
