"""What is shown on a projector, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.ui.presenters.workshopview import Clock

Kind = Literal["", "group", "model", "exercise", "case", "draft", "section", "match", "statistics"]
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
class Slide:
    """`missing`: what the checks say about it; `better`: how it could be, hidden until asked for.
    `notes` are the trainer's own and stand on the first screen only."""

    title: str
    lines: tuple[Line, ...] = ()
    missing: tuple[str, ...] = ()
    better: tuple[Line, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PresentationView:
    """`answer`: the better version is shown. `groups` can be gone through, `group` is shown;
    `country` its two letters. `on`: the stage stands on the projector."""

    kind: Kind = ""
    subject: str = ""
    slides: tuple[Slide, ...] = ()
    at: int = 0
    answer: bool = False
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
    def following(self) -> Slide | None:
        return self.slides[self.at + 1] if self.at + 1 < len(self.slides) else None
