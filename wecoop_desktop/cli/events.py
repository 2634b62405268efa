"""`wecoop events`: meetings, trainings, calls, the work plan and publications."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from wecoop_desktop.advice import dates
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.language import Language
from wecoop_desktop.cli.call import Call
from wecoop_desktop.packs.content import Event


def declare(parser: ArgumentParser, common: ArgumentParser, language: Language) -> None:
    tr = language.tr
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    listing = commands.add_parser(
        "list", parents=[common], help=tr("list events, the newest first, or write a calendar")
    )
    listing.add_argument("--country", default="", help=tr("KZ, KG, TJ, TM or UZ, and the region"))
    listing.add_argument("--from", dest="since", metavar="DATE", help=tr("from this day on"))
    listing.add_argument("--to", dest="until", metavar="DATE", help=tr("up to this day"))
    listing.add_argument(
        "--kind", choices=tuple(dates.KIND_WORDS), default="", help=tr("of this kind only")
    )
    listing.add_argument(
        "--topic", choices=tuple(dates.TOPIC_WORDS), default="", help=tr("about this topic only")
    )
    listing.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="OUT",
        help=tr("a calendar file, .ics, or a sheet to print, .pdf"),
    )
    listing.add_argument(
        "--terms", action="store_true", help=tr("until when documents and periods of funding run")
    )
    listing.set_defaults(run=list_events)


def list_events(call: Call) -> int:
    """Raises `AppError` country-unknown, answer-wrong-date, format-unknown, and as writing does."""
    from wecoop_desktop.forms.codec import parse_date

    given = call.arguments
    since = parse_date(given.since, "--from") if given.since else None
    until = parse_date(given.until, "--to") if given.until else None
    library = call.library()
    known = library.events()
    if given.terms:
        known = (*(e for e in known if e.kind == "period"), *dates.terms(library.policies()))
    found = tuple(
        event
        for event in dates.chosen(known, given.country.upper(), since, until)
        if (not given.kind or event.kind == given.kind)
        and (not given.topic or given.topic in dates.topics_of(event))
    )
    if given.output:
        _write(call, found, given.output)
    else:
        data = {"events": [_data(call.language, event) for event in found]}
        lines = [line for event in found for line in _lines(call.language, event)]
        call.answer(data, lines or [call.language.tr("No event fits.")])
    return 0


def _write(call: Call, events: Sequence[Event], target: Path) -> None:
    from wecoop_desktop.base.files import writing
    from wecoop_desktop.documents.calendar import write_calendar

    if target.suffix.lower() == ".pdf":
        _print(call, events, target)
        return
    if target.suffix.lower() != ".ics":
        raise AppError("format-unknown", format=target.suffix or target.name, known="ics, pdf")
    entries = dates.entries(events, call.language)
    name = call.language.tr("Dates of WECOOP")
    code = "ru" if call.language.original == "ru" else "en"
    with writing(target) as stream:
        write_calendar(entries, name, datetime.now(UTC), code, stream)
    left = len(events) - len(entries)
    said = [
        call.language.ntr("{n} event written to {file}.", "{n} events written to {file}.",
                          len(entries), file=target)
    ]  # fmt: skip
    if left:
        said.append(
            call.language.ntr(
                "{n} event has no day and is not in the calendar.",
                "{n} events have no day and are not in the calendar.",
                left,
            )
        )
    call.answer({"file": str(target), "events": len(entries), "without_day": left}, said)


def _print(call: Call, events: Sequence[Event], target: Path) -> None:
    from wecoop_desktop.advice.datespaper import papered
    from wecoop_desktop.base.files import writing
    from wecoop_desktop.documents.pdf import write_pdf

    today = datetime.now().astimezone().date()
    with writing(target) as stream:
        write_pdf(papered(events, call.language, today), stream)
    said = call.language.ntr("{n} event written to {file}.", "{n} events written to {file}.",
                             len(events), file=target)  # fmt: skip
    call.answer({"file": str(target), "events": len(events)}, [said])


def _data(language: Language, event: Event) -> dict[str, object]:
    def day(value: date | None) -> str | None:
        return value.isoformat() if value else None

    return {
        "id": event.id,
        "kind": event.kind,
        "title": language.text(event.title),
        "when": event.when or None,
        "end": event.until or day(event.end),
        "place": language.text(event.place) or None,
        "organiser": language.text(event.organiser) or None,
        "executor": language.text(event.executor) or None,
        "state": event.state or None,
        "countries": list(dates.countries_of(event)),
        "topics": list(dates.topics_of(event)),
        "exercise": event.exercise or None,
        "same_topic": event.alike or None,
        "summary": language.text(event.summary),
        "url": event.url or None,
    }


def _lines(language: Language, event: Event) -> Iterator[str]:
    when = dates.when_words(event, language) or language.tr("date not known")
    countries = " ".join(dates.countries_of(event)) or "REG"
    yield f"{when:<16} {countries:<6} {language.text(event.title)}"
    kind = language.tr(dates.KIND_WORDS[event.kind]) if event.kind in dates.KIND_WORDS else ""
    about = " · ".join(
        part for part in (kind, language.text(event.place), language.text(event.organiser)) if part
    )
    if about:
        yield f"      {about}"
