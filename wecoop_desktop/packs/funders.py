"""Reads the packs `funders` and `policies`."""

from __future__ import annotations

from collections.abc import Mapping

from wecoop_desktop.base.findings import Finding
from wecoop_desktop.base.text import Text
from wecoop_desktop.packs.content import Criterion, Funder, Policy, Stage, Target
from wecoop_desktop.packs.folder import read_data
from wecoop_desktop.packs.guide import natural
from wecoop_desktop.packs.projects import COUNTRIES
from wecoop_desktop.packs.record import Record, each_record

STATUSES = ("active", "limited", "closed")
REGIONAL = "REG"  # a policy of several countries
ELIGIBLE = ("yes", "limited", "no")
POLICY_KINDS = ("ndc", "strategy", "programme", "law", "decree", "concept")
PROJECT_TYPES = ("investment", "ta", "investment_ta", "programme", "preparation")
PHASES = ("preparation", "decision", "agreement", "implementation", "completion")
DECISIONS = ("end", "start", "within")
# Read by rules, by matching and by the funder's page from the card.
CARD_KEYS = (
    "as_of", "cofinancing", "contact", "countries", "disclosure_days",
    "entry_point", "es_policy", "gender_climate", "languages", "lead_time_months", "notes",
    "pmc_cap", "priorities", "procurement", "requires", "sovereign_guarantee", "sources",
    "submission", "ticket", "verified",
)  # fmt: skip


def read_funders(files: Mapping[str, bytes], findings: list[Finding]) -> tuple[Funder, ...]:
    """Profiles in the order of their chapters in the guide."""
    documents = read_documents(files, [])
    exclusions = _exclusions(files, findings)
    found = []
    for _, record in each_record(files, "funders/funders", findings):
        funder = _funder(record, documents, exclusions)
        if funder.id:
            found.append(funder)
    return tuple(sorted(found, key=lambda funder: (natural(funder.guide), funder.id)))


def read_documents(files: Mapping[str, bytes], findings: list[Finding]) -> Mapping[str, Text]:
    """What the ids of `cycle[].documents` mean."""
    name = "funders/documents.json"
    if name not in files:
        return {}
    record = Record(read_data(files[name], name, findings), name, findings)
    return {key: record.text(key) for key in record.data}


def read_legend(
    files: Mapping[str, bytes], findings: list[Finding]
) -> Mapping[str, Mapping[str, Text]]:
    """What the coded values of the profiles mean: `{"eligible": {"yes": ...}, "channel": ...}`."""
    name = "funders/legend.json"
    if name not in files:
        return {}
    whole = Record(read_data(files[name], name, findings), name, findings)
    found = {}
    for key in whole.data:
        entry = whole.record(key)
        found[key] = {value: entry.text(value) for value in entry.data} if entry else {}
    return found


def _exclusions(files: Mapping[str, bytes], findings: list[Finding]) -> Text:
    """What no funder finances; the default of a profile."""
    name = "funders/standard_exclusions.json"
    if name not in files:
        return Text()
    return Record(read_data(files[name], name, findings), name, findings).own_text()


def _funder(record: Record, documents: Mapping[str, Text], exclusions: Text) -> Funder:
    record.skip(*CARD_KEYS)
    policy = record.record("es_policy")
    _check_card(record)
    funder = Funder(
        id=record.named_identity(),
        name=record.text("name", "needed"),
        acronym=record.text("acronym", "needed"),
        kind=record.string("kind", "needed"),
        status=record.choice("status", STATUSES, "needed"),
        guide=record.string("guide", "needed"),
        website=record.string("website"),
        sectors=record.strings("sectors", "needed"),
        instruments=record.strings("instruments", "needed"),
        beneficiaries=record.strings("beneficiaries", "needed"),
        cycle=tuple(_stage(stage, documents) for stage in record.records("cycle")),
        templates=record.strings("templates"),
        exclusions=(policy.text("exclusion") if policy else Text()) or exclusions,
        criteria=tuple(_criterion(entry) for entry in record.records("appraisal_criteria")),
        card=record.data,
    )
    record.rest()
    return funder


