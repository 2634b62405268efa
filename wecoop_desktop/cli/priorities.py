"""`wecoop proposal priorities`: where priorities of the country and of the funder meet."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.language import Language
from wecoop_desktop.cli.call import Call
from wecoop_desktop.cli.draft import Draft, about, funders_of, opened, pdf, today, write_as

if TYPE_CHECKING:
    from wecoop_desktop.advice.priorities import National, Origin, Priorities, Row, Source, Wanted
    from wecoop_desktop.cli.draft import Commands


def declare(commands: Commands, common: ArgumentParser, language: Language) -> None:
    tr = language.tr
    table = commands.add_parser(
        "priorities", parents=[common], help=tr("national priorities beside those of funders")
    )
    table.add_argument("file", type=Path, metavar="FILE")
    table.add_argument(
        "--funder",
        action="append",
        default=[],
        metavar="ID",
        help=tr("at most three; else those of the proposal, else the first of the matching"),
    )
    table.add_argument(
        "-o", "--output", type=Path, metavar="OUT", help=tr("a file: .pdf, .xlsx or .csv")
    )
    table.set_defaults(run=show_priorities)


def show_priorities(call: Call) -> int:
    """Exit code 1 where nothing meets."""
    from wecoop_desktop.advice.priorities import priorities

    draft = opened(call)
    ids, origin = _funders(call, draft)
    table = priorities(
        draft.form,
        draft.answers,
        draft.library.policies(),
        funders_of(draft, ids),
        origin=origin,
    )
    if call.arguments.output:
        _write(call, draft, table)
    else:
        data = _data(draft, table, call.language)
        call.answer(data, _lines(draft, table, call.language))
    return 0 if any(row.meets == "both" for row in table.rows) else 1


def _funders(call: Call, draft: Draft) -> tuple[tuple[str, ...], Origin]:
    from wecoop_desktop.advice.priorities import MOST, chosen_funders

    asked = tuple(dict.fromkeys(call.arguments.funder))
    if len(asked) > MOST:
        problem = call.language.tr("name three funders at most")
        raise AppError("use-wrong", problem=problem, command="wecoop proposal priorities")
    if asked:
        return asked, "asked"
    if chosen := chosen_funders(draft.answers):
        return chosen, "chosen"
    return _best(draft)[:MOST], "matched"


def _best(draft: Draft) -> tuple[str, ...]:
    """Funders that nothing speaks against, the best first; some for want of facts."""
    from wecoop_desktop.advice.matching import match

    library = draft.library
    found = match(
        draft.form, draft.answers, library.reference(), today=today(), rates=library.rates()
    )
    return tuple(one.funder for one in found if one.verdict != "does_not_fit")


def _write(call: Call, draft: Draft, table: Priorities) -> None:
    from wecoop_desktop.advice.paper import priority_outline, priority_sheet
    from wecoop_desktop.documents.sheet import write_csv, write_xlsx

    language, form = call.language, draft.form
    sheet = priority_sheet(table, form, language)
    write_as(
        call.arguments.output,
        {
            "pdf": pdf(priority_outline(table, about(draft, language), form, language)),
            "xlsx": partial(write_xlsx, sheet, language),
            "csv": partial(write_csv, sheet, language),
        },
    )


def _data(draft: Draft, table: Priorities, language: Language) -> dict[str, object]:
    return {
        "countries": list(table.countries),
        "funders": list(table.funders),
        "origin": table.origin,
        "rows": [_row(draft, table, row, language) for row in table.rows],
    }


def _row(draft: Draft, table: Priorities, row: Row, language: Language) -> dict[str, object]:
    from wecoop_desktop.advice.said import reason_words, row_words

    return {
        "kind": row.kind,
        "id": row.id,
        "path": row.path,
        "label": row_words(row, draft.form, language),
        "words": [language.text(words) for words in row.words],
        "meets": row.meets,
        "reason": row.reason,
        "message": reason_words(table, row, draft.form, language),
        "met": list(row.met),
        "without": list(row.without),
        "national": [_national(one, language) for one in row.national],
        "funders": [_wanted(one, language) for one in row.wanted],
    }


def _national(one: National, language: Language) -> dict[str, object]:
    code = "ru" if language.original == "ru" else "en"
    return {
        "policy": one.policy,
        "country": one.country,
        "kind": one.kind,
        "name": language.text(one.name),
        "year": one.year,
        "horizon": one.horizon,
        "weight": one.weight,
        "link": one.link,
        "targets": [language.text(target) for target in one.targets],
        "note": language.text(one.note),
        "quoted": {
            "target": one.target.of(code),
            "paragraph": one.paragraph.of(code),
            "contribution": one.contribution.of(code),
        },
        "source": _source(one.source),
    }


def _wanted(one: Wanted, language: Language) -> dict[str, object]:
    return {
        "funder": one.funder,
        "name": language.text(one.name),
        "weight": one.weight,
        "named": one.named,
        "said": language.text(one.said),
        "source": _source(one.source),
    }


def _source(source: Source) -> dict[str, object]:
    return {"pages": list(source.pages), "as_of": source.as_of, "verified": source.verified}


def _lines(draft: Draft, table: Priorities, language: Language) -> Iterator[str]:
    from wecoop_desktop.advice.paper import wanted_words, years_words
    from wecoop_desktop.advice.said import LINKS, MEETS, reason_words, row_words

    tr = language.tr
    if not table.rows:
        yield tr("The proposal names no sector, objective or national document yet.")
    for row in table.rows:
        yield f"{row_words(row, draft.form, language)}: {tr(MEETS[row.meets])}"
        yield f"  {reason_words(table, row, draft.form, language)}"
        for one in row.national:
            years = years_words(one)
            weight = tr("weight {weight} of 3", weight=one.weight) if one.weight else "–"
            name = language.text(one.name)
            yield f"  {one.country}  {name} ({years}) · {weight} · {tr(LINKS[one.link])}"
        for wanted in row.wanted:
            weight = "" if row.kind == "gender" else f" · {wanted_words(wanted, language)}"
            said = language.text(wanted.said)
            yield f"  →   {language.text(wanted.name)}{weight}" + (f" · {said}" if said else "")
