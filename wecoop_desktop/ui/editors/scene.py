"""What an editor needs to know besides its own value, and how values are said and read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.text import Text
from wecoop_desktop.base.wording import say
from wecoop_desktop.forms.answers import Answers, Cell, Money, Row, Value, Words
from wecoop_desktop.forms.form import Column, Form, Option
from wecoop_desktop.forms.form import Field as Question
from wecoop_desktop.forms.state import Problem, State
from wecoop_desktop.ui.wording import language, said, tr

if TYPE_CHECKING:
    from wecoop_desktop.forms.evaluate import Reference

LONGEST_LINE = 20_000
LONGEST_TEXT = 200_000
MOST_ROWS = 2_000
FIGURES = ("number", "percent", "money", "computed")


@dataclass(frozen=True, slots=True)
class Scene:
    """`problems` and `held` are those of this question; `writing` is the language of its texts."""

    form: Form
    question: Question
    answers: Answers
    state: State
    reference: Reference
    today: date
    writing: str
    problems: tuple[Problem, ...] = ()
    held: Mapping[str, str] | None = None
    both: bool = False  # texts are shown in both languages

    @property
    def currency(self) -> str:
        value = self.answers.get("basic.currency")
        return value if isinstance(value, str) and value else "USD"

    @property
    def other(self) -> str:
        """The language that is not being written."""
        return "en" if self.writing == "ru" else "ru"


def column_question(question: Question, column: Column) -> Question:
    """A column as a question of its own, so that one reader serves both."""
    return Question(
        step=question.step,
        id=f"{question.id}[].{column.id}",
        kind=column.kind,
        label=column.label,
        options=column.options,
        plain=column.plain,
        list_ref=column.list_ref,
        unit=column.unit,
        unit_words=column.unit_words,
        minimum=column.minimum,
        maximum=column.maximum,
    )


def options(scene: Scene, holder: Question | Column) -> tuple[Option, ...]:
    """The answers to choose from: the form's own, or cards of funders, policies, templates."""
    if holder.options:
        return holder.options
    name = holder.list_ref
    cards: Mapping[str, Mapping[str, object]] | None = None
    if name == "funders":
        cards = scene.reference.funders
    elif name == "policies":
        cards = scene.reference.policies
    elif name == "templates":
        cards = scene.reference.templates
    if cards is None:
        return ()
    found = tuple(Option(key, _card_name(card), card) for key, card in cards.items())
    if name == "policies":
        chosen = scene.answers.get("basic.countries")
        mine = chosen if isinstance(chosen, tuple) else ()
        found = tuple(sorted(found, key=lambda option: option.data.get("country") not in mine))
    return found


def _card_name(card: Mapping[str, object]) -> Text:
    name, short = _both_languages(card.get("name")), _both_languages(card.get("acronym"))
    if short and short != name:
        return Text(_both(short.of("en"), name.of("en")), _both(short.of("ru"), name.of("ru")))
    return name


def _both_languages(text: object) -> Text:
    return Text.from_map(text) if isinstance(text, Mapping) else Text(str(text or ""))


def _both(short: str, name: str) -> str:
    return f"{short} – {name}" if short and name and short not in name else name or short


def option_label(found: tuple[Option, ...], option_id: object) -> str:
    for option in found:
        if option.id == str(option_id):
            return said(option.label)
    return str(option_id)


def number(value: Decimal) -> str:
    """A number as the interface says it, without the zeros of its exponent."""
    plain = value.normalize()
    exponent = plain.as_tuple().exponent
    if isinstance(exponent, int) and exponent > 0:
        plain = plain.quantize(Decimal(1)) if plain.adjusted() < 26 else plain
    return language().number(plain)


def shown(cell: object, kind: str, found: tuple[Option, ...], writing: str) -> str:
    """A cell or an answer as the table shows it."""
    if cell is None:
        return ""
    if isinstance(cell, Words):
        return cell.of(writing)
    if isinstance(cell, bool):
        return tr("Yes") if cell else tr("No")
    if isinstance(cell, Money):
        return f"{number(cell.amount)} {cell.currency}"
    if isinstance(cell, Decimal):
        return option_label(found, cell) if found else number(cell)
    if isinstance(cell, int):
        return number(Decimal(cell))
    if isinstance(cell, date):
        return language().date(cell)
    if isinstance(cell, tuple):
        return ", ".join(option_label(found, entry) for entry in cell)
    return option_label(found, cell) if found else str(cell)


def is_year(name: str) -> bool:
    """Whether a column or question holds calendar years, which are said without separators."""
    return name == "year" or name.endswith("_year") or name.startswith("year_")


def typed(cell: object, writing: str) -> str:
    """A cell as it is typed: dates as dd.mm.yyyy, texts in the language being written."""
    if isinstance(cell, Words):
        return cell.ru if writing == "ru" else cell.en
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y}"
    return shown(cell, "", (), writing)


def read(question: Question, text: str, scene: Scene, before: object = None) -> Value | None:
    """What was typed as a value; None where nothing was. Raises AppError answer-wrong-..."""
    from wecoop_desktop.forms.codec import parse_value

    if question.kind in ("text", "rich_text"):
        if question.plain:
            return text or None
        words = before if isinstance(before, Words) else Words()
        written = words.written(scene.writing, text)
        return written if written.en or written.ru else None
    text = text.strip()
    if not text:
        return None
    if question.kind == "money" and text[-1:].isdigit():
        text = f"{text} {scene.currency}"
    return parse_value(question, text, scene.writing if scene.writing == "ru" else "en")


def complaint(question: Question, text: str, scene: Scene) -> str:
    """The sentence about a typed text that is no answer to the question, "" where it is one."""
    try:
        read(question, text, scene)
    except AppError as error:
        return say(language(), error)
    return ""


def rows_of(value: Value | None) -> tuple[Row, ...]:
    """The rows of an answer, none where it is not one of rows."""
    if isinstance(value, tuple):
        return tuple(row for row in value if isinstance(row, Mapping))
    return ()


def amount(cell: Cell | object) -> Decimal:
    """A cell as a figure; zero where it is none."""
    if isinstance(cell, Money):
        return cell.amount
    return cell if isinstance(cell, Decimal) else Decimal(0)


def problem_sentence(form: Form, problem: Problem) -> str:
    from wecoop_desktop.forms.wording import problem_message

    return problem_message(form, problem, language())
