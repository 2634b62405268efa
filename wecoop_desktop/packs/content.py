"""What packs hold, as frozen values. Unknown facts are None or empty; they are never zero."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Literal, TypeAlias

from wecoop_desktop.base.text import Text
from wecoop_desktop.forms.form import NOTHING, Data

Day: TypeAlias = date  # where a field is called date
NO_VARIANTS: Mapping[str, tuple[str, ...]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Organisation:
    """Who pays; `profiles` are ids of funder profiles. `kind`: ifi, fund, eu, un, bilateral ..."""

    id: str
    name: Text
    acronym: Text
    kind: str
    profiles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Theme:
    """A group of sectors; each sector belongs to exactly one."""

    id: str
    name: Text
    sectors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FundingLine:
    """One funder's money in a project, in absolute units of its own currency."""

    organisation: str
    name: Text
    window: str = ""
    amount: Decimal | None = None
    currency: str = ""
    instrument: str = ""
    within: str = ""  # id of the project whose lines contain this money already


@dataclass(frozen=True, slots=True)
class Location:
    """A place of a project, WGS84. `origin` says whose coordinates: "source" or "gazetteer"."""

    name: Text
    region: str = ""  # ISO 3166-2
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    origin: str = ""
    precision: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    organisation: str
    identifier: str = ""
    url: str = ""
    dataset: str = ""


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """A value of another source that differs from the one kept; `source` indexes the sources."""

    field: str
    value: str
    currency: str = ""
    source: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Project:
    """A financed project. Dates are YYYY, YYYY-MM or YYYY-MM-DD, as the source gives them."""

    id: str
    title: Text
    summary: Text
    countries: tuple[str, ...]
    sectors: tuple[str, ...]
    funding: tuple[FundingLine, ...]
    sources: tuple[Source, ...]
    aliases: tuple[str, ...] = ()
    regional: bool = False
    wider: bool = False  # its amounts are for countries beyond the five as well
    dac_sector: str = ""
    dac_source: str = ""
    implementer: str = ""
    total_cost: Decimal | None = None
    currency: str = ""
    status: str = ""
    status_as_of: str = ""
    approved: str = ""
    start: str = ""
    end: str = ""
    locations: tuple[Location, ...] = ()
    category: str = ""
    objective_source: bool = False
    related: tuple[str, ...] = ()
    discrepancies: tuple[Discrepancy, ...] = ()
    data_as_of: str = ""
    remarks: tuple[Text, ...] = ()  # of the editors, about doubtful values
    within: str = ""  # id of the project whose financing contains this one's


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of a funder's project cycle; months are the usual least and most.

    `phase`: preparation, decision, agreement, implementation or completion; `decision` says where
    in its stage the decision falls: end, start or within. Both are editors' reading of its name.
    """

    name: Text
    applicant: Text
    months: tuple[int, int] | None = None
    documents: tuple[str, ...] = ()  # ids
    papers: tuple[Text, ...] = ()  # the same in words
    phase: str = ""
    decision: str = ""


@dataclass(frozen=True, slots=True)
class Criterion:
    """What a funder judges a proposal by; `topics` are ids of the form's table `appraisal`."""

    name: Text
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Funder:
    """A funder profile. `card` is the whole record as plain data, which rules and matching read."""

    id: str
    name: Text
    acronym: Text
    kind: str
    status: str
    guide: str  # id of the guide chapter
    website: str
    sectors: tuple[str, ...]
    instruments: tuple[str, ...]
    beneficiaries: tuple[str, ...]
    cycle: tuple[Stage, ...]
    templates: tuple[str, ...]
    exclusions: Text = Text()  # what it never finances
    criteria: tuple[Criterion, ...] = ()
    card: Mapping[str, Data] = made(default_factory=lambda: NOTHING)


@dataclass(frozen=True, slots=True)
class Target:
    text: Text


@dataclass(frozen=True, slots=True)
class Policy:
    """A national strategy, programme or law; `weights`: how much it is about a sector, 1-3."""

    id: str
    country: str
    kind: str
    name: Text
    year: int | None
    horizon: int | None
    weights: Mapping[str, int]
    targets: tuple[Target, ...]
    source_url: str
    verified: bool
    note: Text = Text()
    card: Mapping[str, Data] = made(default_factory=lambda: NOTHING)
    as_of: str = ""  # when its source was read