def _check_card(record: Record) -> None:
    """What rules compute with has to be of the right kind."""
    countries = record.record("countries")
    for country in countries.data if countries else ():
        entry = countries.record(country) if countries else None
        if country not in COUNTRIES:
            record.report("pack-value-unknown", f"countries.{country}", value=country)
        if entry:
            entry.choice("eligible", ELIGIBLE, "needed")
            entry.text("note")
    ticket = record.record("ticket")
    if ticket:
        least, most = ticket.amount("min"), ticket.amount("max")
        if least is None or most is None or least > most:
            ticket.report("pack-value-unknown", "min", value=f"{least} > {most}")
        ticket.string("currency", "needed")
        ticket.text("note")
    record.weights("priorities")
    _check_requires(record.record("requires"))


def _check_requires(requires: Record | None) -> None:
    """What the funder asks of every project beyond its usual frame; see docs/pack-format.md."""
    if requires:
        requires.choices("climate", ("mitigation", "adaptation"))
        requires.choices("types", PROJECT_TYPES)
        requires.choices("categories_excluded", ("A", "B", "C", "FI"))
        requires.choice("sectors", ("usual",))
        requires.flag("ghg")
        requires.choice("money", ("others",))
        requires.amount("own_up_to")
        requires.choice("beside", ("loan",))
        requires.flag("regional")
        requires.rest()


def _criterion(record: Record) -> Criterion:
    criterion = Criterion(name=record.own_text(), topics=record.strings("topics"))
    record.rest()
    return criterion


def _stage(record: Record, documents: Mapping[str, Text]) -> Stage:
    named = record.strings("documents")
    for document in named:
        if document not in documents:
            record.report("pack-reference-unknown", "documents", kind="document", id=document)
    stage = Stage(
        name=record.text("stage", "needed"),
        applicant=record.text("applicant"),
        months=_months(record),
        documents=named,
        papers=tuple(documents[document] for document in named if document in documents),
        phase=record.choice("phase", PHASES),
        decision=record.choice("decision", DECISIONS),
    )
    if bool(stage.decision) != (stage.phase == "decision"):
        record.report("pack-value-unknown", "decision", value=stage.decision)
    record.rest()
    return stage


def _months(record: Record) -> tuple[int, int] | None:
    record.skip("months")
    value = record.data.get("months")
    if value is None:
        return None
    if isinstance(value, tuple) and len(value) == 2:
        least, most = value
        if type(least) is int and type(most) is int and 0 <= least <= most:
            return least, most
    record.report("pack-wrong-type", "months", wanted="least and most number of months")
    return None


def read_policies(files: Mapping[str, bytes], findings: list[Finding]) -> tuple[Policy, ...]:
    """Policies country by country; those of several countries last."""
    found = []
    for _, record in each_record(files, "policies/policies", findings):
        policy = _policy(record)
        if policy.id:
            found.append(policy)
    order = ("", *COUNTRIES, REGIONAL)
    return tuple(sorted(found, key=lambda policy: (order.index(policy.country), policy.id)))


def _policy(record: Record) -> Policy:
    policy = Policy(
        id=record.named_identity(),
        country=record.choice("country", (*COUNTRIES, REGIONAL), "needed"),
        kind=record.choice("kind", POLICY_KINDS, "needed"),
        name=record.text("name", "needed"),
        year=record.whole("year"),
        horizon=record.whole("horizon"),
        weights=record.weights("weights"),
        targets=tuple(Target(target.own_text()) for target in record.records("targets")),
        source_url=record.string("source_url"),
        verified=record.flag("verified"),
        note=record.text("note"),
        card=record.data,
        as_of=record.string("as_of"),
    )
    record.rest()
    return policy
