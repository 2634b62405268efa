"""The activity: who, what, when, where, for how much; elements in the order of the schema."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import BinaryIO
from xml.etree import ElementTree as ET

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.base.language import Language, mark
from wecoop_desktop.base.text import LANGUAGES
from wecoop_desktop.documents.compose.material import Material, card_name, currency, option_name
from wecoop_desktop.documents.iati.elements import LANG, Elements, shares
from wecoop_desktop.documents.iati.results import results
from wecoop_desktop.documents.listing.iati import DAC, OTHER, OWN, PREFIX, WORLD
from wecoop_desktop.documents.paper import Paper
from wecoop_desktop.forms.answers import Row, Words
from wecoop_desktop.forms.spread import implementation, rows_at, spread

PIPELINE = "1"  # ActivityStatus
START, END = "1", "3"  # ActivityDateType: planned
FUNDING, ACCOUNTABLE, IMPLEMENTING = "1", "2", "4"  # OrganisationRole
GENERAL, OBJECTIVES, TARGETS, FURTHER = "1", "2", "3", "4"  # DescriptionType
SEVERAL = "3"  # ActivityScope: multi-national
INDICATIVE, ORIGINAL = "1", "1"  # BudgetStatus, BudgetType
GOAL, TARGET = "2", "3"  # TagVocabulary: goals and targets of sustainable development
APPLICANTS = {"sovereign": "10", "sub_sovereign": "11", "private": "70", "ngo": "22"}
MARKERS = {"biodiversity": "5", "mitigation": "6", "adaptation": "7", "desertification": "8"}
GENDER = "1"  # PolicyMarker
# The purpose code of the committee for development assistance that a sector of ours comes nearest.
PURPOSES = {
    "water_resources": "14010",
    "water_supply_sanitation": "14020",
    "wastewater": "14022",
    "irrigation": "31140",
    "waste": "14050",
    "air_quality": "41020",
    "mitigation_energy": "23183",
    "mitigation_transport": "21010",
    "adaptation": "41010",
    "biodiversity": "41030",
    "forestry": "31210",
    "land": "31130",
    "disaster_risk": "43060",
    "chemicals": "41020",
    "governance": "41010",
}

WHO = mark("{applicant}; a proposal prepared with WECOOP Desktop, not yet financed")
NOBODY = mark("The applicant is not named yet; a proposal prepared with WECOOP Desktop")
EQUAL = mark("{name} (equal part: the proposal states no shares)")
NEAREST = mark("{name} (the purpose code is taken from the sector of the proposal)")
UNDATED = mark("Not spread over years: {amount} of the budget.")
ASSUMED = mark("Spread over years by the dates of the works: {amount} of the budget.")


def write_proposal(paper: Paper, stream: BinaryIO, job: Job | None = None) -> None:
    """Write the activity; the same paper always gives the same bytes.

    Raises `AppError` iati-no-start where no date is known, which the standard demands; `Cancelled`.
    """
    (job or Job()).step(0, 1, "document-sections")
    activity = _Activity(paper).made()
    root = ET.Element("iati-activities", {"version": "2.03"})
    root.set("generated-datetime", f"{paper.today.isoformat()}T00:00:00Z")
    root.append(activity)
    ET.indent(root)
    stream.write(b'<?xml version="1.0" encoding="UTF-8"?>\n')
    stream.write(ET.tostring(root, encoding="utf-8") + b"\n")


class _Activity:
    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self._answers = paper.answers
        self._elements = Elements({code: _material(paper, code) for code in LANGUAGES})
        self._material = self._elements.material

    def made(self) -> ET.Element:
        dates = list(self._dates())
        if not dates:
            raise AppError("iati-no-start")
        activity = ET.Element("iati-activity", {LANG: "en"})
        money = currency(self._material)
        if money:
            activity.set("default-currency", money)
        named = self._paper.identity or "draft"
        self._elements.add(activity, "iati-identifier", text=f"{PREFIX}-PROPOSAL-{named}")
        self._reporter(activity)
        self._title(activity)
        self._descriptions(activity)
        self._participants(activity)
        self._elements.add(activity, "activity-status", code=PIPELINE)
        activity.extend(dates)
        self._countries(activity)
        for row in rows_at(self._answers, "sites.locations"):
            self._location(activity, row)
        self._sectors(activity)
        self._goals(activity)
        self._markers(activity)
        if money:
            self._budget(activity, money)
            self._disbursements(activity, money)
        activity.extend(results(self._elements))
        return activity

    # who and what

    def _reporter(self, activity: ET.Element) -> None:
        kind = APPLICANTS.get(str(self._answers.get("basic.applicant_type") or ""), OTHER)
        reporter = self._elements.add(activity, "reporting-org", ref=PREFIX, type=kind)
        reporter.set("secondary-reporter", "1")
        for code, material in self._elements.materials.items():
            name = self._name("basic.applicant", code)
            tr = material.language.tr
            said = tr(WHO, applicant=name) if name else tr(NOBODY)
            self._elements.narrative(reporter, said, code)

    def _name(self, path: str, code: str) -> str:
        value = self._answers.get(path)
        return value.of(code) if isinstance(value, Words) else str(value or "")

    def _title(self, activity: ET.Element) -> None:
        title = self._elements.add(activity, "title")
        english, russian = (self._answers.get(f"basic.title_{code}") for code in ("en", "ru"))
        given = Words(_text(english, "en"), _text(russian, "ru"))
        if not self._elements.words(title, given):
            self._elements.said(title, mark("Project without a title"))

    def _descriptions(self, activity: ET.Element) -> None:
        summary = Words(
            _text(self._answers.get("basic.summary_en"), "en"),
            _text(self._answers.get("basic.summary_ru"), "ru"),
        )
        problem = self._answers.get("problem.core_problem")
        groups = self._answers.get("stakeholders.beneficiary_groups")
        self._description(activity, GENERAL, summary)
        for row in rows_at(self._answers, "logframe.matrix"):
            if row.get("level") == "specific_objective":
                self._description(activity, OBJECTIVES, row.get("statement"))
        self._description(activity, TARGETS, groups)
        self._description(activity, FURTHER, problem)
        if activity.find("description") is None:
            general = self._elements.add(activity, "description", type=GENERAL)
            self._elements.said(general, mark("Not filled in yet"))
        self._spread_told(activity)

    def _description(self, activity: ET.Element, kind: str, value: object) -> None:
        made = ET.Element("description", {"type": kind})
        if self._elements.words(made, value):
            activity.append(made)

    def _spread_told(self, activity: ET.Element) -> None:
        """What of the budget has no year, or one that is worked out."""
        money, found = currency(self._material), spread(self._answers)
        for sentence, amount in ((UNDATED, found.undated), (ASSUMED, found.assumed)):
            if money and amount:
                told = self._elements.add(activity, "description", type=FURTHER)
                for code, material in self._elements.materials.items():
                    words = material.language.money(amount, money)
                    self._elements.narrative(
                        told, material.language.tr(sentence, amount=words), code
                    )

    def _participants(self, activity: ET.Element) -> None:
        seen: set[str] = set()
        for row in rows_at(self._answers, "budget.financing"):
            funder, source = str(row.get("funder") or ""), str(row.get("source") or "")
            if (funder or source) and (funder or source) not in seen:
                seen.add(funder or source)
                self._funder(self._elements.add(activity, "participating-org", role=FUNDING), row)
        kind = APPLICANTS.get(str(self._answers.get("basic.applicant_type") or ""), "")
        self._organisation(activity, "basic.applicant", ACCOUNTABLE, kind)
        self._organisation(activity, "implementation.executing_agency", IMPLEMENTING, "")
        if activity.find("participating-org") is None:
            nobody = self._elements.add(activity, "participating-org", role=ACCOUNTABLE)
            self._elements.said(nobody, mark("not known"))

    def _organisation(self, activity: ET.Element, path: str, role: str, kind: str) -> None:
        made = ET.Element("participating-org", {"role": role, **({"type": kind} if kind else {})})
        if self._elements.words(made, self._answers.get(path)):
            activity.append(made)

    def _funder(self, parent: ET.Element, row: Row) -> None:
        """The name of a funder in both languages; else what was typed."""
        funder = str(row.get("funder") or "")
        for code, material in self._elements.materials.items():
            card = material.reference.funders.get(funder)
            self._elements.narrative(parent, card_name(material, card) if card else "", code)
        if not len(parent):
            self._elements.words(parent, row.get("source"))
        if not len(parent):
            self._elements.narrative(parent, funder, "en")

    # when and where

    def _dates(self) -> Iterator[ET.Element]:
        start, end = implementation(self._answers)
        start = start or _day(self._answers.get("basic.start_date"))
        for kind, on in ((START, start), (END, end)):
            if on is not None:
                yield ET.Element("activity-date", {"type": kind, "iso-date": on.isoformat()})

    def _countries(self, activity: ET.Element) -> None:
        codes = _ids(self._answers.get("basic.countries"))
        if len(codes) > 1:
            self._elements.add(activity, "activity-scope", code=SEVERAL)
        for code, share in shares(codes):
            country = self._elements.add(activity, "recipient-country", code=code, percentage=share)
            self._named(country, "basic.countries", code, EQUAL if len(codes) > 1 else "")

    def _named(self, element: ET.Element, path: str, option: str, sentence: str = "") -> None:
        field = self._material.field(path)
        for code, material in self._elements.materials.items():
            if field is None:
                continue
            name = option_name(material, field.options, field.list_ref, option)
            said = material.language.tr(sentence, name=name) if sentence else name
            self._elements.narrative(element, said, code)

    def _location(self, activity: ET.Element, row: Row) -> None:
        location = ET.Element("location")
        name = ET.SubElement(location, "name")
        if not self._elements.words(name, row.get("name")):
            location.remove(name)
        place = ET.SubElement(location, "description")
        self._elements.words(place, row.get("admin2"))
        if not self._elements.words(place, row.get("admin1")):
            location.remove(place)
        lat, lon = row.get("lat"), row.get("lon")
        if isinstance(lat, Decimal) and isinstance(lon, Decimal) and _on_earth(lat, lon):
            point = self._elements.add(location, "point", srsName=WORLD)
            self._elements.add(point, "pos", text=f"{lat:f} {lon:f}")
            self._elements.add(location, "exactness", code="2")
        if len(location):
            activity.append(location)

    # what for

    def _sectors(self, activity: ET.Element) -> None:
        own = _ids(self._answers.get("basic.sectors"))
        purposes: dict[str, Decimal] = {}
        first: dict[str, str] = {}
        for code, share in shares(own):
            purpose = PURPOSES.get(code)
            if purpose:
                purposes[purpose] = purposes.get(purpose, Decimal(0)) + Decimal(share)
                first.setdefault(purpose, code)
        if sum(purposes.values()) == 100:  # a part of the sectors would tell something else
            for purpose, part in purposes.items():
                sector = self._elements.add(activity, "sector", vocabulary=DAC, code=purpose)
                sector.set("percentage", f"{part.normalize():f}")
                self._named(sector, "basic.sectors", first[purpose], NEAREST)
        for code, share in shares(own):
            sector = self._elements.add(activity, "sector", vocabulary=OWN, code=code)
            sector.set("percentage", share)
            self._named(sector, "basic.sectors", code, EQUAL if len(own) > 1 else "")

    def _goals(self, activity: ET.Element) -> None:
        seen: set[tuple[str, str]] = set()
        for row in rows_at(self._answers, "basic.sdg"):
            for vocabulary, key in ((GOAL, "goal"), (TARGET, "target")):
                code = str(row.get(key) or "")
                if code and (vocabulary, code) not in seen:
                    seen.add((vocabulary, code))
                    tag = self._elements.add(activity, "tag", vocabulary=vocabulary, code=code)
                    self._elements.narrative(tag, code, "en")

    def _markers(self, activity: ET.Element) -> None:
        gender = str(self._answers.get("gender.marker") or "")
        if gender in ("0", "1", "2"):
            self._marker(activity, GENDER, gender, None)
        for row in rows_at(self._answers, "climate.rio"):
            code, score = MARKERS.get(str(row.get("marker"))), str(row.get("score") or "")
            if code and score in ("0", "1", "2", "3"):
                self._marker(activity, code, score, row.get("reason"))

    def _marker(self, activity: ET.Element, code: str, score: str, reason: object) -> None:
        marker = self._elements.add(
            activity, "policy-marker", vocabulary="1", code=code, significance=score
        )
        self._elements.words(marker, reason)

    # for how much

    def _budget(self, activity: ET.Element, money: str) -> None:
        """A budget for each calendar year within the project; nothing for what has no year."""
        found = spread(self._answers)
        start, end = implementation(self._answers)
        for year in found.years:
            amount = found.of(year)
            if not amount or not 1900 <= year < 2200:
                continue
            first, last = date(year, 1, 1), date(year, 12, 31)
            first = max(first, start) if start and start.year == year else first
            last = min(last, end) if end and end.year == year else last
            budget = self._elements.add(activity, "budget", type=ORIGINAL, status=INDICATIVE)
            self._period(budget, first, last)
            self._elements.value(budget, amount, money, self._paper.today.isoformat())

    def _period(self, parent: ET.Element, first: date, last: date) -> None:
        self._elements.add(parent, "period-start").set("iso-date", first.isoformat())
        self._elements.add(parent, "period-end").set("iso-date", last.isoformat())

    def _disbursements(self, activity: ET.Element, money: str) -> None:
        """What each source is to give, over the whole project: when it pays is not known yet."""
        start, end = implementation(self._answers)
        if start is None or end is None:
            return
        for row in rows_at(self._answers, "budget.financing"):
            amount = row.get("amount")
            if not isinstance(amount, Decimal) or not amount.is_finite() or not amount:
                continue
            planned = self._elements.add(activity, "planned-disbursement", type=ORIGINAL)
            self._period(planned, start, end)
            self._elements.value(planned, amount, money, self._paper.today.isoformat())
            provider = ET.SubElement(planned, "provider-org")
            self._funder(provider, row)
            if not len(provider):
                planned.remove(provider)
            receiver = ET.SubElement(planned, "receiver-org")
            if not self._elements.words(receiver, self._answers.get("basic.applicant")):
                planned.remove(receiver)


def _material(paper: Paper, code: str) -> Material:
    return Material(
        paper.form, paper.answers, paper.state, Language(code), paper.reference, paper.today
    )


def _text(value: object, code: str) -> str:
    return value.of(code) if isinstance(value, Words) else str(value or "")


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


def _ids(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, tuple) else ()


def _on_earth(lat: Decimal, lon: Decimal) -> bool:
    return abs(lat) <= 90 and abs(lon) <= 180
