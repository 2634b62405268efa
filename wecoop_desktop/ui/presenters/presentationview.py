"""What is shown on a projector, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.ui.presenters.workshopview import Clock

Kind = Literal[
    "", "group", "highlights", "model", "exercise", "case", "draft", "section", "match",
    "statistics",
]  # fmt: skip
SCALES = (100, 115, 130, 150)  # percent of text on the projector


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a slide: `strong` stands before the text. `kind`: text, item, head, or share with a
    bar of 0-100; `tone` of its icon: ok, warn, err, or none."""

    text: str
    strong: str = ""
    kind: Literal["text", "item", "head", "share"] = "text"
    share: int = 0
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """What stands on a slide in place of its lines while the answer is shown: `quote` of them, what
    is missing, and a version that works."""

    quote: Line | None = None
    missing: tuple[str, ...] = ()
    better: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Slide:
    """`missing`: what the checks say about it; `better`: how it could be, hidden until asked for.
    `answered` is both as it fits on slides. `notes` are the trainer's own and stand on the first
    screen only."""

    title: str
    lines: tuple[Line, ...] = ()
    missing: tuple[str, ...] = ()
    better: tuple[Line, ...] = ()
    notes: tuple[str, ...] = ()
    answered: tuple[Answered, ...] = ()


@dataclass(frozen=True, slots=True)
class PresentationView:
    """`answer`: which page of the better version is shown, 0 is none. `groups` can be gone through,
    `group` is shown; `country` its two letters. `on`: the stage stands on the projector."""

    kind: Kind = ""
    subject: str = ""
    slides: tuple[Slide, ...] = ()
    at: int = 0
    answer: int = 0
    on: bool = False
    group: int = 0
    groups: tuple[int, ...] = ()
    country: str = ""
    source: str = ""
    scale: int = 100
    clock: Clock = Clock()  # noqa: RUF009 - frozen
    error: AppError | None = None

    @property
    def slide(self) -> Slide | None:
        return self.slides[self.at] if self.at < len(self.slides) else None

    @property
    def answered(self) -> Answered | None:
        """What is shown of the answer."""
        pages = self.slide.answered if self.slide else ()
        return pages[self.answer - 1] if 0 < self.answer <= len(pages) else None

    @property
    def following(self) -> Slide | None:
        return self.slides[self.at + 1] if self.at + 1 < len(self.slides) else None
