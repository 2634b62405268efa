"""What is to be said about a cell, a row or a sheet that was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made
from types import MappingProxyType
from typing import Literal

from wecoop_desktop.base.errors import AppError

NOTHING: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Remark:
    """`code` is one of base.wording (tables-...). "error": it was not taken; "note": it was, or
    there was nothing to take. `row` is that of the file, counted from 0."""

    code: str
    level: Literal["error", "note"]
    sheet: str
    address: str = ""
    path: str = ""
    column: str = ""
    row: int | None = None
    values: Mapping[str, object] = made(default_factory=lambda: NOTHING)

    def error(self) -> AppError:
        """For `base.wording.say`."""
        values = {"sheet": self.sheet, "address": self.address, **self.values}
        return AppError(self.code, **values)
