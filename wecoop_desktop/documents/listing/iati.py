"""A list of projects as IATI 2.03 XML: one activity a project, told by a secondary reporter.

What the standard asks for and no source states is never made up:

- An unknown status is an empty code; a project without any date is left out, because an activity
  must have one.
- A date known only to its month or year is written as its first day and says so.
- Where only the approval is known, it stands as the planned start and says so.
- Shares of several countries or sectors must add up to 100: they are equal parts and say so.
- A financing line is a transaction where its amount and a date are known, else it is left out: a
  disbursement where the source says that its amount is the sum of those, else a commitment.
- Amounts for further countries, and those told by another project too, say so.

The reporting organisation is the program itself, which has no registered identifier.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import BinaryIO
from urllib.parse import quote
from xml.etree import ElementTree as ET

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.base.language import Language, mark
from wecoop_desktop.base.text import LANGUAGES, Text
from wecoop_desktop.documents.listing.cells import Cleaner, Day
from wecoop_desktop.documents.listing.listing import Listing, Written
from wecoop_desktop.documents.listing.tables import DISBURSED, amount_told
from wecoop_desktop.packs.content import FundingLine, Location, Project

PREFIX = "WECOOP-DESKTOP"
OTHER = "90"  # OrganisationType
FUNDING, IMPLEMENTING = "1", "4"  # OrganisationRole
STATUSES = {"pipeline": "1", "active": "2", "closed": "4", "cancelled": "5"}
PLANNED_START, ACTUAL_START, PLANNED_END, ACTUAL_END = "1", "2", "3", "4"  # ActivityDateType
COMMITMENT, DISBURSEMENT = "2", "3"  # TransactionType
FINANCE = {"grant": "110", "loan": "421", "guarantee": "1100"}  # FinanceType, where it is clear
# OrganisationType, where the kind of an organisation tells it.
ORGANISATIONS = {"bilateral": "10", "ifi": "40", "eu": "40", "un": "40", "private": "70"}
WORLD = "http://www.opengis.net/def/crs/EPSG/0/4326"
PLACE_CLASSES = {"region": "1", "district": "1", "place": "2"}
WEB_PAGE = "A12"  # DocumentCategory
SEVERAL_COUNTRIES = "3"  # ActivityScope: multi-national
SIBLING, PARENT = "3", "1"  # RelatedActivityType
OTHER_IDENTIFIER, PREVIOUS = "A9", "A3"

DAC, OWN = "1", "99"  # SectorVocabulary
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

WHO = mark(
    "WECOOP Desktop, database of financed projects. Compiled from the sources named in each"
    " activity; not the publisher of the activities"
)
ONLY_MONTH = mark("Only the month is known")
ONLY_YEAR = mark("Only the year is known")
APPROVAL = mark("Date of approval; the start is not known")
EQUAL = mark("{name} (equal part: the sources state no shares)")
COMPILED = mark("Source: {source}. Data as of: {date}.")
BEYOND = mark("{name} (the project has further countries, which are not listed)")
EQUAL_BEYOND = mark(
    "{name} (equal part: the sources state no shares; the project has further countries, which are"
    " not listed)"
)
DISBURSED_SUM = mark("Sum of the disbursements that were reported, at the first date that is known")
WIDER = mark("The amount is for further countries too")
TWICE = mark("The same money is told by {id}")
NOT_KNOWN = mark("not known")


def write_iati(listing: Listing, stream: BinaryIO, job: Job | None = None) -> Written:
    """Write the activities, in both languages. Raises `Cancelled` when the job is stopped."""
    return _Writer(listing, job or Job()).write(stream)


class _Writer:
    """One file being written. `gaps` counts what the standard could not take."""

    def __init__(self, listing: Listing, job: Job) -> None:
        self._listing = listing
        self._job = job
        self._cleaner = Cleaner()
        self._gaps: Counter[str] = Counter()
        self._languages = tuple(Language(code) for code in LANGUAGES)

    def write(self, stream: BinaryIO) -> Written:
        listing = self._listing
        made = f"{listing.made.isoformat()}T00:00:00Z"
        stream.write(b'<?xml version="1.0" encoding="UTF-8"?>\n')
        stream.write(f'<iati-activities version="2.03" generated-datetime="{made}">\n'.encode())
        left: list[str] = []
        written = 0
        for done, project in enumerate(listing.projects):
            self._job.step(done, listing.count, "listing-projects")
            activity = self._activity(project)
            if activity is None:
                left.append(project.id)
                continue
            ET.indent(activity)
            stream.write(ET.tostring(activity, encoding="utf-8"))
            stream.write(b"\n")
            written += 1
        if not written:  # the standard knows no file without an activity
            raise AppError("listing-no-dates")
        stream.write(b"</iati-activities>\n")
        if self._cleaner.removed:
            self._gaps["listing-removed"] += self._cleaner.removed
        return Written(written, tuple(left), tuple(sorted(self._gaps.items())))

    def _activity(self, project: Project) -> ET.Element | None:
        """The activity, its parts in the order of the schema; None without any date."""
        dates = tuple(self._dates(project))
        if not dates:
            return None
        activity = ET.Element("iati-activity", {LANG: "en"})
        self._add(activity, "iati-identifier", text=f"{PREFIX}-{project.id}")
        self._reporter(activity)
        self._texts(self._add(activity, "title"), project.title, project.id)
        self._descriptions(activity, project)
        self._participants(activity, project)
        self._identifiers(activity, project)
        if project.status not in STATUSES:
            self._gaps["iati-status"] += 1
        self._add(activity, "activity-status", code=STATUSES.get(project.status, ""))
        activity.extend(dates)
        if len(project.countries) > 1:
            self._add(activity, "activity-scope", code=SEVERAL_COUNTRIES)
        self._countries(activity, project)
        for place in project.locations:
            self._location(activity, place)
        self._sectors(activity, project)
        for line in project.funding:
            self._transaction(activity, project, line)
        self._links(activity, project)
        for other in project.related:
            kind = PARENT if other == project.within else SIBLING
            self._add(activity, "related-activity", ref=f"{PREFIX}-{other}", type=kind)
        if project.within and project.within not in project.related:
            within = f"{PREFIX}-{project.within}"
            self._add(activity, "related-activity", ref=within, type=PARENT)
        return activity

    def _reporter(self, activity: ET.Element) -> None:
        reporter = self._add(
            activity, "reporting-org", ref=PREFIX, type=OTHER, **{"secondary-reporter": "1"}
        )
        self._say(reporter, WHO)

    def _descriptions(self, activity: ET.Element, project: Project) -> None:
        general = self._add(activity, "description", type="1")
        self._texts(general, project.summary or project.title, project.id)
        origin = self._add(activity, "description", type="4")
        named = "; ".join(dict.fromkeys(source.organisation for source in project.sources))
        for language in self._languages:
            as_of = language.written_date(project.data_as_of) or language.tr(NOT_KNOWN)
            self._narrative(origin, language.tr(COMPILED, source=named, date=as_of), language.code)

    def _participants(self, activity: ET.Element, project: Project) -> None:
        seen: set[str] = set()
        for line in project.funding:
            if line.organisation not in seen:
                seen.add(line.organisation)
                kind = self._kind(line.organisation)
                funder = self._add(activity, "participating-org", role=FUNDING, **kind)
                self._texts(funder, line.name, line.organisation)
        if project.implementer:
            implementer = self._add(activity, "participating-org", role=IMPLEMENTING)
            self._narrative(implementer, project.implementer, "en")
        elif not seen:
            self._gaps["iati-participants"] += 1
            unknown = self._add(activity, "participating-org", role=FUNDING)
            self._say(unknown, NOT_KNOWN)

    def _kind(self, organisation: str) -> dict[str, str]:
        known = self._listing.organisations.get(organisation)
        code = ORGANISATIONS.get(known.kind) if known else None
        return {"type": code} if code else {}

    def _identifiers(self, activity: ET.Element, project: Project) -> None:
        for source in project.sources:
            if source.identifier:
                other = self._add(
                    activity, "other-identifier", ref=source.identifier, type=OTHER_IDENTIFIER
                )
                self._narrative(self._add(other, "owner-org"), source.organisation, "en")
        for alias in project.aliases:
            self._add(activity, "other-identifier", ref=f"{PREFIX}-{alias}", type=PREVIOUS)

    def _dates(self, project: Project) -> Iterator[ET.Element]:
        begun = project.start or project.approved
        started = project.status in ("active", "closed") and bool(project.start)
        approval = (APPROVAL,) if not project.start else ()
        yield from self._date(begun, ACTUAL_START if started else PLANNED_START, approval)
        ended = ACTUAL_END if project.status == "closed" else PLANNED_END
        yield from self._date(project.end, ended, ())

    def _date(self, written: str, kind: str, notes: tuple[str, ...]) -> Iterator[ET.Element]:
        first = Day(written).first() if written else None
        if first is None:
            return
        found = ET.Element("activity-date", {"type": kind, "iso-date": first.isoformat()})
        self._say(found, *notes, *_exactness(written))
        if APPROVAL in notes:
            self._gaps["iati-approval"] += 1
        yield found

    def _countries(self, activity: ET.Element, project: Project) -> None:
        several = len(project.countries) > 1
        said = (EQUAL_BEYOND if several else BEYOND) if project.wider else EQUAL if several else ""
        if several:
            self._gaps["iati-country"] += 1
        if project.wider:
            self._gaps["iati-wider"] += 1
        for code, share in _equal(project.countries):
            country = self._add(activity, "recipient-country", code=code, percentage=share)
            self._named(country, "country", code, said)

    def _sectors(self, activity: ET.Element, project: Project) -> None:
        if project.dac_sector:
            sector = self._add(activity, "sector", vocabulary=DAC, code=project.dac_sector)
            self._named(sector, "dac", project.dac_sector)
        several = len(project.sectors) > 1
        if several:
            self._gaps["iati-sector"] += 1
        for code, share in _equal(project.sectors):
            sector = self._add(activity, "sector", vocabulary=OWN, code=code, percentage=share)
            self._named(sector, "sector", code, EQUAL if several else "")

    def _named(self, element: ET.Element, facet: str, code: str, sentence: str = "") -> None:
        """The word for a coded value in each language, in a sentence that names it or alone."""
        for language in self._languages:
            name = self._listing.labels.of(language, facet, code)
            said = language.tr(sentence, name=name) if sentence else name
            self._narrative(element, said, language.code)

    def _location(self, activity: ET.Element, place: Location) -> None:
        location = self._add(activity, "location")
        self._texts(self._add(location, "name"), place.name, place.region)
        if place.region:
            self._narrative(self._add(location, "description"), f"ISO 3166-2: {place.region}", "en")
        if place.latitude is None or place.longitude is None:
            return
        point = self._add(location, "point", srsName=WORLD)
        self._add(point, "pos", text=f"{place.latitude:f} {place.longitude:f}")
        exact = place.origin == "source" and place.precision in ("place", "feature")
        self._add(location, "exactness", code="1" if exact else "2")
        if place.precision in PLACE_CLASSES:
            self._add(location, "location-class", code=PLACE_CLASSES[place.precision])

    def _transaction(self, activity: ET.Element, project: Project, line: FundingLine) -> None:
        written = project.approved or project.start
        first = Day(written).first() if written else None
        if line.amount is None or not line.currency or first is None:
            self._gaps["iati-financing"] += 1
            return
        day = first.isoformat()
        transaction = self._add(activity, "transaction")
        disbursed = amount_told(project) == DISBURSED
        kind = DISBURSEMENT if disbursed else COMMITMENT
        self._add(transaction, "transaction-type", code=kind)
        self._add(transaction, "transaction-date", **{"iso-date": day})
        value = self._add(transaction, "value", text=f"{line.amount:f}")
        value.set("currency", line.currency)
        value.set("value-date", day)
        self._describe(transaction, project, line, written)
        provider = self._add(transaction, "provider-org", **self._kind(line.organisation))
        self._texts(provider, line.name, line.organisation)
        if line.instrument in FINANCE:
            self._add(transaction, "finance-type", code=FINANCE[line.instrument])

    def _describe(
        self, transaction: ET.Element, project: Project, line: FundingLine, written: str
    ) -> None:
        """Window and instrument, what the amount is, and how exact the date is; in words."""
        notes = list(_exactness(written))
        if amount_told(project) == DISBURSED:
            notes.append(DISBURSED_SUM)
        if project.wider:
            notes.append(WIDER)
        within = line.within or project.within
        said = {}
        for language in self._languages:
            instrument = self._listing.labels.of(language, "instrument", line.instrument)
            words = [instrument if line.instrument else "", line.window]
            words += map(language.tr, notes)
            words.append(language.tr(TWICE, id=f"{PREFIX}-{within}") if within else "")
            said[language.code] = ". ".join(filter(None, words))
        if any(said.values()):
            description = self._add(transaction, "description")
            for code, text in said.items():
                self._narrative(description, text, code)

    def _links(self, activity: ET.Element, project: Project) -> None:
        for source in project.sources:
            if not source.url:
                continue
            form = "application/pdf" if source.url.lower().endswith(".pdf") else "text/html"
            link = self._add(activity, "document-link", url=_address(source.url), format=form)
            self._texts(self._add(link, "title"), Text(source.organisation), source.url)
            self._add(link, "category", code=WEB_PAGE)

    # Elements

    def _add(
        self, parent: ET.Element, name: str, *, text: str = "", **attributes: str
    ) -> ET.Element:
        clean = self._cleaner.clean
        element = ET.SubElement(
            parent, name, {key: clean(value) for key, value in attributes.items()}
        )
        element.text = clean(text) or None
        return element

    def _narrative(self, parent: ET.Element, text: str, code: str) -> None:
        said = self._cleaner.clean(text).strip()
        if said:
            ET.SubElement(parent, "narrative", {LANG: code}).text = said

    def _texts(self, parent: ET.Element, text: Text, instead: str) -> None:
        """A narrative for each language it is written in; `instead` where it is in none."""
        for code, said in text.pairs():
            self._narrative(parent, said, code)
        if not len(parent):
            self._narrative(parent, instead or "?", "en")

    def _say(self, parent: ET.Element, *sentences: str) -> None:
        for language in self._languages:
            self._narrative(parent, ". ".join(map(language.tr, sentences)), language.code)


def _exactness(written: str) -> tuple[str, ...]:
    """What to say of a date that is no day."""
    return {len("2026"): (ONLY_YEAR,), len("2026-11"): (ONLY_MONTH,)}.get(len(written), ())


def _equal(codes: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Codes with percentages that add up to exactly 100; the last takes what rounding leaves."""
    left = Decimal(100)
    for at, code in enumerate(codes):
        share = (left / (len(codes) - at)).quantize(Decimal("0.01"))
        left -= share
        yield code, f"{share.normalize():f}"


def _address(url: str) -> str:
    """An address as the schema wants it: nothing but the letters of addresses, others escaped."""
    return quote(url, safe="%/:=&?~#+!$,;'@()*[]")
