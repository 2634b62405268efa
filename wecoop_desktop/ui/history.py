"""The way the user came: places behind and ahead, and where each rail item was left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from wecoop_desktop.ui.place import HOME, Place

LONGEST = 200

# Screens without a rail item of their own stand under another one.
UNDER: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(
            (
                *("begin", "wizard", "export", "compare", "merge", "newerform", "exchange"),
                "backups",
            ),
            "proposals",
        ),
        "feedback": "updates",
        "presentation": "workshop",
        "seat": "workshop",
    }
)


def rail_item(place: Place) -> str:
    """The rail item that is marked while the place is shown."""
    return UNDER.get(place.screen, place.screen)


@dataclass(frozen=True, slots=True)
class History:
    """`places[at]` is shown. `left` remembers the last place of each rail item."""

    places: tuple[Place, ...] = (HOME,)
    at: int = 0
    left: Mapping[str, Place] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def present(self) -> Place:
        return self.places[self.at]

    def going(self, place: Place) -> History:
        """A new place; what was ahead is forgotten, what is long behind as well."""
        if place == self.present:
            return self
        kept = (*self.places[: self.at + 1], place)[-LONGEST:]
        return self._at(kept, len(kept) - 1)

    def staying(self, place: Place) -> History:
        """The present place is this one now."""
        kept = (*self.places[: self.at], place, *self.places[self.at + 1 :])
        return self._at(kept, self.at)

    def back(self) -> History:
        return self._at(self.places, self.at - 1) if self.at else self

    def forward(self) -> History:
        return self._at(self.places, self.at + 1) if self.at + 1 < len(self.places) else self

    def last_of(self, item: str) -> Place:
        """Where that rail item was left; its own first screen where it was never opened, and again
        where it is already shown."""
        return Place(item) if rail_item(self.present) == item else self.left.get(item, Place(item))

    def _at(self, places: tuple[Place, ...], at: int) -> History:
        shown = places[at]
        left = MappingProxyType({**self.left, rail_item(shown): shown})
        return replace(self, places=places, at=at, left=left)
