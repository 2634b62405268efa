"""What is wrong with something that was read, all of it at once, with file and path."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made
from typing import Literal


@dataclass(frozen=True, slots=True)
class Finding:
    """A code of `base.wording`, where it was found, and the values its sentence names.

    `file` is relative to the pack or archive; `path` leads inside it: `steps[3].fields[0].kind`.
    """

    code: str
    file: str = ""
    path: str = ""
    level: Literal["error", "warning", "note"] = "error"
    values: Mapping[str, object] = made(default_factory=dict)
