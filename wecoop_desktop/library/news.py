"""What came with the last update: which records are new, changed or gone.

The file `library/known.json` in the home keeps a checksum of every record of the library in use,
and what differed from the one before; of some libraries before it only the latter, so that who goes
back to an earlier edition reads its own news again. It can be lost without harm: then nothing is
news.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import parse_json, read_bytes, writing
from wecoop_desktop.base.folders import Home
from wecoop_desktop.library.library import Library
from wecoop_desktop.library.shelf import FORMAT

FILE = "known.json"
LIMIT = 200_000_000  # bytes
REMEMBERED = 4  # libraries whose news are kept
KINDS = ("project", "section", "funder", "policy", "event", "template", "form")

Sums = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class News:
    """Ids by kind. `since` is the date of the packs used before, empty where there were none."""

    since: str
    new: Mapping[str, tuple[str, ...]]
    changed: Mapping[str, tuple[str, ...]]
    gone: Mapping[str, tuple[str, ...]]


NONE = News("", {}, {}, {})


def of(home: Home, library: Library) -> News:
    """What is new in `library` beside the one used before on this computer, and remember it.

    Raises `AppError` library-damaged.
    """
    path = home.library / FILE
    known = _read(path)
    digest = library.info().digest
    if known.get("digest") == digest:
        return _news(known.get("news"))
    sums = library.sums(KINDS)
    earlier = _earlier(known)
    news = _news(earlier[digest]) if digest in earlier else _difference(known, sums)
    kept = [(name, told) for name, told in earlier.items() if name != digest][-REMEMBERED:]
    told = {
        "format": FORMAT,
        "digest": digest,
        "issued": _issued(library),
        "sums": sums,
        "news": asdict(news),
        "earlier": dict(kept),
    }
    # A home that cannot be written keeps no memory; the news are right this time.
    with contextlib.suppress(AppError, OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with writing(path) as stream:
            stream.write(json.dumps(told).encode())
    return news


def _issued(library: Library) -> str:
    return max((pack.issued.isoformat() for pack in library.info().packs), default="")


def _read(path: Path) -> Mapping[str, object]:
    try:
        told = parse_json(read_bytes(path, LIMIT))
    except (AppError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def _earlier(known: Mapping[str, object]) -> dict[str, object]:
    """The news of earlier libraries by their names, the last one among them."""
    held = known.get("earlier")
    found = {str(name): told for name, told in held.items()} if isinstance(held, dict) else {}
    if isinstance(known.get("digest"), str):
        found[str(known["digest"])] = known.get("news")
    return found


def _difference(known: Mapping[str, object], sums: Sums) -> News:
    """Compares with what is known; another format of the library changes sums, not ids."""
    before = known.get("sums")
    if not isinstance(before, dict):
        return NONE
    same_format = known.get("format") == FORMAT
    new, changed, gone = {}, {}, {}
    for kind, now in sums.items():
        then = before.get(kind)
        if not isinstance(then, dict):
            continue
        new[kind] = tuple(sorted(now.keys() - then.keys()))
        gone[kind] = tuple(sorted(then.keys() - now.keys()))
        both = now.keys() & then.keys()
        changed[kind] = tuple(sorted(key for key in both if same_format and now[key] != then[key]))
    return News(str(known.get("issued") or ""), new, changed, gone)


def _news(told: object) -> News:
    if not isinstance(told, dict):
        return NONE
    groups = []
    for name in ("new", "changed", "gone"):
        held = told.get(name)
        groups.append(
            {
                str(kind): tuple(str(each) for each in ids)
                for kind, ids in held.items()
                if isinstance(ids, list)
            }
            if isinstance(held, dict)
            else {}
        )
    return News(str(told.get("since") or ""), *groups)
