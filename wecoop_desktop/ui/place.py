"""What is shown, as a value: history, links, the palette and bookmarks all hold places."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Place:
    """A screen, the thing it shows, a part of that thing, and further choices as sorted pairs.

    Screens: home, projects, guide, funders, proposals, wizard, export, workshop, updates,
    feedback, settings, help. Choices are what a link restores: the text of a search, values ...
    """

    screen: str
    id: str = ""
    part: str = ""
    choices: tuple[tuple[str, str], ...] = ()

    def choice(self, name: str) -> tuple[str, ...]:
        """All values chosen under that name."""
        return tuple(value for key, value in self.choices if key == name)

    def choosing(self, name: str, *values: str) -> Place:
        """The same place with exactly these values under that name."""
        kept = tuple(pair for pair in self.choices if pair[0] != name)
        return replace(self, choices=tuple(sorted(kept + tuple((name, v) for v in values))))


HOME = Place("home")
