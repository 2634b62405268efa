"""Each method for greenhouse gases against a published figure, or the published equation.

Where a document prints inputs and a result, the test names the document and repeats them. Where no
such example was found, the test works the published equation out again in floats, on its own, and
docs/calculations.md says so.
"""

from __future__ import annotations

import math
from datetime import date
from decimal import Decimal

import pytest

from tests.kit.content import form, reference
from wecoop_desktop.appraisal.decay import Deposit, methane
from wecoop_desktop.forms.answers import Row, Value
from wecoop_desktop.forms.emissions import Estimate, estimates, total
from wecoop_desktop.forms.expression import Compiler
from wecoop_desktop.forms.plan import prepare
from wecoop_desktop.forms.shapes import SCALAR, Shape
from wecoop_desktop.forms.streams import compiler_of
from wecoop_desktop.forms.values import elements
from wecoop_desktop.forms.working import Working

D = Decimal
TODAY = date(2026, 11, 22)
LITRES_PER_GALLON = D("3.785411784")
KM_PER_MILE = D("1.609344")
GJ_PER_MMBTU = D("1.05505585262")


def of(method: str, given: dict[str, object], item: str = "", **answers: Value) -> Estimate:
    """One method with these variables; "item.NAME" ones go to the item."""
    rows: list[Row] = []
    for name, value in given.items():
        of_item, _, bare = name.rpartition(".")
        rows.append(
            {
                "method": method,
                "item": item if of_item else "",
                "parameter": bare,
                "value": None if isinstance(value, str) else D(str(value)),
                "choice": value if isinstance(value, str) else None,
            }
        )
    made: dict[str, Value] = {
        "climate.ghg_method": (method,),
        "climate.ghg_inputs": tuple(rows),
        "climate.gwp_set": "AR5",
        **{name.replace("__", "."): value for name, value in answers.items()},
    }
    return estimates(form(), made, reference(), today=TODAY)[0]


def tonnes(found: Estimate) -> float:
    assert found.tonnes is not None, (found.missing, found.refused)
    return float(found.tonnes)


def test_a_railcar_of_coal():
    """US EPA, Greenhouse Gas Equivalencies Calculator, Calculations and References, "Railcars of
    coal burned": 21.11 mmbtu/t x 26.05 kg C/mmbtu x 44/12 x 90.89 t/railcar = 183.29 t CO2.
    """
    carbon = D("26.05") * 44 / 12 / GJ_PER_MMBTU
    found = of(
        "fuel_saved",
        {
            "i.M_before": D("90.89"),
            "i.M_after": 0,
            "i.NCV": D("21.11") * GJ_PER_MMBTU,
            "i.EF": carbon,
            "i.EF_CH4": 0,
            "i.EF_N2O": 0,
        },
        "hard_coal",
    )
    assert tonnes(found) == pytest.approx(183.29, rel=2e-4)  # EPA rounds on the way


def test_a_therm_of_natural_gas():
    """US EPA, the same page, "Therms of natural gas": 0.1 mmbtu x 14.46 kg C/mmbtu x 44/12 =
    0.0053 t CO2 a therm; here a million therms.
    """
    found = of(
        "fuel_saved",
        {
            "i.M_before": D(100_000) * GJ_PER_MMBTU,
            "i.M_after": 0,
            "i.NCV": 1,
            "i.EF": D("14.46") * 44 / 12 / GJ_PER_MMBTU,
            "i.EF_CH4": 0,
            "i.EF_N2O": 0,
        },
        "natural_gas",
    )
    assert round(tonnes(found) / 1e6, 4) == 0.0053


def test_fuel_with_the_tables_of_the_ipcc():
    """IPCC 2006, vol. 2, equation 2.1 with tables 1.2, 2.2 and 2.5, worked out on its own: 1,000 t
    of other bituminous coal in homes: 25.8 GJ/t; 94.6 t CO2, 300 kg CH4, 1.5 kg N2O a TJ.
    """
    terajoules = 1000 * 25.8 / 1000
    expected = terajoules * (94.6 + 300 * 28 / 1000 + 1.5 * 265 / 1000)
    assert tonnes(of("fuel_saved", {"i.M_before": 1000, "i.M_after": 0}, "hard_coal")) == (
        pytest.approx(expected, rel=1e-12)
    )


