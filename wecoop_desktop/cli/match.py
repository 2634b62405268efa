"""`wecoop match`: which funders fit a proposal, with every reason."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.language import Language
from wecoop_desktop.cli.call import Call
from wecoop_desktop.forms.answers import Answers
from wecoop_desktop.forms.codec import read_answers
from wecoop_desktop.forms.form import Form
from wecoop_desktop.work.file import read_proposal

if TYPE_CHECKING:
    from wecoop_desktop.advice.matching import Match, Reason
    from wecoop_desktop.library.library import Library


def declare(parser: ArgumentParser, common: ArgumentParser, language: Language) -> None:
    tr = language.tr
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("file", nargs="?", type=Path, metavar="FILE", help=tr("a proposal file"))
    what.add_argument("--example", metavar="ID", help=tr("a worked example instead of a file"))
    parser.set_defaults(run=match_funders)


def match_funders(call: Call) -> int:
    """Exit code 1 where no funder fits or would fit. Raises `AppError` as reading a file does."""
    from wecoop_desktop.advice.matching import match
    from wecoop_desktop.library import shelf

    library = shelf.current(call.home)
    form = library.form()
    found = match(
        form,
        _answers(call, library, form),
        library.reference(),
        today=datetime.now().astimezone().date(),
        language=call.language.code,
        rates=library.rates(),
    )
    data = {"results": [_data(form, one, call.language) for one in found]}
    call.answer(data, _lines(library, form, found, call.language))
    return 0 if any(one.verdict in ("fits", "would_fit") for one in found) else 1


def _answers(call: Call, library: Library, form: Form) -> Answers:
    arguments = call.arguments
    if arguments.example:
        return read_answers(form, library.example(arguments.example).answers)[0]
    file = read_proposal(arguments.file)
    if file.form != form.id:
        raise AppError("proposal-form-unknown", path=arguments.file, form=file.form)
    return read_answers(form, file.answers)[0]


def _data(form: Form, found: Match, language: Language) -> dict[str, object]:
    return {
        "funder": found.funder,
        "verdict": found.verdict,
        "score": None if found.score is None else round(found.score, 1),
        "parts": [
            {
                "id": part.id,
                "label": language.text(part.label),
                "weight": part.weight,
                "score": None if part.score is None else round(part.score, 3),
            }
            for part in found.parts
        ],
        "reasons": [_reason(form, reason, language) for reason in found.reasons],
    }


def _reason(form: Form, reason: Reason, language: Language) -> dict[str, object]:
    from wecoop_desktop.advice.wording import reason_cure, reason_message

    return {
        "rule": reason.rule,
        "code": reason.code,
        "verdict": reason.verdict,
        "message": reason_message(form, reason, language),
        "cure": reason_cure(form, reason, language),
        "source": reason.source,
        "as_of": reason.as_of,
        "pages": list(reason.pages),
        "verified": reason.verified,
    }


def _lines(
    library: Library, form: Form, found: Sequence[Match], language: Language
) -> Iterator[str]:
    from wecoop_desktop.advice.wording import REASONS, VERDICTS, reason_cure, reason_message

    tr = language.tr
    names = {funder.id: language.text(funder.name) for funder in library.funders()}
    verdict = ""
    for one in found:
        if one.verdict != verdict:
            verdict = one.verdict
            yield tr(VERDICTS[verdict])
        score = "–" if one.score is None else language.figure(one.score.quantize(Decimal(1)))
        yield f"  {names.get(one.funder, one.funder)} [{one.funder}] · {score}"
        for reason in one.reasons:
            said = reason_message(form, reason, language)
            cure = reason_cure(form, reason, language)
            yield f"    {tr(REASONS[reason.verdict])}: {said} {cure}".rstrip() + (
                f"  [{reason.rule}, {reason.source}]"
            )
    yield tr(
        "The number orders funders of one verdict and never changes it. A guide, not a decision."
    )
