"""Whether the program may connect at all: asked before any address is."""

from __future__ import annotations

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.settings import Settings

FORBIDDEN = "never"


def allow(settings: Settings, where: str) -> None:
    """Let pass what the settings allow; folders always. Raises `AppError` network-forbidden."""
    if settings.network == FORBIDDEN and "://" in where:
        raise AppError("network-forbidden", address=where)