def test_a_passenger_vehicle():
    """US EPA, Calculations and References, edition with data of 2005, "Passenger vehicles per
    year": 8.81e-3 t CO2/gallon x 11,856 miles x 1/19.7 gallon a mile x 1/0.971 = 5.46 t CO2e.
    """
    found = of(
        "transport",
        {
            "vkm_b": D(11_856) * KM_PER_MILE,
            "vkm_a": 0,
            "fuel_b": LITRES_PER_GALLON / (D("19.7") * KM_PER_MILE),
            "EFl_b": D("8.81") / LITRES_PER_GALLON / D("0.971"),
            "fuel_a": 0,
            "EFl_a": 0,
        },
    )
    assert round(tonnes(found), 2) == 5.46


def test_septic_tanks_of_a_state():
    """California Air Resources Board, documentation of the 2023 greenhouse gas inventory, sheet 4D1
    septic systems, CH4, 2001: 34,513,000 people x 0.1 x 10.7 g CH4 a person and day x 365.2425
    days = 13,488 t CH4. 10.7 g is 35.667 g BOD x 0.6 x MCF 0.5. The method counts 365 days.
    """
    found = of(
        "wastewater",
        {
            "P": 3_451_300,
            "BOD_g": D("10.7") / D("0.6") / D("0.5"),
            "MCF_before": "septic",
            "MCF_after": "flowing_sewer",
            "protein_kg": 0,
            "EF_plant_before": 0,
            "EF_plant_after": 0,
            "EF_effluent": 0,
            "N_removed_before": 0,
            "N_removed_after": 0,
        },
    )
    assert tonnes(found) / 28 * 365.2425 / 365 == pytest.approx(13_488, rel=1e-4)


def test_organic_load_of_industry():
    """The same documentation, sheet 4D2 petroleum refining, CH4, 2018: 89,858,231 m3 x 450 g/m3 x
    0.25 x MCF 0.3 = 3,033 t CH4. One "person" stands for a cubic metre a day.
    """
    found = of(
        "wastewater",
        {
            "P": D(89_858_231) / 365,
            "BOD_g": 450,
            "Bo": D("0.25"),
            "MCF_before": D("0.3"),
            "MCF_after": 0,
            "protein_kg": 0,
            "EF_plant_before": 0,
            "EF_plant_after": 0,
            "EF_effluent": 0,
            "N_removed_before": 0,
            "N_removed_after": 0,
        },
    )
    assert round(tonnes(found) / 28) == 3033


def test_nitrous_oxide_of_effluent():
    """IPCC 2006, vol. 5, equations 6.7 and 6.8, worked out on its own: a million people, 30 kg of
    protein, F_NPR 0.16, F_NON-CON 1.1, F_IND-COM 1.25, 0.005 kg N2O-N a kg N.
    """
    nitrogen = 1e6 * 30 * 0.16 * 1.1 * 1.25
    found = of(
        "wastewater",
        {
            "P": 1_000_000,
            "BOD_g": 60,
            "MCF_before": 0,
            "MCF_after": 0,
            "protein_kg": 30,
            "EF_plant_before": 0,
            "EF_plant_after": 0,
            "EF_effluent": D("0.005"),
            "N_removed_before": 0,
            "N_removed_after": 1,
        },
    )
    assert tonnes(found) == pytest.approx(nitrogen * 0.005 * 44 / 28 / 1000 * 265, rel=1e-12)


def test_captured_landfill_gas():
    """Independent Impact, R package cdmAcm0001 (ACM0001), reference of the function
    `calculate_baseline_emissions_acm0001`: 5,000 m3 CH4 x 0.000716 t/m3 x GWP 28 = 100.24, and
    90.216 t CO2e where 0.1 would have been oxidised in the cover.
    """
    gas = D(5000) * D("0.000716")
    plain = of("landfill_gas", {"CH4_captured_t": gas, "OX": "other", "DE": 1})
    covered = of("landfill_gas", {"CH4_captured_t": gas, "OX": "managed_covered", "DE": 1})
    assert tonnes(plain) == pytest.approx(100.24, abs=1e-9)
    assert tonnes(covered) == pytest.approx(90.216, abs=1e-9)


