"""The learning path: steps that tick themselves from what the user did.

A step is done when a place was seen (`Seen`), a section of the guide was read, or a step of the
wizard holds answers in a proposal that is not the sample. Nobody counts anything else.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from wecoop_desktop.ui.place import Place

MARK = "path"  # kind of the marks of places that were seen
READ = "guide.read"  # kind of the marks the guide makes


@dataclass(frozen=True, slots=True)
class Aim:
    """A step of the path: where it leads, and what says that it was done.

    `seen` are names of places, `step` one of the wizard, whose section of the guide may be read
    instead. `minutes` is how long it takes, by our estimate; of a section, by its words.
    """

    id: str
    place: Place
    minutes: int
    seen: tuple[str, ...] = ()
    step: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """An aim, and whether it was reached."""

    aim: Aim
    done: bool


_LOOK = Aim("projects", Place("projects"), 10, seen=("project",))
_FUNDERS = Aim("funders", Place("funders", part="matrix"), 8, seen=("matrix", "funder"))

PATHS: Mapping[str, tuple[Aim, ...]] = {
    "preparing": (
        _LOOK,
        _FUNDERS,
        Aim("problem", Place("guide"), 15, step="problem"),
        Aim("logframe", Place("guide"), 25, step="logframe"),
        Aim("budget", Place("guide"), 20, step="budget"),
        Aim("document", Place("proposals"), 10, seen=("export",)),
    ),
    "training": (
        Aim("example", Place("proposals"), 10, seen=("wizard",)),
        Aim("guide", Place("guide"), 10, seen=("section",)),
        Aim("exercises", Place("workshop"), 15, seen=("workshop",)),
        Aim("review", Place("proposals"), 10, seen=("compare",)),
        Aim("stick", Place("updates"), 10, seen=("updates",)),
    ),
    "finding": (
        _LOOK,
        Aim("map", Place("projects").choosing("view", "map"), 5, seen=("map",)),
        Aim("statistics", Place("projects").choosing("view", "statistics"), 5,
            seen=("statistics",)),
        Aim("kept", Place("projects"), 5, seen=("saved",)),
        _FUNDERS,
        Aim("policies", Place("funders", part="policies"), 5, seen=("policies",)),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chapter:
    """The section of the guide about a step of the wizard, and the minutes to read it."""

    section: str
    minutes: int


def path_of(
    purpose: str,
    seen: Collection[str],
    read: Collection[str],
    filled: Collection[str],
    chapters: Mapping[str, Chapter],
) -> tuple[Step, ...]:
    """The path of a purpose. `read` are sections that were read, `filled` steps of the wizard
    with answers of the user, `chapters` those of the guide by the step they are about."""
    steps = []
    for aim in PATHS.get(purpose, PATHS["preparing"]):
        chapter = chapters.get(aim.step)
        done = bool({*aim.seen} & {*seen}) or aim.step in filled
        if chapter is not None:
            done = done or any(one.split(".")[0] == chapter.section for one in read)
            aim = replace(aim, place=Place("guide", chapter.section), minutes=chapter.minutes)
        steps.append(Step(aim, done))
    return tuple(steps)


def name_of(place: Place) -> str:
    """The name under which a place counts for the path; empty for most."""
    if place.screen == "projects":
        shown = place.choice("view")
        if place.id:
            return "project"
        if place.choice("tab") == ("saved",):
            return "saved"
        return shown[0] if shown and shown[0] in ("map", "statistics") else ""
    if place.screen == "funders":
        return (
            place.part if place.part in ("matrix", "policies") else ("funder" if place.id else "")
        )
    if place.screen == "guide":
        return "section" if place.id and not place.id.islower() else ""
    return place.screen if place.screen in ("export", "wizard", "workshop", "compare",
                                            "updates") else ""  # fmt: skip
