"""Comments as JSON: `comments.json` of a proposal file, and rows of the database.

What another program keeps in a comment is kept and written back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from wecoop_desktop.forms.form import Data
from wecoop_desktop.work.comments import (
    COUNT_LIMIT,
    NAME_LIMIT,
    PARTS,
    TEXT_LIMIT,
    Author,
    Comment,
    Kind,
    Spot,
)
from wecoop_desktop.work.data import encode, parse

FORMAT = 1
ENTRY = "comments.json"
ROWS_LIMIT = 1_000_000
_YEARS = range(1970, 3000)  # whoever is beyond has a wrong clock; one can still be later than it
_ID = re.compile(r"[0-9A-Za-z-]{1,64}")
_KNOWN = (
    *("id", "thread", "path", "row", "key", "column", "text", "kind", "author", "assigned"),
    *("created", "resolved", "deleted", "changed"),
)


class NewerError(ValueError):
    """A format of comments that this program does not know."""


def document(comments: Sequence[Comment]) -> bytes:
    """`comments.json`: a line for each comment, in the order of their making."""
    ordered = sorted(comments, key=lambda comment: (comment.created, comment.id))
    lines = ",\n".join("  " + encode(plain(comment)) for comment in ordered)
    return f'{{\n "format": {FORMAT},\n "comments": [\n{lines}\n ]\n}}\n'.encode()


def read_document(data: bytes) -> tuple[Comment, ...]:
    """The comments of a file from outside. Raises ValueError with the reason; `NewerError`."""
    whole = parse(data)
    if not isinstance(whole, dict):
        raise ValueError("{}")
    number = whole.get("format")
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        raise ValueError("format")
    if number > FORMAT:
        raise NewerError(str(number))
    entries = whole.get("comments")
    if not isinstance(entries, list):
        raise ValueError("comments")
    if len(entries) > COUNT_LIMIT:
        raise ValueError(f"more than {COUNT_LIMIT} comments")
    comments = tuple(read(entry, f"comments[{at}]") for at, entry in enumerate(entries))
    if len({comment.id for comment in comments}) != len(comments):
        raise ValueError("comments: an id stands twice")
    return comments


def plain(comment: Comment) -> dict[str, Data]:
    """A comment as JSON says it; what is empty is left out."""
    spot = comment.spot
    resolved = comment.resolved
    stamps: dict[str, Data] = {
        part: _time(comment.stamps[part]) for part in PARTS if part in comment.stamps
    }
    held: dict[str, Data] = {
        "id": comment.id,
        "thread": comment.thread,
        "path": spot.path,
        "row": spot.row,
        "key": spot.key,
        "column": spot.column,
        "text": comment.text,
        "kind": comment.kind.value,
        "author": _person(comment.author),
        "assigned": comment.assigned,
        "created": _time(comment.created),
        "resolved": None if resolved is None else _person(resolved),
        "deleted": comment.deleted or None,
        "changed": stamps,
    }
    needed = ("id", "text", "kind", "created")
    kept = {
        name: data
        for name, data in held.items()
        if name in needed or (data not in ("", None) and data != {}) or (name, data) == _RESOLVED
    }
    return {**{name: each for name, each in comment.extra.items() if name not in _KNOWN}, **kept}


_RESOLVED: tuple[str, Data] = ("resolved", {})  # by somebody without a name


def _person(author: Author) -> dict[str, Data]:
    held: dict[str, Data] = {"name": author.name, "role": author.role}
    return {name: data for name, data in held.items() if data}


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def read(data: Data, where: str = "comment") -> Comment:
    """A comment as `plain` says it. Raises ValueError naming what is wrong."""
    if not isinstance(data, Mapping):
        raise ValueError(where)
    found = _text(data, "id", where)
    if not _ID.fullmatch(found):
        raise ValueError(f"{where}.id")
    thread = _text(data, "thread", where)
    if thread and not _ID.fullmatch(thread):
        raise ValueError(f"{where}.thread")
    return Comment(
        id=found,
        thread=thread,
        spot=Spot(
            _text(data, "path", where),
            _row(data.get("row"), where),
            _text(data, "key", where),
            _text(data, "column", where),
        ),
        text=_text(data, "text", where, TEXT_LIMIT),
        kind=_kind(data.get("kind"), where),
        author=_author(data.get("author"), f"{where}.author") or Author(),
        assigned=_text(data, "assigned", where),
        created=_moment(data.get("created"), f"{where}.created"),
        resolved=_author(data.get("resolved"), f"{where}.resolved"),
        deleted=_yes(data.get("deleted"), f"{where}.deleted"),
        stamps=_stamps(data.get("changed"), f"{where}.changed"),
        extra={name: each for name, each in data.items() if name not in _KNOWN},
    )


def _text(data: Mapping[str, Data], name: str, where: str, most: int = NAME_LIMIT) -> str:
    text = data.get(name)
    if text is None:
        return ""
    if not isinstance(text, str) or len(text) > most:
        raise ValueError(f"{where}.{name}")
    return text


def _row(data: Data, where: str) -> int | None:
    if data is None:
        return None
    if not isinstance(data, int) or isinstance(data, bool) or not 0 <= data < ROWS_LIMIT:
        raise ValueError(f"{where}.row")
    return data


def _kind(data: Data, where: str) -> Kind:
    """A kind that a later program may have is a comment; its text is what matters."""
    if data is not None and not isinstance(data, str):
        raise ValueError(f"{where}.kind")
    return Kind.TASK if data == Kind.TASK.value else Kind.COMMENT


def _yes(data: Data, where: str) -> bool:
    if data is None:
        return False
    if not isinstance(data, bool):
        raise ValueError(where)
    return data


def _author(data: Data, where: str) -> Author | None:
    if data is None:
        return None
    if not isinstance(data, Mapping):
        raise ValueError(where)
    return Author(_text(data, "name", where), _text(data, "role", where))


def _moment(data: Data, where: str) -> datetime:
    if not isinstance(data, str):
        raise ValueError(where)
    try:
        moment = datetime.fromisoformat(data)
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        utc = aware.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError(where) from error
    if utc.year not in _YEARS:
        raise ValueError(where)
    return utc


def _stamps(data: Data, where: str) -> dict[str, datetime]:
    if data is None:
        return {}
    if not isinstance(data, Mapping):
        raise ValueError(where)
    return {part: _moment(data[part], f"{where}.{part}") for part in PARTS if part in data}