def test_a_wind_turbine():
    """PfR (after the British Wind Energy Association), "How much energy does a wind turbine
    generate?": 2 MW x 8,760 h x 0.25 = 4,380 MWh a year; here at a grid factor of 1 t CO2/MWh.
    The product with a grid factor is that of CDM AMS-I.D.
    """
    assert tonnes(of("renewables", {"P_MW": 2, "CF": D("0.25"), "EF_grid": 1})) == 4380


def test_electricity_saved():
    """CDM AMS-II.C: savings / (1 - losses) x grid factor, worked out on its own."""
    found = of("efficiency_power", {"dMWh": 1200, "EF_grid": D("0.7"), "T_D_loss": D("0.12")})
    assert tonnes(found) == pytest.approx(1200 / 0.88 * 0.7, rel=1e-12)


def test_district_heating():
    """IPCC 2006, vol. 2, equation 2.1 on the fuel for the heat delivered, worked out on its own:
    10,000 Gcal; 20 % loss and 0.7 on sub-bituminous coal, 10 % and 0.92 on gas.
    """
    found = of(
        "district_heating",
        {
            "Q_Gcal": 10_000,
            "loss_b": D("0.2"),
            "loss_a": D("0.1"),
            "eta_b": D("0.7"),
            "eta_a": D("0.92"),
            "EF_b": "sub_bituminous",
            "EF_a": "natural_gas",
        },
    )
    heat = 10_000 * 4.1868
    expected = heat / 0.8 / 0.7 * 96.1 / 1000 - heat / 0.9 / 0.92 * 56.1 / 1000
    assert tonnes(found) == pytest.approx(expected, rel=1e-12)


def test_afforestation():
    """IPCC 2006, vol. 4, equations 2.9 and 2.10, worked out on its own: 1,000 ha, 4 t a year above
    ground, root to shoot 0.24, carbon 0.47, 20 years counted over a lifetime of 40.
    """
    found = of(
        "afforestation",
        {"A_ha": 1000, "survival": 1, "G": 4, "R": D("0.24"), "CF": D("0.47")},
        basic__lifetime_years=D(40),
    )
    assert tonnes(found) == pytest.approx(1000 * 4 * 1.24 * 0.47 * 44 / 12 * 20 / 40, rel=1e-12)


def test_methane_of_a_dump_by_the_whole_of_its_decay():
    """IPCC 2006, vol. 5, equations 3.1 to 3.6: added up over the whole decay, the yearly model
    gives the commitment, W x DOC x DOCf x MCF x F x 16/12 (equation 3.3 and 3A1).
    """
    found = of(
        "landfill_diversion",
        {"i.W": 1000, "MCF": "managed_anaerobic", "burnt_share": 0},
        "food",
        climate__factor_set="ipcc2006",
        basic__lifetime_years=D(60),
    )
    commitment = 1000 * 0.15 * 0.5 * 0.5 * 16 / 12 * 28
    assert tonnes(found) == pytest.approx(commitment, rel=1e-12)
    ipcc = next(profile for profile in found.profiles if profile.id == "FOD_IPCC")
    expected = [
        commitment * sum((1 - math.exp(-0.06)) * math.exp(-0.06 * (t - 1 - x)) for x in range(1, t))
        for t in range(1, 61)
    ]
    assert [float(one) for one in ipcc.tonnes] == pytest.approx(expected, rel=1e-9)
    assert ipcc.tonnes[0] == 0
    tool = next(profile for profile in found.profiles if profile.id == "FOD_TOOL04")
    assert float(tool.tonnes[0]) == pytest.approx(commitment * 0.75 * (1 - math.exp(-0.06)))


