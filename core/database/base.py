"""The declarative base: naming of constraints and the type behind each annotation."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase

from ..values import Amount, Percent, Price, Quantity, Rate
from . import types

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Every mapped class of the house and its plugins."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {
        Amount: types.scaled("amount"),
        Quantity: types.scaled("quantity"),
        Price: types.scaled("price"),
        Rate: types.scaled("rate"),
        Percent: types.scaled("percent"),
        str: types.Words(),
        int: types.Whole(),
        bool: types.YesNo(),
        UUID: types.Key(),
        datetime: types.Moment(),
        date: types.Day(),
        bytes: types.Bytes(),
        dict[str, Any]: types.Json(),
        list[Any]: types.Json(),
    }


def owner_of(module: str) -> str:
    """The plugin (or `core`, `web`) whose code a module is: the first word of its tables."""
    parts = module.split(".")
    if parts[0] == "tradepost":
        return parts[2] if parts[1:2] == ["plugins"] else parts[1]
    return parts[0].removeprefix("tradepost_")
