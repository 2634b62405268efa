"""Short checks of the guide: read, and what is wrong with them said."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from tests.kit import content
from wecoop_desktop.packs.read import Packs, read_packs

GOOD = {
    "id": "A",
    "questions": [
        {
            "text": {"en": "Which?", "ru": "Какой?"},
            "answers": [{"en": "This", "ru": "Этот"}, {"en": "That", "ru": "Тот"}],
            "right": 1,
            "why": {"en": "Because.", "ru": "Потому что."},
            "section": "A1",
        }
    ],
}


@pytest.fixture(scope="module")
def real() -> Packs:
    return content.packs()


def _read(folder: Path, quiz: object, name: str = "A") -> Packs:
    guide = folder / "guide"
    (guide / "quizzes").mkdir(parents=True)
    (guide / "sections").mkdir()
    manifest = {"id": "guide", "format": 1, "version": "1", "issued": "2026-11-22"}
    title = {"en": "Guide", "ru": "Руководство"}
    (guide / "pack.json").write_text(json.dumps({**manifest, "title": title}), "utf-8")
    for section, parent, level in (("A", "", 0), ("A1", "A", 1), ("B", "", 0), ("B1", "B", 1)):
        told = {"id": section, "parent": parent, "level": level, "number": section, "title": title}
        (guide / "sections" / f"{section}.json").write_text(json.dumps(told), "utf-8")
    (guide / "quizzes" / f"{name}.json").write_text(json.dumps(quiz), "utf-8")
    return read_packs(folder)


def _codes(packs: Packs) -> set[str]:
    return {f.code for f in packs.findings if f.file.startswith("guide/quizzes")}


def test_a_quiz_is_read_as_it_is_written(tmp_path: Path) -> None:
    packs = _read(tmp_path, GOOD)
    (quiz,) = packs.quizzes
    (question,) = quiz.questions
    assert (quiz.id, question.right, question.section) == ("A", 1, "A1")
    assert [answer.ru for answer in question.answers] == ["Этот", "Тот"]
    assert _codes(packs) == set()


def _with(**changed: object) -> dict[str, object]:
    return {**GOOD, "questions": [{**GOOD["questions"][0], **changed}]}  # type: ignore[dict-item]


@pytest.mark.parametrize(
    ("quiz", "name", "code"),
    [
        (_with(right=2), "A", "pack-value-unknown"),
        (_with(right=-1), "A", "pack-value-unknown"),
        (_with(right="first"), "A", "pack-wrong-type"),
        (_with(answers=[]), "A", "pack-value-unknown"),
        (_with(section="Z9"), "A", "pack-reference-unknown"),
        (_with(section="B1"), "A", "pack-value-unknown"),
        (_with(why={"en": "Because."}), "A", "pack-language-missing"),
        ({**GOOD, "id": "Z"}, "Z", "pack-reference-unknown"),
        ([], "A", "pack-wrong-type"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, quiz: object, name: str, code: str) -> None:
    assert code in _codes(_read(tmp_path, quiz, name))


def test_every_part_of_the_guide_ends_with_a_check(real: Packs) -> None:
    parts = [section.id for section in real.sections if section.level == 0]
    assert [quiz.id for quiz in real.quizzes] == parts
    for quiz in real.quizzes:
        assert len(quiz.questions) >= 5, quiz.id
        written = {section.id for section in real.sections if not section.outline}
        assert {question.section for question in quiz.questions} <= written, quiz.id


def test_right_answers_are_spread_over_the_places(real: Packs) -> None:
    for quiz in real.quizzes:
        places = Counter(question.right for question in quiz.questions)
        assert len(places) >= 3, quiz.id
        assert max(places.values()) <= len(quiz.questions) / 2, quiz.id
    every = Counter(question.right for quiz in real.quizzes for question in quiz.questions)
    assert set(every) == {0, 1, 2, 3}


def test_questions_have_four_different_answers_and_reasons(real: Packs) -> None:
    asked = []
    for quiz in real.quizzes:
        for question in quiz.questions:
            asked.append(question.text.en)
            assert len(question.answers) == 4, question.text.en
            for language in ("en", "ru"):
                said = {getattr(answer, language) for answer in question.answers}
                assert len(said) == 4, question.text.en
                assert len(getattr(question.why, language).split()) >= 20, question.text.en
    assert len(asked) == len(set(asked))


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_right_answer_is_not_told_by_its_length(real: Packs, language: str) -> None:
    """By chance the longest of four answers would be right once in four times."""
    questions = [question for quiz in real.quizzes for question in quiz.questions]
    longest = 0
    for question in questions:
        lengths = [len(getattr(answer, language)) for answer in question.answers]
        longest += lengths[question.right] == max(lengths)
    assert longest <= len(questions) * 0.4
