"""Methods for greenhouse gases, against the worked examples of the guide."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kit.content import form, reference
from wecoop_desktop.forms.answers import Row, Value
from wecoop_desktop.forms.emissions import Estimate, estimates

D = Decimal
TODAY = date(2026, 11, 22)


def estimate(method: str, rows: tuple[Row, ...], **answers: Value) -> Estimate:
    given_answers: dict[str, Value] = {
        "climate.ghg_method": (method,),
        "climate.ghg_inputs": rows,
        "climate.gwp_set": "AR5",
        **{f"climate.{name}": value for name, value in answers.items()},
    }
    return estimates(form(), given_answers, reference(), today=TODAY)[0]


def inputs(method: str, item: str = "", **values: str | int) -> tuple[Row, ...]:
    """Rows of the table of inputs: numbers are values, texts are choices."""
    return tuple(
        {
            "method": method,
            "item": item,
            "parameter": name,
            "value": None if isinstance(value, str) else D(value),
            "choice": value if isinstance(value, str) else None,
        }
        for name, value in values.items()
    )


def tenth(parameter: str, value: str, method: str) -> Row:
    return {"method": method, "parameter": parameter, "value": D(value)}


WASTE = (
    *inputs("landfill_diversion", "food", W=15_000),
    *inputs("landfill_diversion", MCF="unmanaged_shallow", burnt_share=0, W_compost=15_000),
)


def test_organics_of_issyk_kul():
    assert estimate("landfill_diversion", WASTE, factor_set="ipcc2006").tonnes == 5766
    assert estimate("landfill_diversion", WASTE, factor_set="ipcc2019").tonnes == 9126
    assert estimate("landfill_diversion", WASTE).tonnes == 9126  # the default set


def test_a_guard_refuses_with_its_sentence():
    wrong = (*WASTE[:-2], tenth("burnt_share", "1.5", "landfill_diversion"))
    found = estimate("landfill_diversion", wrong)
    assert found.tonnes is None
    assert found.refused.ru


def test_what_is_missing_is_named():
    found = estimate("landfill_diversion", WASTE[:1])
    assert found.tonnes is None
    assert {"MCF", "burnt_share"} <= set(found.missing)


def test_stoves_of_a_pilot_city():
    method = "fuel_saved"
    stoves = inputs(method, "sub_bituminous", M_before=10_500, M_after=0)
    power = (
        *inputs(method, dEl_MWh=18_000),
        tenth("EF_grid", "0.1", method),
        tenth("T_D_loss", "0", method),
    )
    found = estimate(method, (*stoves, *power)).tonnes
    assert found is not None
    assert round(found) == 19_017


def test_the_wastewater_plant():
    method = "wastewater"
    rows = (
        *inputs(
            method,
            P=80_000,
            BOD_g=60,
            MCF_before="aerobic_overloaded",
            MCF_after="aerobic_centralised",
            protein_kg=30,
            EF_plant_before="none",
            EF_plant_after="aerobic",
            EF_effluent="freshwater",
            dEl_MWh=3_000,
        ),
        tenth("N_removed_before", "0.2", method),
        tenth("N_removed_after", "0.7", method),
        tenth("EF_grid", "0.6", method),
        tenth("T_D_loss", "0", method),
    )
    found = estimate(method, rows).tonnes
    assert found is not None
    assert abs(found - 3180) < 5


def test_network_losses_count_on_both_sides():
    method = "efficiency_power"
    rows = (
        *inputs(method, dMWh=900),
        tenth("EF_grid", "0.5", method),
        tenth("T_D_loss", "0.1", method),
    )
    assert estimate(method, rows).tonnes == 500


def test_no_estimate_is_zero():
    assert estimate("none", ()).tonnes == 0


METHODS = [str(row["id"]) for row in form().tables["ghg_methods"]]  # type: ignore[attr-defined]  # rows
NAMES = ["W", "MCF", "P", "M_before", "EF_grid", "T_D_loss", "use", "fNRB", "eta_b", "x"]
rows_of = st.lists(
    st.fixed_dictionaries(
        {
            "method": st.sampled_from(METHODS),
            "item": st.sampled_from(["", "food", "wood", "natural_gas", "it's"]),
            "parameter": st.sampled_from(NAMES),
            "value": st.none() | st.integers(-5, 10**6).map(D),
            "choice": st.none() | st.sampled_from(["t", "plant", "septic", "nobody", "it's"]),
        }
    ),
    max_size=8,
).map(tuple)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(METHODS), rows_of)
def test_any_inputs_give_an_estimate_or_say_why_not(method, rows):
    found = estimate(method, rows)
    assert found.tonnes is not None or found.missing or found.refused
