"""`wecoop proposal plan`: dated steps back from a wished approval or start."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.language import Language
from wecoop_desktop.cli import opening
from wecoop_desktop.cli.call import Call
from wecoop_desktop.cli.draft import Draft, about, opened, pdf, today, write_as

if TYPE_CHECKING:
    from wecoop_desktop.advice.backplan import Leg, Paper, Plan
    from wecoop_desktop.advice.cycle import Span, Wish
    from wecoop_desktop.cli.draft import Commands

PACES = ("slow", "fast")


def declare(commands: Commands, common: ArgumentParser, language: Language) -> None:
    tr = language.tr
    plan = commands.add_parser(
        "plan", parents=[common], help=tr("dated steps back from a wished approval or start")
    )
    plan.add_argument("file", type=Path, metavar="FILE")
    plan.add_argument("--funder", required=True, metavar="ID", help=tr("whose project cycle"))
    wished = plan.add_mutually_exclusive_group(required=True)
    wished.add_argument("--approval", metavar="DATE", help=tr("wished day of the decision"))
    wished.add_argument("--start", metavar="DATE", help=tr("wished start of the project"))
    plan.add_argument(
        "--done", type=int, default=0, metavar="N", help=tr("so many stages are done already")
    )
    plan.add_argument(
        "--pace",
        choices=PACES,
        default="slow",
        help=tr("with the most months of each stage, or the least"),
    )
    plan.add_argument(
        "-o", "--output", type=Path, metavar="OUT", help=tr("a file: .ics (calendar) or .pdf")
    )
    plan.add_argument(
        "--timeline",
        action="store_true",
        help=tr("add the steps to the timeline of FILE; its own rows stay as they are"),
    )
    plan.set_defaults(run=show_plan)


def show_plan(call: Call) -> int:
    """Exit code 1 where the date cannot be reached, or nothing can be told."""
    from wecoop_desktop.advice.backplan import backplan

    arguments, draft = call.arguments, opened(call)
    wish: Wish = "approval" if arguments.approval else "start"
    wished = _day(getattr(arguments, wish), f"--{wish}")
    found = backplan(
        draft.form,
        draft.answers,
        draft.library.funder(arguments.funder),
        wished=wished,
        wish=wish,
        today=today(),
        skip=max(arguments.done, 0),
    )
    if arguments.timeline:
        _add(call, draft, found)
    if arguments.output:
        _write(call, draft, found)
    else:
        call.answer(_data(found, call.language), _lines(draft, found, call.language))
    return 0 if found.verdict in ("possible", "tight") else 1


def _day(typed: str, option: str) -> date:
    from wecoop_desktop.forms.codec import parse_date

    return parse_date(typed, option)


def _add(call: Call, draft: Draft, found: Plan) -> None:
    """The steps as further rows; what the file holds besides is kept, understood or not.

    Raises `AppError` proposal-review for a copy that was given away to be read.
    """
    from wecoop_desktop.advice.schedule import into_timeline
    from wecoop_desktop.forms.codec import plain_value
    from wecoop_desktop.work.file import write_proposal

    opening.keep_closed(call.arguments.file)
    if draft.file.review:
        raise AppError("proposal-review")
    answers, added = dict(draft.file.answers), 0
    pace = call.arguments.pace
    for path, rows in into_timeline(found, draft.answers, draft.form, pace=pace).items():
        there, known = answers.get(path), draft.answers.get(path)
        new = plain_value(rows[len(known) if isinstance(known, tuple) else 0 :])
        further = new if isinstance(new, list) else []
        answers[path] = [*there, *further] if isinstance(there, list | tuple) else further
        added += len(further)
    if added:
        write_proposal(call.arguments.file, draft.file.answered(answers, datetime.now(UTC)))
    say = call.language.ntr("{n} row was added.", "{n} rows were added.", added)
    call.say(say if added else call.language.tr("The timeline holds these steps already."))


def _write(call: Call, draft: Draft, found: Plan) -> None:
    from wecoop_desktop.advice.planpaper import calendar_entries, plan_outline
    from wecoop_desktop.documents.calendar import write_calendar

    language, form, pace = call.language, draft.form, call.arguments.pace
    whose = about(draft, language)
    entries = calendar_entries(found, draft.identity, form, language, pace=pace)
    name = f"{language.text(found.name)}: {whose.title}"
    write_as(
        call.arguments.output,
        {
            "ics": partial(
                write_calendar,
                entries,
                name,
                datetime.now(UTC),
                "ru" if language.original == "ru" else "en",
            ),
            "pdf": pdf(plan_outline(found, whose, form, language, pace=pace)),
        },
    )


def _data(found: Plan, language: Language) -> dict[str, object]:
    from wecoop_desktop.advice.planpaper import sentences

    return {
        "funder": found.funder,
        "wish": found.wish,
        "wished": found.wished.isoformat(),
        "verdict": found.verdict,
        "messages": list(sentences(found, language)),
        "usual_months": found.usual,
        "stage_months": found.summed,
        "agree": found.agrees,
        "begin": _span(found.begin),
        "soonest": _span(found.soonest),
        "gaps": list(found.gaps),
        "done": found.skipped,
        "steps": [_leg(found, leg, language) for leg in found.legs],
        "open": [_paper(one, language) for one in found.open_items],
        "as_of": found.as_of,
        "pages": list(found.pages),
    }


def _leg(found: Plan, leg: Leg, language: Language) -> dict[str, object]:
    from wecoop_desktop.advice.said import leg_words

    return {
        "id": leg.id,
        "kind": leg.kind,
        "name": leg_words(found, leg, language),
        "phase": leg.phase,
        "who": list(leg.who),
        "asked": language.text(leg.asked),
        "months": leg.months,
        "days": leg.days,
        "slow": _span(leg.slow),
        "fast": _span(leg.fast),
        "late": leg.late,
        "documents": [_paper(one, language) for one in leg.papers],
        "note": language.text(leg.note),
    }


def _paper(one: Paper, language: Language) -> dict[str, object]:
    return {
        "id": one.id,
        "name": language.text(one.name),
        "item": one.item,
        "status": one.status,
        "planned": one.planned.isoformat() if one.planned else None,
        "behind": one.behind,
    }


def _span(span: Span | None) -> dict[str, str] | None:
    if span is None:
        return None
    return {"start": span.start.isoformat(), "end": span.end.isoformat()}


def _lines(draft: Draft, found: Plan, language: Language) -> Iterator[str]:
    from wecoop_desktop.advice.planpaper import length_words, sentences, span_words
    from wecoop_desktop.advice.said import leg_words, status_words

    yield from sentences(found, language)
    for leg in found.legs:
        length = length_words(leg, language)
        yield leg_words(found, leg, language) + (f" · {length}" if length else "")
        slow, fast = span_words(leg.slow, language), span_words(leg.fast, language)
        yield f"  {slow}" if slow == fast else f"  {slow}  |  {fast}"
        if said := language.text(leg.asked):
            yield f"  {said}"
        for one in leg.papers:
            status = f" ({status_words(one.status, draft.form, language)})" if one.item else ""
            yield f"  • {language.text(one.name)}{status}"
    if found.open_items:
        yield language.tr("Not ready yet, and no stage names when it is needed")
    for one in found.open_items:
        yield f"  • {language.text(one.name)} ({status_words(one.status, draft.form, language)})"
