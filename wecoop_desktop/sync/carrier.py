"""Who brings updates: the carrier for what a user typed or plugged in."""

from __future__ import annotations

from pathlib import Path

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.sync.flow import Carrier
from wecoop_desktop.sync.folder import Folder, release_in
from wecoop_desktop.sync.limits import LIMITS, Limits
from wecoop_desktop.sync.web import Web

__all__ = ["Carrier", "Folder", "Web", "carrier"]


def carrier(where: str | Path, channel: str = "", limits: Limits = LIMITS) -> Carrier:
    """For an address, the web; for a folder, the release in it or directly below it.

    The channel follows the carrier: `network` for the web, `stick` for a folder that holds it and
    for a computer of the local network; `channel` decides otherwise. Raises `AppError`
    address-odd, address-plain, carrier-missing (no such folder) or carrier-empty (no release).
    """
    if isinstance(where, str) and "://" in where:
        return Web(where, limits, channel)
    path = Path(where)
    try:
        there = path.is_dir()
    except (OSError, ValueError):
        there = False
    if not there:
        raise AppError("carrier-missing", name=str(where))
    found = release_in(path)
    if found is None:
        raise AppError("carrier-empty", name=str(where))
    return Folder(found, channel)
