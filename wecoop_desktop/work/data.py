"""Answers as JSON text: what is kept in the database and in proposal files."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from json.encoder import encode_basestring, encode_basestring_ascii

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import parse_json
from wecoop_desktop.forms.form import Data

ANSWER_LIMIT = 10_000_000  # characters of JSON of one answer
DEPTH_LIMIT = 40
DIGITS_LIMIT = 40


def answer_text(path: str, data: Data) -> str:
    """The JSON of one answer. Raises `AppError` answer-too-large, or as `encode`."""
    text = encode(data, DEPTH_LIMIT - 2)  # in a file it stands two levels deep
    if len(text) > ANSWER_LIMIT:
        raise AppError("answer-too-large", path=path, limit=ANSWER_LIMIT // 1_000_000)
    return text


def encode(data: Data, depth: int = DEPTH_LIMIT) -> str:
    """JSON of str, bool, int, finite Decimal, None, lists, tuples and mappings with str keys.

    Decimals become JSON numbers with their own digits. Raises TypeError for anything else (floats
    too: answers hold none) and ValueError for NaN, infinity and nesting beyond `depth`.
    """
    pieces: list[str] = []
    _put(data, depth, pieces.append)
    return "".join(pieces)


def _put(data: Data, depth: int, write: Callable[[str], None]) -> None:
    if isinstance(data, str):
        write(_quoted(data))
    elif isinstance(data, dict) or isinstance(data, Mapping):  # noqa: SIM101 - a dict is seen at once
        _put_members(data, _deeper(depth), write)
    elif isinstance(data, list | tuple):
        _put_elements(data, _deeper(depth), write)
    else:
        write(_scalar(data))


def _deeper(depth: int) -> int:
    if depth == 0:
        raise ValueError("nested too deeply")
    return depth - 1


def _put_members(data: Mapping[str, Data], depth: int, write: Callable[[str], None]) -> None:
    between = "{"
    for name, value in data.items():
        if not isinstance(name, str):
            raise TypeError(f"a name is not text: {name!r}")
        write(f"{between}{_quoted(name)}:")
        _put(value, depth, write)
        between = ","
    write("{}" if between == "{" else "}")


def _put_elements(
    data: list[Data] | tuple[Data, ...], depth: int, write: Callable[[str], None]
) -> None:
    between = "["
    for value in data:
        write(between)
        _put(value, depth, write)
        between = ","
    write("[]" if between == "[" else "]")


def _scalar(data: Data) -> str:
    if data is None:
        return "null"
    if isinstance(data, bool):
        return "true" if data else "false"
    if isinstance(data, int):
        return str(data)
    if isinstance(data, Decimal):
        if not data.is_finite():
            raise ValueError(f"{data} is not a number")
        return str(data)
    raise TypeError(f"{type(data).__name__} is not an answer")


def _quoted(text: str) -> str:
    """A JSON string; half of a surrogate pair is no UTF-8, so it is kept as an escape."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return encode_basestring_ascii(text)
    return encode_basestring(text)


def decode(text: str) -> Data:
    """The data of a text that `encode` made."""
    return _DECODER.decode(text)


# Made once: `json.loads` makes another for every answer, which takes as long as reading it.
_DECODER = json.JSONDecoder(parse_float=Decimal)


def parse(data: bytes, depth: int = DEPTH_LIMIT) -> Data:
    """JSON from outside, strictly: bounded depth and digits. Raises ValueError with the reason."""
    parsed = parse_json(data, parse_float=_decimal, parse_int=_integer)
    _check_depth(parsed, depth)
    return parsed


def _decimal(text: str) -> Decimal:
    number = Decimal(text)
    exponent = number.as_tuple().exponent
    if len(text) > DIGITS_LIMIT or not isinstance(exponent, int) or abs(exponent) > DIGITS_LIMIT:
        raise ValueError(f"the number {text[:DIGITS_LIMIT]} is out of range")
    return number


def _integer(text: str) -> int:
    if len(text) > DIGITS_LIMIT:
        raise ValueError(f"the number {text[:DIGITS_LIMIT]} is out of range")
    return int(text)


def _check_depth(data: object, depth: int) -> None:
    if isinstance(data, dict | list):
        if depth == 0:
            raise ValueError("nested too deeply")
        for value in data.values() if isinstance(data, dict) else data:
            _check_depth(value, depth - 1)
