"""Reads the pack `answers`: what the publisher says to feedback that has arrived."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from wecoop_desktop.base.findings import Finding
from wecoop_desktop.base.text import Text
from wecoop_desktop.packs.record import Record, each_record

DECISIONS = ("accepted", "declined", "noted")
ENTRY = re.compile(r"[0-9a-f]{32}")  # ids of feedback: random, so that they say of nobody


@dataclass(frozen=True, slots=True)
class Answer:
    """What was decided of the feedback `id`, and why; `kind` and `about` name what it is about."""

    id: str
    decision: str
    date: date | None
    reason: Text = Text()
    kind: str = ""
    about: str = ""


def read_answers(files: Mapping[str, bytes], findings: list[Finding]) -> tuple[Answer, ...]:
    """All answers in the order of their ids."""
    found = (_answer(record) for _, record in each_record(files, "answers/answers", findings))
    return tuple(answer for answer in found if answer.id and answer.decision)


def _answer(record: Record) -> Answer:
    decision = record.choice("decision", DECISIONS, "needed")
    about = record.record("about")
    answer = Answer(
        id=record.named_identity(),
        decision=decision,
        date=record.day("date", "needed"),
        reason=record.text("reason", "needed" if decision == "declined" else "optional"),
        kind=about.string("kind") if about else "",
        about=about.string("id") if about else "",
    )
    if answer.id and not ENTRY.fullmatch(answer.id):
        record.report("pack-value-unknown", "id", value=answer.id)
    if about:
        about.rest()
    record.rest()
    return answer
