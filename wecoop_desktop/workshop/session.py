"""A session: an exercise, a language and groups, as a folder that a stick or a share carries."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from wecoop_desktop import __version__
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.text import LANGUAGES, Text
from wecoop_desktop.workshop.paper import Paper, read_paper, stamp, tidy

SESSION = "session.json"
START = "start.wecoop"
GROUPS, REVIEWS, PEER, EVALUATIONS = "groups", "reviews", "peer", "evaluations"
EXERCISE = "exercise"  # a folder: what participants are told of the exercise
FOLDER = "wecoop-workshop-"  # begins the name of a session folder
MOST_GROUPS = 60
COUNTRIES = ("", "KZ", "KG", "TJ", "TM", "UZ")
_ID = re.compile(r"[0-9]{8}-[0-9a-f]{8}")


@dataclass(frozen=True, slots=True)
class Group:
    """`number` from 1; `name` in any script, may be empty; `country` two letters or empty."""

    number: int
    name: str = ""
    country: str = ""

    @property
    def folder(self) -> str:
        return f"{self.number:02}"


@dataclass(frozen=True, slots=True)
class Session:
    """`start` is the SHA-256 of the starting proposal; `minutes` those of the exercise."""

    id: str
    title: str
    exercise: str
    about: Text
    language: str
    minutes: int
    groups: tuple[Group, ...]
    made: datetime
    place: str = ""
    start: str = ""

    def group(self, number: int) -> Group:
        """Raises `AppError` workshop-group-unknown."""
        found = next((each for each in self.groups if each.number == number), None)
        if found is None:
            raise AppError("workshop-group-unknown", group=number, most=len(self.groups))
        return found

    @property
    def folder(self) -> str:
        """The name of its folder."""
        return f"{FOLDER}{self.id}"


def new_id(now: datetime) -> str:
    """The day, so that people can tell folders apart, and eight random digits."""
    return f"{now.astimezone():%Y%m%d}-{secrets.token_hex(4)}"


def make_groups(count: int, names: Iterable[str] = ()) -> tuple[Group, ...]:
    """`count` groups, or as many as there are names; a name may begin with a country: `KG: Name`.

    Raises `AppError` workshop-groups-wrong.
    """
    given = list(names)
    total = max(count, len(given))
    if not 1 <= total <= MOST_GROUPS:
        raise AppError("workshop-groups-wrong", most=MOST_GROUPS)
    padded = [*given, *[""] * (total - len(given))]
    return tuple(_group(number, said) for number, said in enumerate(padded, start=1))


def _group(number: int, said: str) -> Group:
    country, found, name = said.partition(":")
    if found and country.strip().upper() in COUNTRIES[1:]:
        return Group(number, tidy(name), country.strip().upper())
    return Group(number, tidy(said))


def session_data(session: Session) -> dict[str, object]:
    return {
        "program": f"WECOOP Desktop {__version__}",
        "session": session.id,
        "title": session.title,
        "exercise": session.exercise,
        "about": {"en": session.about.en, "ru": session.about.ru},
        "language": session.language,
        "minutes": session.minutes,
        "place": session.place,
        "made": stamp(session.made),
        "start": session.start,
        "groups": [
            {"number": each.number, "name": each.name, "country": each.country}
            for each in session.groups
        ],
    }


def read_session(folder: Path) -> Session:
    """The session of a folder. Raises `AppError` workshop-no-session, and as `read_paper`."""
    try:
        paper = read_paper(folder / SESSION)
    except AppError as error:
        if error.code == "file-missing":
            raise AppError("workshop-no-session", path=folder) from error
        raise
    return session_of(paper)


def session_of(paper: Paper) -> Session:
    """Raises `AppError` workshop-file-damaged."""
    identity = paper.text("session")
    if not _ID.fullmatch(identity):
        paper.wrong("session")
    language = paper.text("language")
    if language not in LANGUAGES:
        paper.wrong("language")
    about = paper.part("about")
    made = paper.moment("made")
    if made is None:
        paper.wrong("made")
    groups = tuple(_read_group(each) for each in paper.parts("groups", MOST_GROUPS))
    if not groups or len({each.number for each in groups}) < len(groups):
        paper.wrong("groups")
    return Session(
        id=identity,
        title=paper.text("title"),
        exercise=paper.named("exercise"),
        about=Text(about.text("en"), about.text("ru")),
        language=language,
        minutes=paper.number("minutes", 1_440),
        groups=groups,
        made=made,
        place=paper.text("place"),
        start=paper.text("start"),
    )


def _read_group(paper: Paper) -> Group:
    country = paper.text("country")
    number = paper.number("number", 99)
    if not number or country not in COUNTRIES:
        paper.wrong("groups")
    return Group(number, paper.text("name"), country)


def find_sessions(place: Path) -> tuple[Path, ...]:
    """Session folders at `place` (itself, or directly inside), the newest by its id first.

    What cannot be read is left out.
    """
    if place.is_file() and place.name == SESSION:
        place = place.parent
    if (place / SESSION).is_file():
        return (place,)
    try:
        inside = [each for each in place.iterdir() if each.name.startswith(FOLDER)]
    except OSError:
        return ()
    found = [each for each in inside if (each / SESSION).is_file()]
    return tuple(sorted(found, key=lambda each: each.name, reverse=True))


def is_session_id(said: str) -> bool:
    return _ID.fullmatch(said) is not None
