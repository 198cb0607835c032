"""Column types that mean the same on SQLite and PostgreSQL.

SQLite tables are STRICT, so every type names one of its storage classes. Decimals are
scaled integers: sums in SQL are exact on both engines. Never multiply two scaled columns
in SQL, the scale of the product would be wrong.
"""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import types
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect

from ..values import DIGITS, round_to


class Whole(types.TypeDecorator[int]):
    """A 64-bit whole number."""

    impl = types.BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> types.TypeEngine[Any]:
        """INTEGER in a STRICT table, BIGINT elsewhere."""
        return dialect.type_descriptor(
            types.Integer() if dialect.name == "sqlite" else types.BigInteger()
        )


class Scaled(types.TypeDecorator[Decimal]):
    """An exact decimal kept as a whole number of its smallest part."""

    impl = types.BigInteger
    cache_ok = True

    def __init__(self, digits: int) -> None:
        super().__init__()
        self.digits = digits
        self._up = Decimal(10) ** digits
        self._down = Decimal(1).scaleb(-digits)

    def load_dialect_impl(self, dialect: Dialect) -> types.TypeEngine[Any]:
        """INTEGER in a STRICT table, BIGINT elsewhere."""
        return dialect.type_descriptor(
            types.Integer() if dialect.name == "sqlite" else types.BigInteger()
        )

    def process_bind_param(self, value: Decimal | int | None, dialect: Dialect) -> int | None:
        """Scale up; digits that would be lost are a defect of the caller."""
        return None if value is None else self.scaled_up(value)

    def scaled_up(self, value: Decimal | int) -> int:
        """A number in its smallest parts."""
        up = value * self._up
        kept = int(up)
        if kept != up:
            raise ValueError(f"{value} has more than {self.digits} decimals")
        return kept

    def process_result_value(
        self, value: int | Decimal | None, dialect: Dialect
    ) -> Decimal | None:
        """Scale down; PostgreSQL answers SUM of BIGINT with a Decimal."""
        return None if value is None else Decimal(value) * self._down

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        """As `process_result_value`: a page of rows has thousands of numbers."""
        down = self._down
        return lambda value: None if value is None else Decimal(value) * down

    def coerce_compared_value(self, op: Any, value: Any) -> types.TypeEngine[Any]:
        """Compare like with like, so that `amount > Decimal(5)` scales the five."""
        return self

    def __repr__(self) -> str:
        return f"Scaled({self.digits})"


class Key(types.TypeDecorator[UUID]):
    """A UUID: the native type on PostgreSQL, sixteen bytes on SQLite."""

    impl = types.LargeBinary
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> types.TypeEngine[Any]:
        """Native UUID where there is one."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.UUID(as_uuid=True))
        return dialect.type_descriptor(types.LargeBinary())

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> UUID | bytes | None:
        """As the engine wants it."""
        return value if value is None or dialect.name == "postgresql" else value.bytes

    def process_result_value(self, value: Any, dialect: Dialect) -> UUID | None:
        """As a UUID."""
        return value if value is None or isinstance(value, UUID) else key_of(value)

    def result_processor(
        self, dialect: Dialect, coltype: object
    ) -> Callable[[Any], UUID | None] | None:
        """As `process_result_value`; PostgreSQL's driver makes UUIDs itself."""
        return None if dialect.name == "postgresql" else _key_or_none


@lru_cache(maxsize=16_384)
def key_of(raw: bytes) -> UUID:
    """The UUID of sixteen bytes; those met lately are kept, as most are met again at once."""
    return UUID(bytes=raw)


def _key_or_none(raw: bytes | None) -> UUID | None:
    return None if raw is None else key_of(raw)


class Moment(types.TypeDecorator[datetime]):
    """A moment in UTC to the microsecond; text that sorts on SQLite, TIMESTAMPTZ elsewhere."""

    impl = types.Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> types.TypeEngine[Any]:
        """TIMESTAMPTZ or TEXT."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.TIMESTAMP(timezone=True))
        return dialect.type_descriptor(types.Text())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Refuse a moment without a zone: it would mean another one on another machine."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its zone")
        utc = value.astimezone(UTC)
        return utc if dialect.name == "postgresql" else utc.strftime("%Y-%m-%d %H:%M:%S.%f")

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Always in UTC."""
        if value is None or isinstance(value, datetime):
            return value if value is None else value.astimezone(UTC)
        return datetime.fromisoformat(value).replace(tzinfo=UTC)


class Day(types.TypeDecorator[date]):
    """A calendar day."""

    impl = types.Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> types.TypeEngine[Any]:
        """DATE or TEXT."""
        return dialect.type_descriptor(
            types.Date() if dialect.name == "postgresql" else types.Text()
        )

    def process_bind_param(self, value: date | None, dialect: Dialect) -> Any:
        """ISO text on SQLite."""
        return value if value is None or dialect.name == "postgresql" else value.isoformat()

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:
        """As a date."""
        return value if value is None or isinstance(value, date) else date.fromisoformat(value)


class YesNo(types.TypeDecorator[bool]):
    """Yes or no."""

    impl = types.Boolean
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> types.TypeEngine[Any]:
        """INTEGER in a STRICT table."""
        return dialect.type_descriptor(
            types.Boolean() if dialect.name == "postgresql" else types.Integer()
        )

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> Any:
        """0 or 1 on SQLite."""
        return value if value is None or dialect.name == "postgresql" else int(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> bool | None:
        """As a bool."""
        return None if value is None else bool(value)


class Json(types.TypeDecorator[Any]):
    """Plain data: JSONB on PostgreSQL, text on SQLite."""

    impl = types.Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> types.TypeEngine[Any]:
        """JSONB or TEXT."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.JSONB())
        return dialect.type_descriptor(types.Text())

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """Readable text on SQLite."""
        if value is None or dialect.name == "postgresql":
            return value
        return json.dumps(value, ensure_ascii=False, sort_keys=True)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """As plain data."""
        return json.loads(value) if isinstance(value, str) else value


Words = types.Text
"""Text without a length."""

Bytes = types.LargeBinary
"""Raw bytes."""

Serial = Whole().with_variant(sqlite.INTEGER(), "sqlite")
"""A number the database counts up by itself."""


def scaled(kind: str) -> Scaled:
    """The column type of an exact number: amount, quantity, price, rate or percent."""
    return Scaled(DIGITS[kind])


def fit(value: Decimal, kind: str) -> Decimal:
    """Round a computed number to the decimals its column keeps."""
    return round_to(value, DIGITS[kind])
