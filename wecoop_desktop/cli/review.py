"""`wecoop proposal review`: how a proposal stands before the criteria of a funder."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from wecoop_desktop.base.language import Language
from wecoop_desktop.cli.call import Call
from wecoop_desktop.cli.draft import Draft, about, opened, pdf, today, write_as
from wecoop_desktop.forms.form import LEVELS

if TYPE_CHECKING:
    from wecoop_desktop.advice.review import Assessment, Ground, Review
    from wecoop_desktop.cli.draft import Commands


def declare(commands: Commands, common: ArgumentParser, language: Language) -> None:
    tr = language.tr
    review = commands.add_parser(
        "review", parents=[common], help=tr("how it stands before the criteria of a funder")
    )
    review.add_argument("file", type=Path, metavar="FILE")
    review.add_argument("--funder", required=True, metavar="ID", help=tr("whose criteria"))
    review.add_argument("--level", choices=LEVELS, help=tr("else the one the proposal aims at"))
    review.add_argument(
        "-o", "--output", type=Path, metavar="OUT", help=tr("a sheet to print: .pdf")
    )
    review.set_defaults(run=show_review)


def show_review(call: Call) -> int:
    """Exit code 1 where a criterion is not answered, or only partly."""
    from wecoop_desktop.advice.review import review
    from wecoop_desktop.advice.reviewpaper import review_outline
    from wecoop_desktop.forms.evaluate import evaluate

    draft = opened(call)
    state = evaluate(
        draft.form,
        draft.answers,
        reference=draft.library.reference(),
        level=next((one for one in LEVELS if one == call.arguments.level), None),
        today=today(),
        language=call.language.code,
    )
    funder = draft.library.funder(call.arguments.funder)
    found = review(draft.form, draft.answers, state, funder)
    if call.arguments.output:
        paper = review_outline(found, about(draft, call.language), draft.form, call.language)
        write_as(call.arguments.output, {"pdf": pdf(paper)})
    else:
        data = _data(draft, found, call.language)
        call.answer(data, _lines(draft, found, call.language))
    told = [one.verdict for one in found.criteria if one.verdict != "cannot_tell"]
    return 0 if told and all(verdict == "answered" for verdict in told) else 1


def _data(draft: Draft, found: Review, language: Language) -> dict[str, object]:
    return {
        "funder": found.funder,
        "name": language.text(found.name),
        "level": found.level,
        "as_of": found.as_of,
        "pages": list(found.pages),
        "criteria": [_assessment(draft, one, language) for one in found.criteria],
        "questions": [_assessment(draft, one, language) for one in found.questions],
    }


def _assessment(draft: Draft, one: Assessment, language: Language) -> dict[str, object]:
    return {
        "id": one.id,
        "name": language.text(one.name),
        "topics": [language.text(topic) for topic in one.topics],
        "verdict": one.verdict,
        "done": one.done,
        "asked": one.asked,
        "silent": [language.text(topic) for topic in one.silent],
        "answers": [_ground(draft, ground, language) for ground in one.grounds],
    }


def _ground(draft: Draft, ground: Ground, language: Language) -> dict[str, object]:
    from wecoop_desktop.forms.wording import problem_message

    return {
        "path": ground.path,
        "step": language.text(ground.step),
        "label": language.text(ground.label),
        "standing": ground.standing,
        "since": ground.since,
        "problems": [
            {
                "row": problem.row,
                "column": problem.column,
                "code": problem.code,
                "level": problem.level,
                "message": problem_message(draft.form, problem, language),
            }
            for problem in ground.problems
        ],
    }


def _lines(draft: Draft, found: Review, language: Language) -> Iterator[str]:
    from wecoop_desktop.advice.said import COUNTED

    tr = language.tr
    if not found.criteria:
        yield tr("The profile of this funder names no criteria.")
    for one in found.criteria:
        yield from _said(draft, one, language)
    yield tr(COUNTED)
    yield ""
    yield tr("Questions any reviewer asks")
    for one in found.questions:
        yield from _said(draft, one, language)


def _said(draft: Draft, one: Assessment, language: Language) -> Iterator[str]:
    from wecoop_desktop.advice.reviewpaper import count_words, missing_words
    from wecoop_desktop.advice.said import VERDICTS

    counted = f" ({count_words(one, language)})" if one.asked else ""
    yield f"{language.text(one.name)}: {language.tr(VERDICTS[one.verdict])}{counted}"
    for said in missing_words(one, draft.form, language):
        yield f"  {said}"
    for ground in one.grounds:
        if ground.standing in ("missing", "wrong"):
            yield f"  → {ground.path}"
