"""Saved searches: their text in the work store, and the files in which they travel.

A `.wecoop-search` file is UTF-8 JSON, small enough to be read at a glance:

    {"format": 1, "kind": "wecoop-search", "name": "Waste in Kyrgyzstan",
     "choices": [["country", "KG"], ["text", "waste"]]}

`choices` are pairs of a name and a value; a name may stand several times. Names that a program
does not know are passed over, so that later ones can add filters.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import parse_json, read_bytes, write_bytes

FORMAT = 1
KIND = "wecoop-search"
ENDING = ".wecoop-search"
FILE_MOST = 256_000  # bytes
NAME_MOST = 120  # letters
CHOICES_MOST = 2_000
LETTERS_MOST = 1_000  # of a name or value in `choices`

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Search:
    """A search under a name; `choices` as in the place that it brings back."""

    name: str
    choices: Choices = ()


def encode(search: Search) -> str:
    """The JSON of a search, such that `decode` gives the same search.

    Raises `AppError` search-too-long (most) where it is larger than what can be read again.
    """
    longest = max((len(part) for pair in search.choices for part in pair), default=0)
    if len(search.choices) > CHOICES_MOST or longest > LETTERS_MOST:
        raise AppError("search-too-long", most=CHOICES_MOST)
    data = {
        "format": FORMAT,
        "kind": KIND,
        "name": fitting(search.name),
        "choices": [list(pair) for pair in search.choices],
    }
    text = json.dumps(data, ensure_ascii=False, indent=1)
    if len(text.encode("utf-8", "replace")) > FILE_MOST:
        raise AppError("search-too-long", most=CHOICES_MOST)
    return text


def decode(text: bytes | str) -> Search:
    """The search of a text. Raises ValueError with the reason, `NewerError` for a later format."""
    data = parse_json(text)
    if not isinstance(data, dict) or data.get("kind") != KIND:
        raise ValueError("not a saved search")
    version = data.get("format")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise ValueError("no format number")
    if version > FORMAT:
        raise NewerError(version)
    return Search(fitting(data.get("name")), _choices(data.get("choices")))


class NewerError(ValueError):
    """A search of a later format than this program knows."""

    def __init__(self, version: int) -> None:
        super().__init__(f"format {version}")
        self.version = version


def fitting(name: object) -> str:
    """A name as it is kept: one line, not too long. Raises ValueError where nothing is left."""
    words = fitted(name) if isinstance(name, str) else ""
    if not words:
        raise ValueError("no name")
    return words


def fitted(name: str) -> str:
    """A name as it is kept, empty where nothing of it can be."""
    words = " ".join(name.split())[:NAME_MOST]
    return "".join(letter for letter in words if letter.isprintable()).strip()


def _choices(data: object) -> Choices:
    if not isinstance(data, list) or len(data) > CHOICES_MOST:
        raise ValueError("no list of choices, or too many")
    return tuple(sorted({_pair(entry) for entry in data}))


def _pair(entry: object) -> tuple[str, str]:
    if isinstance(entry, list) and len(entry) == 2:
        name, value = entry
        if isinstance(name, str) and isinstance(value, str):
            if max(len(name), len(value)) <= LETTERS_MOST:
                return name, value
            raise ValueError("a choice is too long")
    raise ValueError("a choice is not a pair of texts")


def read_search(path: Path) -> Search:
    """The search in a file.

    Raises `AppError` search-damaged, search-newer (format), file-missing,
    file-not-readable or file-too-large.
    """
    try:
        return decode(read_bytes(path, FILE_MOST))
    except NewerError as error:
        raise AppError("search-newer", path=path, format=error.version) from error
    except ValueError as error:
        raise AppError("search-damaged", path=path) from error


def write_search(path: Path, search: Search) -> None:
    """Write a search into a file; raises as `base.files.writing`."""
    write_bytes(path, encode(search).encode("utf-8", "replace"))
