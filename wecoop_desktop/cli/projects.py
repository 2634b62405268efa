"""`wecoop projects`: financed projects, searched and one by one; lists are in `listing`."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from dataclasses import replace

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.language import Language
from wecoop_desktop.base.text import Text
from wecoop_desktop.cli import listing
from wecoop_desktop.cli.call import Call
from wecoop_desktop.cli.filters import add_filters, add_order, ordered, query_of
from wecoop_desktop.library.places import COUNTRIES
from wecoop_desktop.library.query import FACETS, Hit, Page, Query, Why
from wecoop_desktop.packs import labels
from wecoop_desktop.packs.content import FundingLine, Location, Project, Source
from wecoop_desktop.packs.labels import Labels

SHOWN = 25  # results a person is shown where no limit was asked for
SHOWN_VALUES = 12  # values of a facet a person is shown


def declare(parser: ArgumentParser, common: ArgumentParser, language: Language) -> None:
    tr = language.tr
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    search = commands.add_parser("search", parents=[common], help=tr("find projects"))
    add_filters(search, language)
    add_order(search, language)
    search.add_argument("--limit", type=int, metavar="N", help=tr("so many results at most"))
    search.add_argument("--offset", type=int, default=0, metavar="N", help=tr("leave out so many"))
    search.add_argument("--facets", action="store_true", help=tr("count the values of each filter"))
    search.set_defaults(run=search_projects)
    show = commands.add_parser("show", parents=[common], help=tr("show a project"))
    show.add_argument("id", metavar="ID", help=tr("id of a project, as in the search"))
    show.set_defaults(run=show_project)
    listing.declare(
        commands.add_parser("export", parents=[common], help=tr("write a list to a file")),
        language,
    )
    listing.declare_statistics(
        commands.add_parser("statistics", parents=[common], help=tr("count projects and money")),
        language,
    )
    listing.declare_places(
        commands.add_parser("places", parents=[common], help=tr("places on the map")), language
    )


def search_projects(call: Call) -> int:
    arguments = call.arguments
    if (arguments.limit or 0) < 0 or arguments.offset < 0:
        raise AppError(
            "use-wrong",
            command="wecoop projects search",
            problem=call.language.tr("--limit and --offset are not negative"),
        )
    library = call.library()
    limit = arguments.limit
    if limit is None and not arguments.json:
        limit = SHOWN
    query = replace(
        ordered(query_of(library, arguments, call.language), arguments),
        limit=limit,
        offset=arguments.offset,
        facets=FACETS if arguments.facets or arguments.json else (),
    )
    page, known = library.find(query), library.labels()
    call.answer(
        _page_data(call.language, page, known), _page_lines(call.language, page, query, known)
    )
    return 0


def _page_data(language: Language, page: Page, known: Labels) -> dict[str, object]:
    return {
        "total": page.total,
        "results": [_hit_data(language, hit) for hit in page.hits],
        "facets": {
            name: [
                {
                    "value": each.value,
                    "label": known.of(language, name, each.value),
                    "count": each.count,
                }
                for each in counts
            ]
            for name, counts in page.facets.items()
        },
        "also": page.also,
    }


def _hit_data(language: Language, hit: Hit) -> dict[str, object]:
    return {
        "id": hit.id,
        "title": language.text(hit.title),
        "country": hit.countries,
        "score": hit.score,
        "why": [_why_data(why) for why in hit.why],
        "regional": hit.regional,
        "sectors": hit.sectors,
        "funders": [language.text(funder) for funder in hit.funders],
        "instruments": hit.instruments,
        "amount": hit.amount,
        "currency": hit.currency or None,
        "status": hit.status or None,
        "years": hit.years,
    }


def _why_data(why: Why) -> dict[str, str]:
    return {"field": why.field, "language": why.language, "word": why.word}


def _page_lines(language: Language, page: Page, query: Query, known: Labels) -> Iterator[str]:
    tr = language.tr
    yield language.ntr("{n} project", "{n} projects", page.total)
    if page.also:
        yield tr("Hardly anything was found as typed; also searched: {also}", also=page.also[0])
    for hit in page.hits:
        yield ""
        yield language.text(hit.title)
        yield "  " + " · ".join(filter(None, _facts(language, hit)))
    left = page.total - query.offset - len(page.hits)
    if left > 0:
        yield ""
        yield language.ntr(
            "{n} more project: --limit shows it", "{n} more projects: --limit shows them", left
        )
    for name, counts in page.facets.items():
        yield ""
        yield labels.name_of(language, name)
        for each in counts[:SHOWN_VALUES]:
            label = known.of(language, name, each.value)
            yield f"  {each.count:>5}  " + " · ".join(dict.fromkeys((each.value, label)))


def _facts(language: Language, hit: Hit) -> Iterator[str]:
    yield hit.id
    yield ", ".join(hit.countries)
    yield ", ".join(language.text(funder) for funder in hit.funders)
    if hit.amount is not None:
        yield language.money(hit.amount, hit.currency, "short")
    yield "–".join(dict.fromkeys(year for year in hit.years if year))
    yield _said(language, "status", hit.status)


def _said(language: Language, facet: str, value: str) -> str:
    return labels.Labels().of(language, facet, value) if value else ""


def show_project(call: Call) -> int:
    library = call.library()
    project = library.project(call.arguments.id)
    names = {organisation.id: organisation.name for organisation in library.organisations()}
    sectors = library.form().labels("sectors")
    lines = _lines(call.language, project, names, sectors)
    call.answer(project_data(call.language, project), lines)
    return 0


def project_data(language: Language, project: Project) -> dict[str, object]:
    """The whole record; `title` and `summary` in the language asked for, and both beside."""
    return {
        "id": project.id,
        "aliases": project.aliases,
        "title": language.text(project.title),
        "title_en": project.title.en,
        "title_ru": project.title.ru,
        "summary": language.text(project.summary),
        "summary_en": project.summary.en,
        "summary_ru": project.summary.ru,
        "countries": project.countries,
        "regional": project.regional,
        "sectors": project.sectors,
        "dac_sector": project.dac_sector or None,
        "dac_source": project.dac_source or None,
        "funders": [_funding_data(language, line) for line in project.funding],
        "implementer": project.implementer or None,
        "total_cost": project.total_cost,
        "currency": project.currency or None,
        "status": project.status or None,
        "status_as_of": project.status_as_of or None,
        "approved": project.approved or None,
        "start": project.start or None,
        "end": project.end or None,
        "locations": [_location_data(language, place) for place in project.locations],
        "env_category": project.category or None,
        "objective_source": project.objective_source,
        "related": project.related,
        "discrepancies": [
            {
                "field": each.field,
                "value": each.value,
                "currency": each.currency or None,
                "source": each.source,
                "note": each.note or None,
            }
            for each in project.discrepancies
        ],
        "remarks": [language.text(remark) for remark in project.remarks],
        "within": project.within or None,
        "wider": project.wider,
        "data_as_of": project.data_as_of or None,
        "sources": [_source_data(source) for source in project.sources],
    }


def _funding_data(language: Language, line: FundingLine) -> dict[str, object]:
    return {
        "org_id": line.organisation,
        "org": language.text(line.name),
        "window": line.window or None,
        "amount": line.amount,
        "currency": line.currency or None,
        "instrument": line.instrument or None,
        "within": line.within or None,
    }


def _location_data(language: Language, place: Location) -> dict[str, object]:
    return {
        "name": language.text(place.name),
        "admin1": place.region or None,
        "lat": None if place.latitude is None else float(place.latitude),
        "lon": None if place.longitude is None else float(place.longitude),
        "geo": place.origin or None,
        "precision": place.precision or None,
    }


def _source_data(source: Source) -> dict[str, object]:
    return {
        "org": source.organisation,
        "identifier": source.identifier or None,
        "url": source.url or None,
        "dataset": source.dataset or None,
    }


def _lines(
    language: Language, project: Project, names: dict[str, Text], sectors: Mapping[str, Text]
) -> Iterator[str]:
    tr, text = language.tr, language.text
    yield text(project.title)
    yield project.id
    yield ""
    if project.summary:
        yield text(project.summary)
        yield ""
    countries = [text(COUNTRIES[code][0]) for code in project.countries if code in COUNTRIES]
    for label, said in (
        (tr("Countries"), ", ".join(countries)),
        (tr("Sectors"), ", ".join(text(sectors.get(s, Text(s))) for s in project.sectors)),
        (tr("Places"), "; ".join(text(place.name) for place in project.locations)),
        (tr("Status"), _status(language, project)),
        (tr("Approved"), language.written_date(project.approved)),
        (tr("Start"), language.written_date(project.start)),
        (tr("End"), language.written_date(project.end)),
        (tr("Implemented by"), project.implementer),
        (tr("E&S category"), project.category),
    ):
        if said:
            yield f"{label}: {said}"
    if project.total_cost is not None:
        total = language.money(project.total_cost, project.currency)
        yield tr("Total cost: {amount}", amount=total)
    yield from _funding_lines(language, project, names)
    if project.related:
        yield ""
        yield tr("Related: {ids}", ids=", ".join(project.related))
    yield ""
    yield from _source_lines(language, project)


def _status(language: Language, project: Project) -> str:
    status = _said(language, "status", project.status)
    if status and project.status_as_of:
        return language.tr("{status}, as of {year}", status=status, year=project.status_as_of)
    return status


def _funding_lines(language: Language, project: Project, names: dict[str, Text]) -> Iterator[str]:
    if project.funding:
        yield ""
        yield language.tr("Financing")
    for line in project.funding:
        said = language.text(names.get(line.organisation, line.name))
        facts = [
            f"{said} ({line.window})" if line.window else said,
            _said(language, "instrument", line.instrument),
            "" if line.amount is None else language.money(line.amount, line.currency),
        ]
        yield "  " + " · ".join(filter(None, facts))


def _source_lines(language: Language, project: Project) -> Iterator[str]:
    if project.data_as_of:
        yield language.tr("Sources, data as of {date}", date=project.data_as_of)
    else:
        yield language.tr("Sources")
    for source in project.sources:
        facts = (source.organisation, source.identifier, source.url, source.dataset)
        yield "  " + " · ".join(filter(None, facts))
