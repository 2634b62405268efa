"""The logframe as results of IATI: statements with their indicators, baselines and targets."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from xml.etree import ElementTree as ET

from wecoop_desktop.documents.iati.elements import Elements
from wecoop_desktop.forms.answers import Row, Words
from wecoop_desktop.forms.spread import rows_at

TYPES = {"output": "1", "specific_objective": "2", "overall_objective": "3"}  # ResultType
UNIT, PERCENTAGE = "1", "2"  # IndicatorMeasure
YEARS = range(1900, 2200)


def results(elements: Elements) -> Iterator[ET.Element]:
    """A result for each statement; rows without a statement belong to the one above."""
    found: dict[tuple[str, str, str], list[Row]] = {}
    last: tuple[str, str, str] | None = None
    for row in rows_at(elements.material.answers, "logframe.matrix"):
        level, statement = str(row.get("level") or ""), row.get("statement")
        if level in TYPES and isinstance(statement, Words) and (statement.en or statement.ru):
            last = (level, statement.en, statement.ru)
        elif statement or last is None or level not in ("", last[0]):
            last = None
            continue
        found.setdefault(last, []).append(row)
    for (level, english, russian), rows in found.items():
        result = ET.Element("result", {"type": TYPES[level]})
        elements.words(elements.add(result, "title"), Words(english, russian))
        for row in rows:
            _indicator(elements, result, row)
        yield result


def _indicator(elements: Elements, result: ET.Element, row: Row) -> None:
    name = row.get("indicator")
    if not isinstance(name, Words) or not (name.en or name.ru):
        return
    unit = row.get("unit")
    percent = isinstance(unit, Words) and "%" in (unit.en or unit.ru)
    indicator = elements.add(result, "indicator", measure=PERCENTAGE if percent else UNIT)
    baseline, target = row.get("baseline"), row.get("target")
    if isinstance(baseline, Decimal) and isinstance(target, Decimal) and target < baseline:
        indicator.set("ascending", "0")
    elements.words(elements.add(indicator, "title"), name)
    if isinstance(unit, Words) and not percent and (unit.en.strip() or unit.ru.strip()):
        _unit(elements, indicator, unit)
    year = _year(row.get("baseline_year"))
    if isinstance(baseline, Decimal) and year:
        elements.add(indicator, "baseline", year=year, value=f"{baseline:f}")
    due = _year(row.get("target_year"))
    if isinstance(target, Decimal) and due:
        period = elements.add(indicator, "period")
        elements.add(period, "period-start").set("iso-date", f"{due}-01-01")
        elements.add(period, "period-end").set("iso-date", f"{due}-12-31")
        elements.add(period, "target", value=f"{target:f}")


def _unit(elements: Elements, indicator: ET.Element, unit: Words) -> None:
    described = ET.Element("description")
    if elements.words(described, unit):
        indicator.append(described)


def _year(value: object) -> str:
    """A year as four digits; nothing where it is none."""
    if isinstance(value, Decimal) and value.is_finite() and value == value.to_integral_value():
        return str(int(value)) if int(value) in YEARS else ""
    return ""