def test_the_decay_that_runs_is_the_formula_of_the_form():
    """The pack prints the models of decay as formulas; the program runs `appraisal.decay`."""
    plan = prepare(form())
    method = next(
        m for m in elements(plan.tables["ghg_methods"]) if m["id"] == "landfill_diversion"
    )
    names = ("W", "DOC", "DOCf", "MCF", "F", "k", "x")
    given = {**dict.fromkeys(("R", "OX", "T", "phi"), SCALAR)}
    given["deposits"] = Shape("rows", dict.fromkeys(names, SCALAR))
    roots = compiler_of(form(), plan).roots.with_given(given)
    world = Working(plan, {}, reference(), TODAY, "en")
    row = {"W": D(900), "DOC": D("0.4"), "DOCf": D("0.5"), "MCF": D("0.8"), "F": D("0.5")}
    deposits = tuple({**row, "k": D("0.04"), "x": D(x)} for x in range(1, 11))
    potential = D(900) * D("0.4") * D("0.5") * D("0.8") * D("0.5") * 16 / 12
    for option in elements(method["yearly_profile"]["options"]):  # type: ignore[index]  # a map
        phi = option.get("phi") or D(1)
        made = methane([Deposit(potential, D("0.04"))], 10, 30, delay=0 if option.get("phi") else 1)
        expression = Compiler(roots).expression(str(option["formula"]))
        assert not expression.errors
        for year in (1, 2, 7, 11, 30):
            values = {"R": D(0), "OX": D(0), "T": D(year), "phi": phi, "deposits": deposits}
            worth = expression.of(world, (), values)
            assert isinstance(worth, Decimal)
            assert float(worth) == pytest.approx(float(made[year - 1] * phi), rel=1e-12, abs=1e-12)


def test_composting_by_the_ipcc():
    """IPCC 2006, vol. 5, equations 4.1 and 4.2 with table 4.1: 1,000 t wet give 4 t CH4 and 0.24 t
    N2O; taken off what the dump would have given.
    """
    with_it = of(
        "landfill_diversion",
        {"i.W": 1000, "MCF": "unmanaged_shallow", "burnt_share": 0, "W_compost": 1000},
        "food",
    )
    without = of(
        "landfill_diversion", {"i.W": 1000, "MCF": "unmanaged_shallow", "burnt_share": 0}, "food"
    )
    assert tonnes(without) - tonnes(with_it) == pytest.approx(4 * 28 + 0.24 * 265, rel=1e-12)


def test_several_methods_add_up():
    rows: tuple[Row, ...] = tuple(
        {"method": method, "parameter": name, "value": D(value)}
        for method, name, value in (
            ("renewables", "P_MW", "2"),
            ("renewables", "CF", "0.25"),
            ("renewables", "EF_grid", "1"),
            ("efficiency_power", "dMWh", "100"),
            ("efficiency_power", "EF_grid", "1"),
            ("efficiency_power", "T_D_loss", "0"),
        )
    )
    answers: dict[str, Value] = {
        "climate.ghg_method": ("renewables", "efficiency_power"),
        "climate.ghg_inputs": rows,
    }
    found = estimates(form(), answers, reference(), today=TODAY)
    assert total(found) == 4480
    assert total(found[:0]) is None
    answers["climate.ghg_method"] = ("renewables", "transport")
    assert total(estimates(form(), answers, reference(), today=TODAY)) is None


@pytest.mark.parametrize("value", ["1e30", "-1e30", "0", "1e59"])
def test_absurd_figures_give_a_result_or_none(value: str) -> None:
    found = of("fuel_saved", {"i.M_before": D(value), "i.M_after": 0}, "hard_coal")
    assert found.tonnes is None or found.tonnes.is_finite()
    dump = of(
        "landfill_diversion",
        {"i.W": D(value), "MCF": "managed_anaerobic", "burnt_share": 0},
        "food",
        basic__lifetime_years=D(10) ** 9,
    )
    assert all(len(profile.tonnes) == 60 for profile in dump.profiles)


def test_every_method_and_variable_says_what_it_is_and_where_it_comes_from():
    for method in elements(prepare(form()).tables["ghg_methods"]):
        if method["id"] == "none":
            continue
        assert method.get("source"), method["id"]
        variables = method["variables"]
        assert isinstance(variables, dict)
        for name, variable in variables.items():
            assert variable.get("name"), (method["id"], name)


def test_a_fraction_without_a_figure_is_missing_and_not_nothing():
    method = "landfill_diversion"
    rows: tuple[Row, ...] = (
        {"method": method, "item": "food", "parameter": "W", "value": D(1000)},
        {"method": method, "item": "paper", "parameter": "W"},
        {"method": method, "parameter": "MCF", "choice": "unmanaged_shallow"},
        {"method": method, "parameter": "burnt_share", "value": D(0)},
    )
    answers: dict[str, Value] = {"climate.ghg_method": (method,), "climate.ghg_inputs": rows}
    (found,) = estimates(form(), answers, reference(), today=TODAY)
    assert (found.tonnes, found.missing) == (None, ("W",))
