"""The root that all trust of a channel rests upon, as bytes: which one a home begins with.

Apart from `trust`, so that a screen can say whose content this is without loading the signatures.
"""

from __future__ import annotations

from pathlib import Path

from wecoop_desktop.base import files
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.folders import Home, resources_folder
from wecoop_desktop.sync.limits import LIMITS


def trusted_root(home: Home, channel: str) -> bytes:
    """The root that a home begins with: the one chosen for it, else the one of the program.

    Raises `AppError` trust-root-missing.
    """
    for path in (chosen(home, channel), resources_folder() / "trust" / channel / "root.json"):
        try:
            return files.read_bytes(path, LIMITS.root)
        except AppError:
            continue
    raise AppError("trust-root-missing", channel=channel)


def chosen(home: Home, channel: str) -> Path:
    """Where a root stands that was chosen in place of the program's."""
    return home.trust / f"{channel}.root.json"
