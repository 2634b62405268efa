"""`wecoop match`: which funders fit a proposal or a few facts, what if, and what was financed."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.language import Language
from wecoop_desktop.cli import facts, opening
from wecoop_desktop.cli.call import Call
from wecoop_desktop.forms.answers import Answers
from wecoop_desktop.forms.codec import read_answers
from wecoop_desktop.forms.form import Form

if TYPE_CHECKING:
    from wecoop_desktop.advice.change import Change
    from wecoop_desktop.advice.matching import Match, Part, Reason
    from wecoop_desktop.advice.records import Records
    from wecoop_desktop.advice.whatif import Cure, Shift
    from wecoop_desktop.library.library import Library


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is matched, with what; the same for a trial."""

    library: Library
    form: Form
    records: Records
    language: Language
    today: date

    def of(self, answers: Answers) -> tuple[Match, ...]:
        from wecoop_desktop.advice.matching import match

        return match(
            self.form,
            answers,
            self.library.reference(),
            today=self.today,
            language=self.language.code,
            rates=self.library.rates(),
            records=self.records,
        )


def declare(parser: ArgumentParser, common: ArgumentParser, language: Language) -> None:
    tr = language.tr
    what = parser.add_mutually_exclusive_group()
    what.add_argument("file", nargs="?", type=Path, metavar="FILE", help=tr("a proposal file"))
    opening.declare(parser, language)
    what.add_argument("--example", metavar="ID", help=tr("a worked example instead of a file"))
    parser.add_argument("--funder", metavar="ID", help=tr("only this funder"))
    parser.add_argument(
        "--what-if",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help=tr("what a change would do; may be given several times: {keys}", keys=facts.KEYS),
    )
    parser.add_argument(
        "--evidence",
        action="store_true",
        help=tr("the nearest financed projects and typical figures of every funder that matches"),
    )
    facts.declare(parser, language)
    parser.set_defaults(run=match_funders)


def match_funders(call: Call) -> int:
    """Exit code 1 where no funder fits or would fit. Raises `AppError` as reading a file does."""
    from wecoop_desktop.advice import records

    library = call.library()
    form = library.form()
    answers = _answers(call, library, form)
    changes = facts.changes(call.arguments.what_if, form)
    today = datetime.now().astimezone().date()
    asked = _Asked(library, form, records.of_library(library), call.language, today)
    before = asked.of(answers)
    if changes:
        return _trial(call, asked, answers, changes, before)
    found = _only(call, library, before)
    told = [_data(asked, answers, one, call) for one in found]
    call.answer({"results": told}, _lines(asked, answers, found, call))
    return 0 if any(one.verdict in ("fits", "would_fit") for one in found) else 1


def _answers(call: Call, library: Library, form: Form) -> Answers:
    arguments = call.arguments
    given = facts.profile(arguments, form)
    if (arguments.example or arguments.file) and given is not None:
        raise _wrong(call, call.language.tr("give a proposal or facts, not both"))
    if given is not None:
        return given
    if arguments.example:
        return read_answers(form, library.example(arguments.example).answers)[0]
    if not arguments.file:
        raise _wrong(call, call.language.tr("a file, an example or facts are needed"))
    file = opening.read(call, arguments.file)
    if file.form != form.id:
        raise AppError("proposal-form-unknown", path=arguments.file, form=file.form)
    return read_answers(form, file.answers)[0]


def _wrong(call: Call, problem: str) -> AppError:
    return AppError("use-wrong", command="wecoop match", problem=problem)


def _only(call: Call, library: Library, found: Sequence[Match]) -> Sequence[Match]:
    """Those asked for; an unknown funder is said with those of a similar name."""
    wanted = call.arguments.funder
    if not wanted:
        return found
    return [one for one in found if one.funder == library.funder(wanted).id]


def _trial(
    call: Call, asked: _Asked, answers: Answers, changes: Sequence[Change], before: Sequence[Match]
) -> int:
    """What the changes would do: every funder of which anything a reader sees is another."""
    from wecoop_desktop.advice.whatif import changed, compare

    after = asked.of(changed(answers, changes, asked.form))
    _only(call, asked.library, before)
    wanted = call.arguments.funder
    shifts = [
        shift
        for shift in compare(before, after)
        if (shift.funder == wanted if wanted else shift.changed)
    ]
    data = {"shifts": [_shift(asked.form, shift, call.language) for shift in shifts]}
    call.answer(data, _shift_lines(asked, changes, shifts))
    return 0 if any(one.verdict in ("fits", "would_fit") for one in after) else 1


# ---------------------------------------------------------------------- as data


def _data(asked: _Asked, answers: Answers, found: Match, call: Call) -> dict[str, object]:
    from wecoop_desktop.cli import evidence

    form, language = asked.form, call.language
    data: dict[str, object] = {
        "funder": found.funder,
        "verdict": found.verdict,
        "score": None if found.score is None else round(found.score, 1),
        "parts": [_part(form, part, language) for part in found.parts],
        "reasons": [_reason(form, reason, language) for reason in found.reasons],
    }
    if found.verdict != "fits":
        data["cures"] = [
            {"change": words, "fact": cure.change.fact, "enough": cure.enough}
            for cure, words in _cures(asked, answers, found)
        ]
    if call.arguments.evidence and found.verdict != "does_not_fit":
        made = evidence.of(asked.library, found.funder, answers, asked.today)
        data["evidence"] = evidence.data(made, asked.library, language)
    return data


