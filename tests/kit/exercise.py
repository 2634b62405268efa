"""A small but complete exercise, made up for the tests: every part of the format once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from wecoop_desktop.packs.exercises import FOLDER, code_for

CODE = "Tulpar 42"
ID = "one-page-logframe"
Told = dict[str, object]


def both(en: str, ru: str) -> Told:
    return {"en": en, "ru": ru}


MANIFEST: Mapping[str, object] = {
    "id": "exercises",
    "format": 1,
    "version": "2026.11.0",
    "issued": "2026-11-22",
    "title": both("Exercises", "Упражнения"),
    "sources": ["Made up for tests"],
}
CASE = {
    "en": "A made-up district closes its dump. See [the chapter](guide:B03.2).",
    "ru": "Вымышленный район закрывает свалку. См. [главу](guide:B03.2).",
}


def record() -> Told:
    """The file of the exercise as plain data; each call gives another object."""
    code = code_for(CODE, bytes(range(16)))
    return {
        "id": ID,
        "title": both("A logframe on one page", "Логическая матрица на одной странице"),
        "summary": both("From a problem tree to results.", "От дерева проблем к результатам."),
        "minutes": 60,
        "level": "concept",
        "form": "proposal",
        "topics": ["theory", "results"],
        "projects": ["ebrd-38901"],
        "sections": ["B03.2"],
        "example": "issyk-kul-waste",
        "start": {
            "takes": ["problem", "basic.currency"],
            "answers": {"basic.title_en": "Exercise", "basic.duration_months": "36"},
        },
        "tasks": [
            {
                "id": "objectives",
                "title": both("Write the objectives", "Запишите цели"),
                "told": both("Turn the core problem round.", "Переверните главную проблему."),
                "step": "logframe",
                "minutes": 20,
                "done_when": "count(logframe.matrix) >= 3",
            },
            {
                "id": "show",
                "title": both("Show your page", "Покажите страницу"),
                "told": both("Two minutes for each group.", "Две минуты на группу."),
                "step": "logframe",
                "minutes": 30,
            },
        ],
        "plan": [
            {"minutes": 10, "title": both("The case", "Ситуация"),
             "notes": both("Ask who has seen a dump closed.", "Спросите, кто закрывал свалку.")},
            {"minutes": 50, "title": both("Work and show", "Работа и показ")},
        ],
        "model": {"takes": ["problem", "logframe"], "answers": {"basic.title_en": "Model answer"}},
        "code": {"salt": code.salt, "digest": code.digest},
        "rubric": [
            {
                "id": "sound",
                "title": both("Who pays back", "Кто возвращает деньги"),
                "funder": "ebrd",
                "criterion": "Sound banking",
                "levels": [
                    {"score": 0, "told": both("Not said", "Не сказано")},
                    {"score": 2, "told": both("Said and shown", "Сказано и показано")},
                ],
            }
        ],
        "checks": [
            {
                "text": both("What is an output?", "Что такое непосредственный результат?"),
                "answers": [both("What we deliver", "То, что мы создаём"),
                            both("What changes", "То, что меняется")],
                "right": 0,
                "why": both("It is in our hands.", "Он в наших руках."),
                "section": "B03.2",
            }
        ],
    }  # fmt: skip


def files(told: object = None) -> dict[str, bytes]:
    """The pack with this exercise by path."""
    found = {"exercises/pack.json": _json(MANIFEST)}
    found[f"{FOLDER}/{ID}.json"] = _json(record() if told is None else told)
    for language, text in CASE.items():
        found[f"{FOLDER}/{ID}.{language}.md"] = text.encode()
    return found


def write(packs: Path) -> None:
    """Put the pack into a folder of packs, as a folder."""
    for name, data in files().items():
        (packs / name).parent.mkdir(parents=True, exist_ok=True)
        (packs / name).write_bytes(data)


def _json(told: object) -> bytes:
    return json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"
