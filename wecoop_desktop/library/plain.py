"""Values of `packs.content` and `forms.form` as JSON in the library file, and back.

A value is read with the types its class declares. Free data (`Data`) keep Decimal and dates by a
marked object; lists come back as tuples.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
DECIMAL, DAY = "$decimal", "$date"


def dump(value: object) -> str:
    """JSON of a value; empty fields of dataclasses are left out where the default is the same."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


def load(kind: type[T], text: str) -> T:
    """The value of class `kind` that `dump` wrote."""
    read = _reader(cast(object, kind))
    return cast(T, read(json.loads(text)))


def pairs(more: tuple[tuple[str, str], ...]) -> str:
    """JSON of the further languages of a text; empty where there is none."""
    return json.dumps(more, ensure_ascii=False, separators=(",", ":")) if more else ""


def read_pairs(text: str) -> tuple[tuple[str, str], ...]:
    """What `pairs` wrote."""
    return tuple((code, said) for code, said in json.loads(text)) if text else ()


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return {
            entry.name: _plain(held)
            for entry in fields(value)
            if (held := getattr(value, entry.name)) != entry.default
        }
    if isinstance(value, Mapping):
        return {str(key): _plain(held) for key, held in value.items()}
    if isinstance(value, tuple | list | frozenset | set):
        held_in_order = value if isinstance(value, tuple | list) else sorted(value, key=str)
        return [_plain(held) for held in held_in_order]
    if isinstance(value, Decimal):
        return {DECIMAL: str(value)}
    if isinstance(value, date):
        return {DAY: value.isoformat()}
    if value is None or isinstance(value, str | int | float | bool):
        return value
    raise TypeError(f"{type(value).__name__} is no plain value")


def _free(data: object) -> object:
    if isinstance(data, dict):
        if DECIMAL in data:
            return Decimal(data[DECIMAL])
        if DAY in data:
            return date.fromisoformat(data[DAY])
        return {key: _free(held) for key, held in data.items()}
    if isinstance(data, list):
        return tuple(_free(held) for held in data)
    return data


Reader = Callable[[object], object]


@cache
def _reader(kind: object) -> Reader:
    """A function that makes a value of the type `kind` from what JSON held."""
    origin = get_origin(kind)
    if isinstance(kind, type) and is_dataclass(kind):
        return _record(kind)
    if origin is tuple:
        return _row(get_args(kind))
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        return _mapping(_reader(get_args(kind)[1]))
    if origin in (Union, types.UnionType):
        return _either(get_args(kind))
    if origin is Literal or kind in (str, int, bool, float):
        return lambda data: data
    return _free


def _record(kind: type) -> Reader:
    hints = get_type_hints(kind)
    readers: dict[str, Reader] = {}

    def read(data: object) -> object:
        if not readers:
            readers.update({entry.name: _reader(hints[entry.name]) for entry in fields(kind)})
        held = cast(dict[str, object], data)
        return kind(**{name: readers[name](value) for name, value in held.items()})

    return read


def _row(kinds: tuple[object, ...]) -> Reader:
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        one = _reader(kinds[0])
        return lambda data: tuple(one(held) for held in cast(list[object], data))
    each = tuple(_reader(kind) for kind in kinds)
    return lambda data: tuple(
        read(held) for read, held in zip(each, cast(list[object], data), strict=True)
    )


def _mapping(one: Reader) -> Reader:
    return lambda data: types.MappingProxyType(
        {key: one(held) for key, held in cast(dict[str, object], data).items()}
    )


def _either(kinds: tuple[object, ...]) -> Reader:
    """Optional values: None, or the one other type; of several other types, free data."""
    others = [kind for kind in kinds if kind is not type(None)]
    if len(others) > 1:
        return _free
    one = _reader(others[0])
    return lambda data: None if data is None else one(data)