def _part(form: Form, part: Part, language: Language) -> dict[str, object]:
    from wecoop_desktop.advice.wording import part_message

    return {
        "id": part.id,
        "label": language.text(part.label),
        "weight": part.weight,
        "score": None if part.score is None else round(part.score, 3),
        "message": part_message(form, part, language),
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


def _cures(asked: _Asked, answers: Answers, found: Match) -> Iterator[tuple[Cure, str]]:
    from wecoop_desktop.advice.whatif import cures
    from wecoop_desktop.advice.wording import change_words

    for cure in cures(
        asked.form,
        answers,
        asked.library.reference(),
        found.funder,
        today=asked.today,
        language=asked.language.code,
        rates=asked.library.rates(),
    ):
        yield cure, change_words(asked.form, cure.change, asked.language)


def _shift(form: Form, shift: Shift, language: Language) -> dict[str, object]:
    return {
        "funder": shift.funder,
        "before": {"verdict": shift.before.verdict, "rank": shift.rank_before},
        "after": {"verdict": shift.after.verdict, "rank": shift.rank_after},
        "gone": [_reason(form, reason, language) for reason in shift.gone],
        "new": [_reason(form, reason, language) for reason in shift.new],
    }


# ---------------------------------------------------------------------- for reading


def _lines(asked: _Asked, answers: Answers, found: Sequence[Match], call: Call) -> Iterator[str]:
    from wecoop_desktop.advice.wording import VERDICTS
    from wecoop_desktop.cli import evidence

    language = call.language
    tr = language.tr
    names = {funder.id: language.text(funder.name) for funder in asked.library.funders()}
    verdict = ""
    for one in found:
        if one.verdict != verdict:
            verdict = one.verdict
            yield tr(VERDICTS[verdict])
        score = "–" if one.score is None else language.figure(one.score.quantize(Decimal(1)))
        yield f"  {names.get(one.funder, one.funder)} [{one.funder}] · {score}"
        yield from (_line(asked.form, reason, language) for reason in one.reasons)
        if call.arguments.funder:
            yield from _details(asked, answers, one)
        if call.arguments.evidence and one.verdict != "does_not_fit":
            made = evidence.of(asked.library, one.funder, answers, asked.today)
            yield from (f"    {line}" for line in evidence.lines(made, asked.library, language))
    yield tr(
        "The number orders funders of one verdict and never changes it. A guide, not a decision."
    )


def _line(form: Form, reason: Reason, language: Language) -> str:
    """A reason with its cure, its rule and where its fact stands, as of when, checked or not."""
    from wecoop_desktop.advice.wording import REASONS, reason_cure, reason_message

    tr = language.tr
    said = f"{reason_message(form, reason, language)} {reason_cure(form, reason, language)}"
    origin = [reason.rule, reason.source]
    if reason.as_of:
        origin.append(reason.as_of)
        origin.append(tr("verified") if reason.verified else tr("not verified"))
    return f"    {tr(REASONS[reason.verdict])}: {said.rstrip()}  [{', '.join(origin)}]"


def _details(asked: _Asked, answers: Answers, one: Match) -> Iterator[str]:
    """Of a single funder: how its number came about, and which single changes would help."""
    from wecoop_desktop.advice.wording import part_message

    tr, language = asked.language.tr, asked.language
    for part in one.parts:
        share = tr("not known") if part.score is None else language.percent(100 * part.score)
        said = part_message(asked.form, part, language)
        yield f"    {language.text(part.label)}: {share} × {part.weight}. {said}".rstrip()
    for cure, words in _cures(asked, answers, one):
        enough = tr("enough to fit") if cure.enough else tr("helps, but is not enough")
        yield f"    + {words}: {enough}"


def _shift_lines(
    asked: _Asked, changes: Sequence[Change], shifts: Sequence[Shift]
) -> Iterator[str]:
    from wecoop_desktop.advice.wording import VERDICTS, change_words

    language = asked.language
    tr = language.tr
    names = {funder.id: language.text(funder.acronym) for funder in asked.library.funders()}
    yield "; ".join(change_words(asked.form, change, language) for change in changes)
    for shift in shifts:
        before, after = tr(VERDICTS[shift.before.verdict]), tr(VERDICTS[shift.after.verdict])
        verdict = f"{before} → {after}" if shift.verdict_changed else after
        rank = f"{shift.rank_before} → {shift.rank_after}"
        yield f"  {names.get(shift.funder, shift.funder)} [{shift.funder}] · {verdict} · {rank}"
        yield from (f"    −{_line(asked.form, one, language)[3:]}" for one in shift.gone)
        yield from (f"    +{_line(asked.form, one, language)[3:]}" for one in shift.new)
    if not shifts:
        yield tr("Nothing changes.")
