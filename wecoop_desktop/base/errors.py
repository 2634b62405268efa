"""Faults of the world that a user can be told about, as codes; the words are in `base.wording`."""

from __future__ import annotations


class AppError(Exception):
    """A code of `base.wording.MESSAGES` with the values its sentence names.

    Raised where a room meets the outside (files, databases, packs, arguments). Everything else
    that is raised is a bug and is never caught by presenters or commands.
    """

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values

    def __str__(self) -> str:
        named = ", ".join(f"{name}={value}" for name, value in self.values.items())
        return f"{self.code} ({named})" if named else self.code


class Cancelled(Exception):  # noqa: N818 - not an error: the user stopped a job
    """A job noticed at `Job.step` that it is no longer wanted."""
