"""Keys: UUIDv7 (RFC 9562 §5.7), made by whoever creates the record, in order of time."""

import secrets
import threading
import time
from uuid import UUID, uuid5

NONE = UUID(int=0)
"""Stands in a register's key where a dimension is left empty: keys may not be NULL."""

HOUSE = UUID("6f1d0b52-8f0e-5c1e-9a53-5d3f3f0c7a10")

_lock = threading.Lock()
_last = 0


def new_id() -> UUID:
    """A new key: 48 bits of milliseconds, then a counter that never goes back, then chance.

    Keys made one after another in this process sort in the order they were made.
    """
    global _last  # noqa: PLW0603 -- the order of keys is a fact of the whole process
    with _lock:
        stamp = max(time.time_ns() // 250, _last + 1)  # a quarter of a microsecond a tick
        _last = stamp
    milliseconds, tick = divmod(stamp, 4000)
    value = (milliseconds & 0xFFFFFFFFFFFF) << 80 | 0x7 << 76 | tick << 64
    return UUID(int=value | 0b10 << 62 | secrets.randbits(62))


def settled_id(kind: str, code: str) -> UUID:
    """The key of a record that every base has alike (a currency, a unit of measure)."""
    return uuid5(HOUSE, f"{kind}:{code}")
