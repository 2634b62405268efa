"""Who publishes the content, as `trust/publisher.json` of the program says it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import parse_json, read_bytes
from wecoop_desktop.base.folders import resources_folder
from wecoop_desktop.base.text import Text

FORMAT = 1
LIMIT = 100_000  # bytes


@dataclass(frozen=True, slots=True)
class Publisher:
    """`address` of updates and `feedback` where feedback goes; empty: not known."""

    name: Text = Text()
    address: str = ""
    feedback: str = ""


def read_publisher(folder: Path | None = None) -> Publisher:
    """The publisher of `folder`, else of the program; nothing is known where it cannot be read."""
    path = (folder or resources_folder() / "trust") / "publisher.json"
    try:
        data = parse_json(read_bytes(path, LIMIT))
    except (AppError, ValueError):
        return Publisher()
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        return Publisher()
    name = data.get("name")
    told = name if isinstance(name, dict) else {}
    return Publisher(
        Text(_string(told.get("en")), _string(told.get("ru"))),
        _string(data.get("address")),
        _string(data.get("feedback")),
    )


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""
