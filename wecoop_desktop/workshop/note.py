"""What a group says about its draft: it travels inside the draft, so that nothing can part them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.workshop.paper import TEXT_LIMIT, paper_bytes, parse_paper, stamp

ENTRY = "workshop.json"  # of the draft
MOST_PEOPLE = 30

Tick = Literal["done", "work"]
TICKS: tuple[Tick, ...] = ("done", "work")


@dataclass(frozen=True, slots=True)
class Note:
    """`writer` is random and the same for one sandbox; `count` grows with each hand-in: by these
    drafts are ordered, not by `told`, the clock of the participant. `question` is for the trainer,
    about the task `asked` or, where that is empty, the whole. `ready`: ready to show. `people` are
    the names that the group gives for certificates."""

    session: str
    group: int
    writer: str
    count: int = 0
    ticks: Mapping[str, Tick] = made(default_factory=lambda: MappingProxyType({}))
    question: str = ""
    asked: str = ""
    ready: bool = False
    people: tuple[str, ...] = ()
    told: datetime | None = None


def note_data(note: Note) -> dict[str, object]:
    return {
        "session": note.session,
        "group": note.group,
        "writer": note.writer,
        "count": note.count,
        "ticks": dict(note.ticks),
        "question": note.question,
        "asked": note.asked,
        "ready": note.ready,
        "people": list(note.people),
        "told": stamp(note.told),
    }


def note_bytes(note: Note) -> bytes:
    return paper_bytes(note_data(note))


def read_note(data: bytes, path: Path) -> Note:
    """Raises `AppError` workshop-file-damaged, workshop-file-newer."""
    if len(data) > 200_000:
        raise AppError("workshop-file-damaged", path=path, part=ENTRY)
    paper = parse_paper(data, path)
    ticks: dict[str, Tick] = {}
    for task, tick in paper.words("ticks", 20).items():
        for known in TICKS:
            if tick == known:
                ticks[task] = known
    return Note(
        session=paper.named("session"),
        group=paper.number("group", 99),
        writer=paper.named("writer"),
        count=paper.number("count"),
        ticks=MappingProxyType(ticks),
        question=paper.text("question", TEXT_LIMIT),
        asked=paper.text("asked"),
        ready=paper.yes("ready"),
        people=paper.texts("people", MOST_PEOPLE),
        told=paper.moment("told"),
    )