@dataclass(frozen=True, slots=True)
class Event:
    """A meeting, training, publication, call, or period in which something runs.

    `when` is YYYY, YYYY-Qn, YYYY-MM or YYYY-MM-DD as known, else empty; `date` only where the day
    is known. `until` and `end` are the same of its last day, where it takes several. Of the work
    plan: `executor` and `state`. A training may name the exercise it works on; `alike` is one on
    the same topic, which is the editors' link only.
    """

    id: str
    kind: str
    title: Text
    summary: Text
    date: date | None
    place: Text
    organiser: Text
    url: str
    when: str = ""
    end: Day | None = None
    countries: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    executor: Text = Text()
    state: str = ""
    exercise: str = ""
    until: str = ""
    alike: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the guide: chapters are sections of level 1, parts of level 0.

    `body` is Markdown. `step` is the wizard step where it is applied. `checklist` are the points a
    reader ticks; `projects` and `funders` are ids it points to.
    """

    id: str
    parent: str
    level: int
    number: str
    title: Text
    body: Text
    updated: str
    step: str = ""
    checklist: tuple[Text, ...] = ()
    projects: tuple[str, ...] = ()
    funders: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    outline: bool = False  # only its points are written so far


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of the glossary. `avoid`: by language, variants that our texts do not use; one that
    ends with * stands for all words that begin so."""

    id: str
    term: Text
    definition: Text
    acronym: Text = Text()
    avoid: Mapping[str, tuple[str, ...]] = made(default_factory=lambda: NO_VARIANTS)


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a short check: `right` is the place of the right one among `answers`, `why`
    explains it, `section` is where it can be read."""

    text: Text
    answers: tuple[Text, ...]
    right: int
    why: Text
    section: str


@dataclass(frozen=True, slots=True)
class Quiz:
    """The short check at the end of a part of the guide; its id is that of the part."""

    id: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a document or a section of it may be, annexes not counted; None: nothing is said.

    `firm`: a longer one is refused or set back; else it is what the funder usually sees.
    """

    pages: Decimal | None = None
    words: int | None = None
    characters: int | None = None
    firm: bool = False


@dataclass(frozen=True, slots=True)
class TemplateSection:
    """A section of a funder's document and the answers that fill it (`step.field` paths).

    `insert` names blocks that are made elsewhere and handed to the document, for example
    "priorities".
    """

    number: str
    title: Text
    asks: Text
    fields: tuple[str, ...]
    limit: Text = Text()
    mandatory: str = "yes"  # yes, opt, or a condition of the form's grammar
    annex: bool = False
    insert: str = ""
    limits: Limits = Limits()


@dataclass(frozen=True, slots=True)
class Look:
    """How a document resembles the funder's own form.

    `headings`: house (coloured), bar (black on a grey bar), plain (black). `body`: the family of
    running text. `facts` are questions (paths) answered in a box on the first page, which then is
    a sheet of facts instead of a cover.
    """

    headings: Literal["house", "bar", "plain"] = "house"
    body: Literal["serif", "sans"] = "serif"
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Template:
    """What a funder's document contains.

    `languages` are those the funder takes; `as_of` is the day the template was looked through.
    `bare`: the sections alone, without cover, contents and summary before them.
    """

    id: str
    funder: str
    name: Text
    version: Text
    level: str  # maturity
    length: Text
    submission: Text
    verified: bool
    sections: tuple[TemplateSection, ...]
    note: Text = Text()
    languages: tuple[str, ...] = ()
    limits: Limits = Limits()
    as_of: str = ""
    bare: bool = False
    look: Look = Look()


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example: a proposal with illustrative answers (JSON as in `forms.answers`)."""

    id: str
    title: Text
    note: Text
    level: str
    form: str
    answers: Mapping[str, Data] = made(default_factory=lambda: NOTHING)


@dataclass(frozen=True, slots=True)
class Legend:
    """Words for one kind of coded values: documents of a cycle, channels of submission ..."""

    id: str
    words: Mapping[str, Text]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a pack says of itself."""

    id: str
    version: str
    issued: date
    format: int
    title: Text
    sources: tuple[str, ...] = ()
