"""A form with something wrong in it is told so, with the place; the real form has nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import pytest

from tests.kit.content import form, packs, reference
from wecoop_desktop.base.folders import program_folder
from wecoop_desktop.base.language import Language
from wecoop_desktop.base.wording import say_finding
from wecoop_desktop.forms.check import check_form
from wecoop_desktop.forms.form import Form, Rule, Step
from wecoop_desktop.forms.functions import FUNCTIONS
from wecoop_desktop.forms.read import read_form
from wecoop_desktop.forms.rules import KINDS_OF_RULES


def with_rule(**changes: object) -> Form:
    """The form with its first rule (a `compare` of two amounts) changed."""
    step = form().steps[0]
    rule = step.rules[0]
    parameters = {**rule.parameters, **_mapping(changes.pop("parameters", {}))}
    changed = replace(rule, parameters=MappingProxyType(parameters), **changes)  # type: ignore[arg-type]
    return with_step(replace(step, rules=(changed, *step.rules[1:])))


def _mapping(value: object) -> Mapping[str, object]:
    assert isinstance(value, Mapping)
    return value


def with_step(changed: Step) -> Form:
    steps = tuple(changed if step.id == changed.id else step for step in form().steps)
    return replace(form(), steps=steps)


def with_formula(step_id: str, field_id: str, formula: str) -> Form:
    step = form().step(step_id)
    fields = tuple(replace(f, formula=formula) if f.id == field_id else f for f in step.fields)
    return with_step(replace(step, fields=fields))


def with_table(name: str, table: object) -> Form:
    return replace(form(), tables=MappingProxyType({**form().tables, name: table}))


def codes(changed: Form) -> set[str]:
    return {finding.code for finding in check_form(changed, reference())}


def test_the_form_of_the_pack_has_nothing_wrong():
    assert check_form(form(), reference()) == ()
    assert [f for f in packs().findings if f.file.startswith("forms/") and f.level == "error"] == []


def test_every_kind_of_rule_of_the_model_is_known():
    kinds = form().tables.get("rule_kinds", KINDS_OF_RULES)
    assert isinstance(kinds, Mapping)
    assert set(kinds) <= set(KINDS_OF_RULES)


@pytest.mark.parametrize(
    ("left", "code"),
    [
        ("basic.total_cos", "expression-unknown-field"),
        ("bsic.total_cost", "expression-unknown-name"),
        ("budget.lines[].amont", "expression-unknown-column"),
        ("sum(budget.lines[category == 'works' and amont > 0].amount)", "expression-unknown-name"),
        ("total(budget.lines[].amount)", "expression-unknown-function"),
        ("sum(1, 2)", "expression-wrong-arity"),
        ("sum_of(5, 1)", "expression-wrong-argument"),
        ("budget.lines == 3", "expression-wrong-shape"),
        ("basic.total_cost[].x", "expression-wrong-shape"),
        ("lead.tickets.max", "expression-unknown-column"),
        ("lead.countries[eligble == 'yes']", "expression-unknown-name"),
        ("lists.nowhere[id == 'x'].id", "expression-unknown-column"),
        ("1 +", "expression-wrong"),
        ("(" * 60, "expression-too-deep"),
        ("1" * 1001, "expression-too-long"),
    ],
)
def test_expressions_that_lead_nowhere(left, code):
    assert code in codes(with_rule(parameters={"left": left}))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"kind": "guess"}, "rule-unknown-kind"),
        ({"parameters": {"lefft": "1"}}, "rule-unknown-parameter"),
        ({"parameters": {"right": None}}, "rule-missing-parameter"),
        ({"parameters": {"op": "about"}}, "rule-wrong-literal"),
        ({"parameters": {"empty": "maybe"}}, "rule-wrong-literal"),
        ({"parameters": {"level_at": {"grand": "error"}}}, "rule-wrong-literal"),
        ({"parameters": {"level_error_if": "nowhere"}}, "expression-unknown-name"),
        ({"when": "nowhere"}, "expression-unknown-name"),
        ({"values": {"x": "nowhere"}}, "expression-unknown-name"),
        ({"id": "R-basic-02"}, "form-id-twice"),
    ],
)
def test_rules_that_are_wrong(changes, code):
    assert code in codes(with_rule(**changes))


def test_a_placeholder_without_a_value():
    step = form().steps[0]
    rule = step.rules[0]
    spoken = replace(rule, message=replace(rule.message, ru="Сумма {sum} больше."))
    assert codes(with_step(replace(step, rules=(spoken,)))) == {"rule-unknown-placeholder"}


def test_a_column_named_by_a_rule_must_exist():
    step = form().step("policy")
    rule = replace(step.rules[0], parameters=MappingProxyType(
        {"left": "policy.national", "columns": ("policy", "goal")}
    ))  # fmt: skip
    changed: tuple[Rule, ...] = (rule, *step.rules[1:])
    assert codes(with_step(replace(step, rules=changed))) == {"expression-unknown-column"}


def test_computed_values_in_a_circle():
    found = check_form(with_formula("budget", "total", "budget.grant_share"), reference())
    assert [finding.code for finding in found] == ["form-circle"]
    assert "budget.grant_share" in str(found[0].values["names"])


@pytest.mark.parametrize("table", ["matching", "ghg_methods", "es_category_rule"])
def test_expressions_of_tables_are_checked_as_well(table):
    def spoiled(data: object) -> object:
        if isinstance(data, Mapping):
            return {
                key: "nowhere == 1" if key in ("when", "formula", "score") else spoiled(value)
                for key, value in data.items()
            }
        return tuple(spoiled(entry) for entry in data) if isinstance(data, tuple) else data

    assert "expression-unknown-name" in codes(with_table(table, spoiled(form().tables[table])))


def test_the_page_on_the_language_names_every_function_and_kind_of_rule():
    page = (program_folder() / "docs" / "form-language.md").read_text(encoding="utf-8")
    assert [name for name in FUNCTIONS if f"`{name}(" not in page] == []
    assert [name for name in KINDS_OF_RULES if f"`{name}`" not in page] == []


def test_findings_have_sentences():
    found = check_form(with_rule(kind="guess", when="nowhere"), reference())
    for finding in found:
        assert say_finding(Language("en"), finding)


@pytest.mark.parametrize(
    ("step", "code"),
    [
        ({"fields": [{"id": "a", "type": "dream"}]}, "form-wrong-kind"),
        ({"fields": [{"type": "text"}]}, "form-no-id"),
        ({"fields": "none"}, "form-wrong-shape"),
        ({"fields": [{"id": "a", "type": "choice", "list": "nowhere"}]}, "form-unknown-list"),
        ({"fields": [{"id": "a", "type": "choice"}]}, "form-no-options"),
        ({"fields": [{"id": "a", "type": "table"}]}, "form-no-columns"),
        ({"fields": [{"id": "a", "type": "text", "required_from": "now"}]}, "form-wrong-level"),
        ({"fields": [{"id": "a", "type": "text", "max_words": "ten"}]}, "form-wrong-number"),
        ({"fields": [{"id": "a", "type": "text", "sparkle": True}]}, "form-unknown-key"),
        ({"fields": [{"id": "a", "type": "text"}, {"id": "a", "type": "date"}]}, "form-id-twice"),
        ({"rules": [{"id": "r", "level": "loud", "from": "idea"}]}, "form-wrong-level"),
    ],
)
def test_data_that_is_no_form_is_told_and_left_out(step, code):
    _, findings = read_form({"form": {"id": "f"}, "steps": [{"id": "s", **step}], "tables": {}})
    assert code in {finding.code for finding in findings}
