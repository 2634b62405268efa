"""Environmental and social screening: the category, every question, impacts, documents needed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from wecoop_desktop.documents.compose.material import (
    Material,
    card_name,
    label,
    letters_of,
    option_name,
    words,
)
from wecoop_desktop.documents.compose.rows import table
from wecoop_desktop.documents.outline import (
    Block,
    Callout,
    Column,
    Heading,
    Listing,
    Paragraph,
    Rich,
    Row,
    Run,
    Table,
    plain,
)
from wecoop_desktop.forms.answers import Row as Answer
from wecoop_desktop.forms.answers import Words
from wecoop_desktop.forms.form import Field, Option

CHECKLIST = "es_screening.checklist"


def category_words(material: Material) -> Rich:
    """`B (provisional)`; the letter that the wizard proposes."""
    tr = material.language.tr
    letter, provisional = _proposed(material)
    if not letter:
        return plain(tr("The screening is not answered yet"), italic=True, tone="warn")
    said = tr("X: an exclusion question was answered yes") if letter == "X" else letter
    if provisional:
        return (*plain(said, bold=True), Run(" "), Run(tr("(provisional)"), tone="warn"))
    return plain(said, bold=True)


def _proposed(material: Material) -> tuple[str, bool]:
    found = material.computed("es_screening.category_auto")
    parts = found.parts or {}
    letter = parts.get("letter") or found.value
    return (letter if isinstance(letter, str) else ""), parts.get("provisional") is True


def category_short(material: Material) -> str:
    """The chosen category, else the proposed one with its mark; for the cover."""
    tr = material.language.tr
    chosen = material.value("es_screening.category")
    letter, provisional = _proposed(material)
    if isinstance(chosen, str):
        return tr("{letter} (self-screening)", letter=chosen)
    if letter and material.value(CHECKLIST) is not None:
        said = tr("{letter}, provisional", letter=letter) if provisional else letter
        return said
    return ""


def checklist_blocks(material: Material, field: Field) -> Sequence[Block]:
    """Every question of the list with its answer; one that nobody answered says so."""
    tr = material.language.tr
    heads = (
        Column(tr("Question"), share=56),
        Column(tr("Answer"), share=16),
        Column(tr("Remark"), share=28),
    )
    given = {str(row.get("question") or ""): row for row in material.rows(field.path)}
    columns = {column.id: column for column in field.columns}
    questions = columns["question"].options if "question" in columns else ()
    topics: dict[str, list[Option]] = {}
    for question in questions:
        topics.setdefault(str(question.data.get("topic") or ""), []).append(question)
    rows = []
    for topic, group in topics.items():
        if topic:
            rows.append(Row((plain(topic_words(material, topic)), None, None), "group"))
        for question in group:
            asked = plain(material.language.text(question.label))
            answer = given.pop(question.id, None)
            rows.append(Row((asked, *_answered(material, field, answer))))
    for name, answer in given.items():
        rows.append(Row((plain(name), *_answered(material, field, answer))))
    return (Table(heads, tuple(rows), label(material, field)),)


def _answered(material: Material, field: Field, answer: Answer | None) -> tuple[Rich, Rich]:
    tr = material.language.tr
    options = next((c.options for c in field.columns if c.id == "answer"), ())
    chosen = str((answer or {}).get("answer") or "")
    comment = (answer or {}).get("comment")
    remark = words(material, comment) if isinstance(comment, Words | str) and comment else ()
    if not chosen:
        return plain(tr("Not answered"), italic=True, tone="warn"), remark
    said = option_name(material, options, "", chosen)
    if chosen == "yes":
        return plain(f"● {said}", bold=True, tone="accent"), remark
    if chosen == "no":
        return plain(f"○ {said}", tone="muted"), remark
    return plain(f"◆ {said}", bold=True, tone="warn"), remark


def topic_words(material: Material, topic: str) -> str:
    tr = material.language.tr
    known = {
        "exclusion": tr("Exclusion list"),
        "biodiversity": tr("Biodiversity"),
        "water": tr("Water"),
        "waste": tr("Waste and contamination"),
        "air": tr("Air"),
        "noise": tr("Noise and traffic"),
        "climate": tr("Climate"),
        "resettlement": tr("Land and resettlement"),
        "livelihood": tr("Livelihoods"),
        "labour": tr("Labour"),
        "community": tr("Community health and safety"),
        "heritage": tr("Cultural heritage"),
        "vulnerable": tr("Vulnerable groups"),
        "tariff": tr("Tariffs"),
        "chemicals": tr("Chemicals"),
        "associated": tr("Associated facilities"),
        "cumulative": tr("Cumulative impacts"),
        "legacy": tr("Existing facilities"),
        "security": tr("Security"),
        "access": tr("Access to resources"),
        "land_use": tr("Land use"),
        "consultation": tr("Consultation"),
        "permit": tr("Permits"),
    }
    return known.get(topic, topic.replace("_", " ").capitalize())


def annex_blocks(material: Material, printed: frozenset[str]) -> Iterator[Block]:
    """The annex: what the sections of the template did not print already."""
    tr = material.language.tr
    facts = [(tr("Proposed by the screening"), category_words(material))]
    category = material.field("es_screening.category")
    chosen = material.value("es_screening.category")
    if category and isinstance(chosen, str):
        said = option_name(material, category.options, "", chosen)
        facts.append((tr("Chosen by the applicant"), plain(said)))
    national = material.value("es_screening.national_category")
    if isinstance(national, Words | str):
        facts.append((tr("National procedure"), words(material, national)))
    note = tr("A self-screening of the applicant; the funder decides on the category.")
    yield Callout(tr("Environmental and social category"), tuple(facts), plain(note))
    if material.value(CHECKLIST) is None:
        said = tr("No question of the screening is answered yet.")
        yield Callout(tr("The screening is not answered"), runs=plain(said), tone="warn")
        return
    checklist = material.field(CHECKLIST)
    if checklist and CHECKLIST not in printed:
        yield from checklist_blocks(material, checklist)
    impacts = material.field("es_screening.impacts")
    if impacts and impacts.path not in printed and material.rows(impacts.path):
        yield table(material, impacts)
    documents = _documents(material)
    if documents:
        yield Heading(tr("Documents needed"))
        yield Listing(tuple((0, plain(name)) for name in documents))
    elif material.computed("es_screening.documents_needed").reason:
        yield Heading(tr("Documents needed"))
        yield Paragraph(plain(tr("Known once the screening is answered."), tone="muted"))


def _documents(material: Material) -> list[str]:
    value = material.computed("es_screening.documents_needed").value
    rule = material.table("es_documents_rule")
    labels = rule.get("labels") if isinstance(rule, Mapping) else None
    names = labels if isinstance(labels, Mapping) else {}
    found = [letters_of(entry) for entry in value] if isinstance(value, tuple) else []
    return [card_name(material, {"name": names.get(name)}) or name for name in found if name]
