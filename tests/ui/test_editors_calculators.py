"""The calculators: emissions, cash flow, sums, screening, and how each figure came."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import cast

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.forms.test_derivation import example
from tests.kit.window import settle
from wecoop_desktop.forms.answers import Answers, Money, Value
from wecoop_desktop.forms.codec import plain_value
from wecoop_desktop.forms.form import Data
from wecoop_desktop.forms.spread import line_amount, spread
from wecoop_desktop.forms.state import Computed
from wecoop_desktop.ui.desk import Desk
from wecoop_desktop.ui.editors.card import FiguresCard
from wecoop_desktop.ui.editors.cashflow import CashflowEditor
from wecoop_desktop.ui.editors.checklist import ChecklistEditor
from wecoop_desktop.ui.editors.computed import LISTED, figure_words
from wecoop_desktop.ui.editors.emissions import EmissionsEditor
from wecoop_desktop.ui.editors.exchange import ExchangeEditor
from wecoop_desktop.ui.editors.rows import RowsEditor
from wecoop_desktop.ui.editors.scene import Scene
from wecoop_desktop.ui.editors.sensitive import switch_words
from wecoop_desktop.ui.editors.sums import Sums
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.wizard import WizardPresenter
from wecoop_desktop.ui.screens.wizard import WizardScreen
from wecoop_desktop.ui.window import Window

INPUTS = "climate.ghg_inputs"
D = Decimal


class Bench:
    """A proposal with these answers, open at one question after another."""

    def __init__(self, window: Window, answers: Answers, bot: QtBot) -> None:
        self.window, self.bot = window, bot
        desk = window.opening.view.desk
        assert desk is not None
        self.desk: Desk = desk
        form = desk.library.form()
        data: dict[str, Data] = {path: plain_value(value) for path, value in answers.items()}
        data |= {"basic.target_maturity": "full"}
        self.id = desk.store.create(form.id, form.version, data)
        window.go(Place("wizard", self.id))
        self.presenter = cast(WizardPresenter, window.presenter("wizard"))
        self.presenter.show_every_question("all")

    @property
    def screen(self) -> WizardScreen:
        settle()
        return next(one for one in self.window.findChildren(WizardScreen) if one.isVisible())

    def editor(self, path: str) -> QWidget:
        self.presenter.show_step(path.split(".")[0])
        return self.screen.questions.cards[path].editor

    def answer(self, path: str) -> Value | None:
        return self.presenter.view.answers.get(path)


@pytest.fixture
def made(window: Window, qtbot: QtBot) -> Bench:
    return Bench(window, example("urban-wastewater"), qtbot)


def emissions(bench: Bench) -> EmissionsEditor:
    found = bench.editor(INPUTS)
    assert isinstance(found, EmissionsEditor)
    return found


def test_a_method_shows_its_inputs_result_and_sources(made: Bench) -> None:
    editor = emissions(made)
    card = editor.cards["wastewater"]
    assert card.result.text() == "3,179 t CO₂e a year"
    entry = card.inputs["", "MCF_before"]
    assert entry.pick is not None
    assert entry.pick.currentData() == "aerobic_overloaded"
    assert card.inputs["", "P"].source.text() == "Preparation group, illustrative"
    card.told.open()
    settle()
    assert "80,000 × 60 × 365" in card.told.text.text()


def test_an_input_is_typed_chosen_and_its_source_kept(made: Bench) -> None:
    editor = emissions(made)
    line = editor.cards["wastewater"].inputs["", "P"]
    line.line.setText("100 000")
    line.line.textEdited.emit("100 000")
    rows = made.answer(INPUTS)
    assert isinstance(rows, tuple)
    typed = next(row for row in rows if row["parameter"] == "P")  # type: ignore[index]  # rows
    assert typed["value"] == D(100_000)  # type: ignore[index]
    assert typed["source"].of("en") == "Preparation group, illustrative"  # type: ignore[index, union-attr]
    choice = editor.cards["wastewater"].inputs["", "MCF_before"]
    choice._picked("septic")
    rows = made.answer(INPUTS)
    chosen = next(r for r in rows if r["parameter"] == "MCF_before")  # type: ignore[union-attr, index]
    assert chosen["choice"] == "septic"  # type: ignore[index]
    assert "value" not in chosen  # type: ignore[operator]


def test_a_typed_text_that_is_no_number_changes_nothing_and_says_so(made: Bench) -> None:
    editor = emissions(made)
    before = made.answer(INPUTS)
    line = editor.cards["wastewater"].inputs["", "P"]
    line.line.setText("many")
    line.line.textEdited.emit("many")
    assert made.answer(INPUTS) == before
    assert editor.complaints()
    assert editor.cards["wastewater"].inputs["", "P"].line.text() == "many"


def test_absurd_inputs_are_answered_in_words(made: Bench) -> None:
    editor = emissions(made)
    card = editor.cards["wastewater"]
    for figure in ("-5", "0", "1e30", "0", "999999999999999999999"):
        line = card.inputs["", "N_removed_after"]
        line.line.setText(figure)
        line.line.textEdited.emit(figure)
        odd = card.result.text() == "–" or bool(card._guard.text()) or bool(editor.complaints())
        assert odd == (figure != "0"), figure


def test_the_result_becomes_the_claimed_value(made: Bench) -> None:
    made.presenter.edit("climate.ghg_project", D(9000))
    editor = emissions(made)
    assert editor.use.isEnabled()
    editor.use.click()
    assert made.answer("climate.ghg_baseline") == D(9710)
    assert made.answer("climate.ghg_project") == D(9710 - 3179)
    assert not emissions(made).use.isEnabled()
    made.presenter.undo()
    assert made.answer("climate.ghg_project") == D(9000)


def test_fractions_are_added_and_removed(window: Window, qtbot: QtBot) -> None:
    bench = Bench(window, {**example("issyk-kul-waste"), "basic.lifetime_years": D(20)}, qtbot)
    editor = emissions(bench)
    card = editor.cards["landfill_diversion"]
    assert not card.chart.isHidden()
    card.added.emit("landfill_diversion", "paper")
    settle()
    assert ("paper", "W") in card.inputs
    assert card.result.text() == "–"
    card.removed.emit("landfill_diversion", "paper")
    settle()
    assert ("paper", "W") not in card.inputs
    assert card.result.text() != "–"


def test_without_a_method_the_editor_says_what_to_do(window: Window, qtbot: QtBot) -> None:
    bench = Bench(window, {"basic.project_type": "investment"}, qtbot)
    editor = emissions(bench)
    assert not editor._none.isHidden()
    assert editor.card.isHidden()
    bench.presenter.edit("climate.ghg_method", ("wastewater", "landfill_diversion"))
    assert len(editor.cards) == 2  # all of them, though the page was made piece by piece


def test_the_cash_flow_shows_both_sides_and_what_they_depend_on(made: Bench) -> None:
    editor = made.editor("economics.flows")
    assert isinstance(editor, CashflowEditor)
    figures = [cell[1].text() for cell in editor.outcome._cells]
    assert figures[0].startswith("EUR")
    editor.outcome.which.chosen.emit("economics.fnpv")
    assert editor.outcome.sensitive._cells
    before = made.answer("economics.sensitivity")
    editor.outcome.sensitive.button.click()
    after = made.answer("economics.sensitivity")
    assert isinstance(after, tuple)
    assert isinstance(before, tuple)
    assert after[: len(before)] == before
    assert len(after) > len(before)
    editor.outcome.sensitive.button.click()
    assert made.answer("economics.sensitivity") == after


def test_years_are_worked_out_from_the_budget_and_typed_ones_stay(made: Bench) -> None:
    flows = made.answer("economics.flows")
    assert isinstance(flows, tuple)
    made.presenter.edit("economics.flows", flows[:2])
    editor = made.editor("economics.flows")
    assert isinstance(editor, CashflowEditor)
    editor.work_out.click()
    found = made.answer("economics.flows")
    assert isinstance(found, tuple)
    assert found[:2] == flows[:2]
    assert len(found) == 28
    assert not editor.note.isHidden()
    editor.work_out.click()
    assert made.answer("economics.flows") == found


def test_flows_without_a_sense_have_words(window: Window, qtbot: QtBot) -> None:
    rows = tuple(
        {"year": D(year), "capex": amount, "revenue": D("-1e30")}
        for year, amount in ((0, D(0)), (200, D("1e30")))
    )
    bench = Bench(
        window,
        {
            "basic.project_type": "investment",
            "economics.flows": rows,
            "economics.eco_rate": D("-99"),
            "economics.fin_rate": D("1e9"),
        },
        qtbot,
    )
    editor = bench.editor("economics.flows")
    assert isinstance(editor, CashflowEditor)
    editor.outcome.told.open()
    editor.outcome.which.chosen.emit("economics.fnpv")
    settle()
    bench.window.grab()
    assert editor.outcome._cells[1][2].text() or editor.outcome._cells[1][1].text()
    assert switch_words(None) == "–"
    assert switch_words(D("1e9")) == "beyond ±1,000%"


def test_sums_of_the_budget_by_year_and_source(made: Bench) -> None:
    editor = made.editor("budget.lines")
    assert isinstance(editor, RowsEditor)
    (sums,) = (picture for picture in editor.pictures if isinstance(picture, Sums))
    sums._turn("year")
    years = [name.words for name, _ in sums._lines if not name.isHidden()]
    assert "2029" in years
    sums._turn("source")
    assert any("EBRD" in name.words for name, _ in sums._lines if not name.isHidden())
    assert "Base cost" in sums._parts[0][0].words


def test_a_split_by_year_is_typed_in_the_line(made: Bench) -> None:
    editor = made.editor("budget.lines")
    assert isinstance(editor, RowsEditor)
    model = editor.grid.model
    at = next(n for n, column in enumerate(model.columns) if column.id == "by_year")
    index = model.index(0, at)
    assert index.data() == "2029: 1500000; 2030: 2450000; 2031: 2450000"
    assert model.message(0, at) == ""
    model.setData(index, "2029: 400; 2030: 600")
    assert "not used" in model.message(0, at)
    model.setData(index, "2029: 6 000 000; 2030: 400 000")
    assert model.message(0, at) == ""
    lines = made.answer("budget.lines")
    assert spread({"budget.lines": lines or ()}).of(2030, [0]) == 400_000
    model.setData(index, "later")
    assert "2030: 900000" in model.message(0, at)


def test_a_price_in_another_currency_is_converted_at_the_dated_rate(made: Bench) -> None:
    made.presenter.edit(
        "basic.exchange_rates",
        (
            {"currency": "UZS", "rate": D(13000), "date": date(2025, 1, 1)},
            {"currency": "UZS", "rate": D(14000), "date": date(2026, 11, 2)},
        ),
    )
    editor = made.editor("budget.lines")
    assert isinstance(editor, RowsEditor)
    model = editor.grid.model
    at = {column.id: n for n, column in enumerate(model.columns)}
    row = model.insert(len(model.rows))
    for name, text in (("currency", "UZS"), ("quantity", "2"), ("unit_price", "70000")):
        model.setData(model.index(row, at[name]), text)
    assert model.rows[row]["amount"] == D("10.00")
    model.setData(model.index(row, at["amount"]), "20")
    assert "make 10" in model.message(row, at["amount"])
    model.setData(model.index(row, at["currency"]), "KZT")
    assert "no rate for KZT" in model.message(row, at["currency"])
    assert line_amount({"quantity": D(2), "unit_price": D(3), "currency": "KZT"}) == 0


def test_the_screening_says_what_follows_and_leads_to_its_questions(made: Bench) -> None:
    editor = made.editor("es_screening.checklist")
    assert isinstance(editor, ChecklistEditor)
    assert editor.screened is not None
    text = editor.screened.text.text()
    assert "What funders call it" in text
    assert "EBRD" in text
    editor._answer("q05", "unknown")
    settle()
    assert "To find out: 1 question" in editor.screened.text.text()
    made.window.activateWindow()
    editor.screened.wanted.emit("q05")
    settle()
    assert editor._items["q05"].hasFocus()


def test_missing_rates_are_proposed_with_year_and_source(made: Bench) -> None:
    path = "basic.exchange_rates"
    typed = {"currency": "USD", "rate": D("1.15"), "source": "ECB"}
    made.presenter.edit(path, (typed, {"currency": "TMT"}))
    made.presenter.edit("economics.household_bill", Money(D(500), "KGS"))
    editor = made.editor(path)
    assert isinstance(editor, ExchangeEditor)
    editor.propose.click()
    rows = made.answer(path)
    assert isinstance(rows, tuple)
    by_code = {row["currency"]: row for row in rows}  # type: ignore[index]  # rows
    assert by_code["USD"] == typed
    assert 50 < by_code["KGS"]["rate"] < 200  # type: ignore[index, operator]
    assert "average of 20" in by_code["KGS"]["source"]  # type: ignore[index, operator]
    assert "rate" not in by_code["TMT"]  # type: ignore[operator]
    assert "TMT" in editor.note.words


def test_a_figure_tells_how_it_came_and_leads_to_its_inputs(made: Bench) -> None:
    made.presenter.show_step("economics")
    card, _ = made.screen.questions.figures["economics.affordability"]
    assert isinstance(card, FiguresCard)
    told = card._told["economics.affordability"]
    told.open()
    assert "Average household income" in told.text.text()
    told.text.linkActivated.emit("economics.household_income")
    settle()
    assert made.presenter.view.focus.path == "economics.household_income"


def test_technical_assistance_has_no_emissions_to_fill_in(window: Window, qtbot: QtBot) -> None:
    bench = Bench(window, {"basic.project_type": "ta"}, qtbot)
    form = bench.desk.library.form()
    state = bench.presenter.view.state
    assert state is not None
    for path in (INPUTS, "climate.ghg_reduction", "economics.fnpv", "economics.dscr_auto"):
        assert path not in state.visible, path
        assert form.field(path).applies_to
    assert not {path for path in state.required if path.startswith("climate.ghg")}


def test_a_result_of_a_thousand_entries_shows_the_first_ones(made: Bench) -> None:
    view = made.presenter.view
    assert view.form is not None
    assert view.state is not None
    question = view.form.field("basic.title_en")
    scene = Scene(
        form=view.form,
        question=question,
        answers=view.answers,
        state=view.state,
        reference=made.presenter.reference,
        today=made.presenter.today,
        writing="en",
    )
    every = tuple({"label": f"document {n}"} for n in range(1000))
    lines = figure_words(question, Computed(every), scene).splitlines()
    assert lines[0] == "• document 0"
    assert len(lines) == LISTED + 1
    assert str(1000 - LISTED) in lines[-1]
    few = figure_words(question, Computed(every[:LISTED]), scene).splitlines()
    assert few == [f"• document {n}" for n in range(LISTED)]
