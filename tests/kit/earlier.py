"""Earlier versions of the form, made for tests only: nobody ever filled them in.

2026.05 differs from the shipped form in every way that an upgrade map can say: renamed questions,
columns and options, one question that became two, two that became one, questions dropped, kinds
changed, a path that means something else today. 2026.08 stands between the two.
"""

from __future__ import annotations

from dataclasses import replace

from tests.kit.content import form
from wecoop_desktop.base.text import Text
from wecoop_desktop.forms.form import Column, Field, Form, Move, Option, Step, UpgradeMap

MAY, AUGUST = "2026.05", "2026.08"


def may() -> Form:
    """The first version."""
    later = form()
    steps = {step.id: step for step in later.steps}
    basic = steps["basic"]
    fields = [f for f in basic.fields if f.id not in ("title_en", "title_ru", "applicant_type")]
    fields += [
        Field("basic", "title", "text", Text("Title", "Название")),
        Field("basic", "applicant_kind", "choice", Text("Applicant", "Заявитель"),
              options=_options("sovereign", "municipal", "private", "ngo", "university")),
        Field("basic", "region", "text", Text("Region", "Регион")),
        Field("basic", "budget_note", "rich_text", Text("Note", "Примечание")),
    ]  # fmt: skip
    steps["basic"] = replace(basic, fields=tuple(fields))
    steps["problem"] = _with(
        steps["problem"],
        drop=("situation", "barriers"),
        add=(
            Field("problem", "history", "rich_text", Text("History", "История")),
            Field("problem", "today", "rich_text", Text("Today", "Сегодня")),
            Field("problem", "barriers", "multi_choice", Text("Barriers", "Барьеры"),
                  multiple=True, options=_options("finance", "law", "data", "climate_denial")),
        ),
    )  # fmt: skip
    steps["risks"] = _with(
        steps["risks"],
        drop=("matrix",),
        add=(
            Field("risks", "register", "table", Text("Risks", "Риски"), columns=(
                Column("category", "choice", Text("Sort"), options=_options("technical", "money")),
                Column("text", "text", Text("Risk")),
                Column("likelihood", "choice", Text("L"), options=_options(*"12345")),
                Column("answer", "text", Text("Measure")),
                Column("history", "text", Text("History"), plain=True),
            )),
        ),
    )  # fmt: skip
    steps["gender"] = _with(
        steps["gender"],
        drop=("marker", "analysis"),
        add=(
            Field("gender", "marker", "yes_no", Text("Women lead", "Руководят женщины")),
            Field("gender", "analysis", "text", Text("Analysis", "Анализ"), plain=True),
        ),
    )
    steps["sustainability"] = _with(
        steps["sustainability"],
        drop=("institutional",),
        add=(Field("sustainability", "financial_and_institutional", "rich_text", Text("Both")),),
    )
    steps["sustainability"] = _with(steps["sustainability"], drop=("financial",), add=())
    return replace(later, version=MAY, steps=tuple(steps.values()), upgrades=())


def august() -> Form:
    """The version in between, as the first map leaves the first version."""
    first = may()
    basic = first.step("basic")
    kind = first.field("basic.applicant_kind")
    kept = tuple(f for f in basic.fields if f.id not in ("applicant_kind", "region"))
    options = _options("sovereign", "sub_sovereign", "private", "ngo", "university")
    sort = replace(kind, id="applicant_sort", options=options)
    changed = replace(basic, fields=(*kept, sort))
    steps = tuple(changed if step.id == "basic" else step for step in first.steps)
    return replace(first, version=AUGUST, steps=steps, upgrades=(to_august(),))


def to_august() -> UpgradeMap:
    """What the version in between did: one renaming, one question dropped."""
    return UpgradeMap(
        MAY,
        AUGUST,
        (Move(("basic.applicant_kind",), ("basic.applicant_sort",),
              options={"": {"municipal": "sub_sovereign"}}),),
        ("basic.region",),
    )  # fmt: skip


def to_now(version: str) -> UpgradeMap:
    """From the version in between to the shipped one."""
    return UpgradeMap(
        AUGUST,
        version,
        (
            Move(("basic.applicant_sort",), ("basic.applicant_type",)),
            Move(("basic.title",), ("basic.title_en", "basic.title_ru"), languages=True),
            Move(("problem.history", "problem.today"), ("problem.situation",)),
            Move(("problem.barriers",), ("problem.barriers",), options={"": {"law": "legal"}}),
            Move(
                ("risks.register",),
                ("risks.matrix",),
                columns={"text": "description", "answer": "measure"},
                options={"category": {"money": "financial"}},
            ),
            Move(
                ("sustainability.financial_and_institutional",),
                ("sustainability.financial", "sustainability.institutional"),
            ),
        ),
        ("gender.marker",),
    )


def now(version: str = "") -> Form:
    """The shipped form as it would be, had those versions been published."""
    shipped = form()
    version = version or shipped.version
    return replace(shipped, version=version, upgrades=(to_august(), to_now(version)))


def _options(*ids: str) -> tuple[Option, ...]:
    return tuple(Option(name, Text(name)) for name in ids)


def _with(step: Step, *, drop: tuple[str, ...], add: tuple[Field, ...]) -> Step:
    kept = tuple(field for field in step.fields if field.id not in drop)
    return replace(step, fields=(*kept, *add))
