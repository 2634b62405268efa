"""The self-assessment for a funder on paper, with room for the remarks of a reviewer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from wecoop_desktop.advice.paper import About, outline, sources_listing
from wecoop_desktop.advice.review import Assessment, Ground, Review
from wecoop_desktop.advice.said import COUNTED, STANDINGS, VERDICTS
from wecoop_desktop.base.language import Language
from wecoop_desktop.base.text import Text
from wecoop_desktop.documents.outline import (
    Block,
    Column,
    Outline,
    Paragraph,
    Row,
    Run,
    Section,
    Table,
    Tone,
    plain,
)
from wecoop_desktop.forms import values as v
from wecoop_desktop.forms.form import Form
from wecoop_desktop.forms.wording import problem_message

TONES: dict[str, Tone] = {
    "answered": "good",
    "partly": "warn",
    "not_answered": "bad",
    "cannot_tell": "muted",
}
PROBLEMS = 3  # of one answer that are said on paper


def review_outline(review: Review, about: About, form: Form, language: Language) -> Outline:
    """Criterion, where it is answered, what is missing, and an empty column for remarks."""
    tr = language.tr
    kind = tr("Self-assessment before the criteria of a funder")
    counted: Counter[str] = Counter(one.verdict for one in review.criteria)
    facts = (
        (tr("Funder"), language.text(review.name)),
        (tr("Level"), level_words(review.level, form, language)),
        *((tr(words), str(counted[verdict])) for verdict, words in VERDICTS.items()),
    )
    sections = [
        Section(
            tr("Criteria of the funder"),
            tuple(_criteria(review, form, language)),
            "1",
            orientation="landscape",
            new_page=True,
        )
    ]
    if review.questions:
        sections.append(
            Section(
                tr("Questions any reviewer asks"),
                (_table(review.questions, form, language),),
                "2",
                orientation="landscape",
                new_page=True,
            )
        )
    return outline(kind, about, facts, tuple(sections), language)


def level_words(level: str, form: Form, language: Language) -> str:
    """The words of a level of maturity."""
    for entry in v.elements(v.plain(form.tables.get("maturity_levels"))):
        label = entry.get("label")
        if entry.get("id") == level and isinstance(label, Mapping):
            return language.text(Text.from_map(label))
    return level


def _criteria(review: Review, form: Form, language: Language) -> Iterator[Block]:
    tr = language.tr
    room = tr("The last column is left for the reader.")
    yield Paragraph(plain(f"{tr(COUNTED)} {room}"))
    if review.criteria:
        yield _table(review.criteria, form, language)
    else:
        said = tr("The profile of this funder names no criteria.")
        yield Paragraph(plain(said, tone="muted"))
    yield from sources_listing(review.pages, review.as_of, language)


def _table(assessments: Sequence[Assessment], form: Form, language: Language) -> Table:
    tr = language.tr
    columns = (
        Column(tr("Criterion"), share=20),
        Column(tr("Where it is answered"), share=24),
        Column(tr("How completely"), share=13),
        Column(tr("Missing, or to be looked at"), share=24),
        Column(tr("Remark of the reviewer"), share=19),
    )
    return Table(columns, tuple(_row(one, form, language) for one in assessments))


def _row(one: Assessment, form: Form, language: Language) -> Row:
    about = [Run(language.text(one.name), bold=True)]
    topics = [language.text(topic) for topic in one.topics if topic != one.name]
    if topics:
        about.append(Run("\n" + "; ".join(topics), tone="muted"))
    where = "\n".join(_where(one, language))
    verdict = (
        Run(language.tr(VERDICTS[one.verdict]), bold=True, tone=TONES[one.verdict]),
        *plain("\n" + count_words(one, language) if one.asked else ""),
    )
    missing = "\n".join(missing_words(one, form, language))
    return Row((tuple(about), plain(where or "–"), verdict, plain(missing or "–"), ()))


def _where(one: Assessment, language: Language) -> Iterator[str]:
    """The questions that are answered, under their steps."""
    given = [ground for ground in one.grounds if ground.standing in ("given", "wrong")]
    return _under_steps(given, language)


def _under_steps(grounds: Sequence[Ground], language: Language) -> Iterator[str]:
    """Step and questions, as a reader finds them in the wizard."""
    steps: dict[str, list[str]] = {}
    for ground in grounds:
        said = language.text(ground.label).rstrip(" :")
        steps.setdefault(language.text(ground.step), []).append(said)
    return (f"{step}: {'; '.join(labels)}" for step, labels in steps.items())


def count_words(one: Assessment, language: Language) -> str:
    """`5 of 7 answers`."""
    return language.ntr(
        "{done} of {n} answer", "{done} of {n} answers", one.asked, done=language.number(one.done)
    )


def missing_words(one: Assessment, form: Form, language: Language) -> Iterator[str]:
    """What is missing, wrong, or to be looked at again."""
    tr = language.tr
    if not one.grounds:
        yield tr("No question of the form concerns it; say it in the text or in an annex.")
    for topic in one.silent:
        if one.topics:
            yield tr("Nothing is said on: {topic}.", topic=language.text(topic))
    for standing in ("missing", "wrong", "later"):
        grounds = [ground for ground in one.grounds if ground.standing == standing]
        for said in _under_steps(grounds, language):
            yield f"{tr(STANDINGS[standing]).capitalize()} · {said}"
    for ground in one.grounds:
        for problem in ground.problems[:PROBLEMS]:
            yield f"– {problem_message(form, problem, language)}"
