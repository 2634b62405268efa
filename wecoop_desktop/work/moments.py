"""Moments as the database keeps them: ISO text in UTC with microseconds, which sorts by time."""

from __future__ import annotations

from datetime import UTC, datetime


def stored(moment: datetime) -> str:
    """The text of an aware moment."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def moment(text: str) -> datetime:
    """The moment of a text that `stored` made."""
    return datetime.fromisoformat(text)


def moment_or_none(text: str | None) -> datetime | None:
    return None if text is None else moment(text)
