"""The exercise as participants are given it: without model answer, code and notes of the trainer.

It is written in the format of packs, so that one reader reads both; whoever joins needs no newer
content for it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import write_bytes
from wecoop_desktop.base.findings import Finding
from wecoop_desktop.base.text import Text
from wecoop_desktop.packs.content import Question
from wecoop_desktop.packs.exercises import (
    FOLDER,
    Code,
    Exercise,
    Filled,
    PlanRow,
    RubricRow,
    Task,
    read_exercises,
)
from wecoop_desktop.workshop.paper import make_folder, read_part
from wecoop_desktop.workshop.session import EXERCISE

LIMIT = 2_000_000  # bytes of one file of it
LANGUAGES = 20  # in which it is written, at most


def participants_exercise(exercise: Exercise) -> Exercise:
    """Without what only the trainer is shown."""
    plan = tuple(replace(row, notes=Text()) for row in exercise.plan)
    return replace(exercise, model=Filled(), code=Code(), start=Filled(), plan=plan)


def handout_files(exercise: Exercise) -> dict[str, bytes]:
    """File name to bytes."""
    shown = participants_exercise(exercise)
    plain = json.dumps(_exercise(shown), ensure_ascii=False, indent=1).encode()
    files = {f"{shown.id}.json": plain}
    for code, body in shown.body.pairs():
        files[f"{shown.id}.{code}.md"] = body.encode()
    return files


def write_handout(folder: Path, exercise: Exercise) -> None:
    make_folder(folder / EXERCISE)
    for name, data in handout_files(exercise).items():
        write_bytes(folder / EXERCISE / name, data)


def read_handout(folder: Path, exercise: str) -> Exercise:
    """Raises `AppError` workshop-file-damaged, file-missing, file-not-readable."""
    place = folder / EXERCISE
    files = {f"{exercise}.json": read_part(place / f"{exercise}.json", LIMIT)}
    for path in sorted(place.glob(f"{exercise}.??.md"))[:LANGUAGES]:
        files[path.name] = read_part(path, LIMIT)
    return parse_handout(files, place / f"{exercise}.json")


def parse_handout(files: Mapping[str, bytes], path: Path) -> Exercise:
    findings: list[Finding] = []
    found = read_exercises({f"{FOLDER}/{name}": data for name, data in files.items()}, findings)
    if len(found) != 1 or any(finding.level == "error" for finding in findings):
        raise AppError("workshop-file-damaged", path=path, part=path.name)
    return found[0]


def _text(text: Text) -> dict[str, str]:
    return {"en": text.en, "ru": text.ru, **dict(text.more)}


def _exercise(exercise: Exercise) -> dict[str, object]:
    return {
        "id": exercise.id,
        "title": _text(exercise.title),
        "summary": _text(exercise.summary),
        "minutes": exercise.minutes,
        "level": exercise.level,
        "form": exercise.form,
        "topics": list(exercise.topics),
        "projects": list(exercise.projects),
        "sections": list(exercise.sections),
        "example": exercise.example,
        "tasks": [_task(task) for task in exercise.tasks],
        "plan": [_row(row) for row in exercise.plan],
        "rubric": [_rubric(row) for row in exercise.rubric],
        "checks": [_check(check) for check in exercise.checks],
    }


def _task(task: Task) -> dict[str, object]:
    return {
        "id": task.id,
        "title": _text(task.title),
        "told": _text(task.told),
        "step": task.step,
        "minutes": task.minutes,
        "done_when": task.done_when,
    }


def _row(row: PlanRow) -> dict[str, object]:
    return {"minutes": row.minutes, "title": _text(row.title)}


def _rubric(row: RubricRow) -> dict[str, object]:
    return {
        "id": row.id,
        "title": _text(row.title),
        "funder": row.funder,
        "criterion": row.criterion,
        "levels": [{"score": level.score, "told": _text(level.told)} for level in row.levels],
    }


def _check(check: Question) -> dict[str, object]:
    return {
        "text": _text(check.text),
        "answers": [_text(answer) for answer in check.answers],
        "right": check.right,
        "why": _text(check.why),
        "section": check.section,
    }
