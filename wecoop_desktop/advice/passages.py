"""Which section of the guide speaks of a question of the form; a test looks that both exist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from wecoop_desktop.packs.content import Section

# By section of the guide: the questions it tells how to answer, all of one step.
_QUESTIONS: Mapping[str, tuple[str, str]] = MappingProxyType({
    "B01.1": ("basic", "title_en title_ru acronym countries sectors project_type applicant "
                       "applicant_type contact"),
    "B01.2": ("basic", "target_maturity target_funders currency exchange_rates total_cost "
                       "requested start_date duration_months lifetime_years"),
    "B01.3": ("basic", "summary_en summary_ru sdg"),
    "B02.1": ("policy", "national ndc_link sector_programme legal_frame"),
    "B02.2": ("policy", "funder_fit"),
    "B02.3": ("policy", "other_projects transboundary"),
    "B03.1": ("problem", "situation baseline_data"),
    "B03.2": ("problem", "core_problem problem_tree barriers"),
    "B03.3": ("problem", "objective_tree without_project"),
    "B04.1": ("stakeholders", "beneficiary_groups"),
    "B04.2": ("stakeholders", "matrix consultations engagement_plan"),
    "B04.3": ("stakeholders", "direct_beneficiaries women_share indirect_beneficiaries"),
    "B05.1": ("logframe", "theory_of_change"),
    "B05.2": ("logframe", "matrix main_activities"),
    "B05.3": ("logframe", "indicators"),
    "B06.1": ("solution", "demand"),
    "B06.2": ("solution", "options justification description components standards "
                          "climate_proofing innovation"),
    "B06.3": ("solution", "om"),
    "B07.1": ("sites", "locations criteria"),
    "B07.2": ("sites", "land_status"),
    "B07.3": ("sites", "sensitive map"),
    "B08.1": ("es_screening", "national_category disclosure_plan"),
    "B08.2": ("es_screening", "checklist category category_reason lowering_reason"),
    "B08.3": ("es_screening", "impacts resettlement grievance"),
    "B09.1": ("climate", "ghg_method factor_set ghg_inputs gwp_set ghg_baseline ghg_project "
                         "air_pollutants"),
    "B09.2": ("climate", "hazards adaptation_rationale adaptation_beneficiaries"),
    "B09.3": ("climate", "rio climate_finance_share taxonomy paris_alignment"),
    "B10.1": ("economics", "price_base base_year fin_rate horizon om_cost flows dscr"),
    "B10.2": ("economics", "eco_rate benefits_include_tariff carbon_price sensitivity narrative"),
    "B10.3": ("economics", "tariff household_income low_income household_bill"),
    "B11.1": ("budget", "lines taxes_note unit_cost_check"),
    "B11.2": ("budget", "financing"),
    "B11.3": ("budget", "sovereign_guarantee concessionality"),
    "B12.1": ("implementation", "executing_agency implementing_units submitting_entity "
                                "legal_owner capacity_building"),
    "B12.2": ("implementation", "procurement_plan"),
    "B12.3": ("implementation", "financial_management integrity"),
    "B13.1": ("timeline", "milestones seasons season_note"),
    "B13.2": ("timeline", "rows"),
    "B14.1": ("risks", "matrix"),
    "B14.2": ("risks", "assumptions_external"),
    "B15.1": ("monitoring", "plan"),
    "B15.2": ("monitoring", "reports evaluation mrv visibility"),
    "B16.1": ("sustainability", "financial"),
    "B16.2": ("sustainability", "institutional environmental social exit scaling"),
    "B17.1": ("gender", "analysis action_plan marker"),
    "B17.2": ("gender", "vulnerable jobs"),
    "B18.1": ("readiness", "items"),
    "B18.2": ("readiness", "preparation_needs government_support"),
    "B19.1": ("annexes", "items"),
    "B20.1": ("review", "quality_questions"),
    "B20.2": ("review", "template export_language"),
})  # fmt: skip
PASSAGES: Mapping[str, str] = MappingProxyType(
    {
        f"{step}.{question}": section
        for section, (step, questions) in _QUESTIONS.items()
        for question in questions.split()
    }
)
FUNDERS, CASES = "C", "E"  # the parts of the guide about funders, and of worked cases


def passage(path: str) -> str:
    """The section that speaks of a question, "" where none does."""
    return PASSAGES.get(path, "")


class Further(NamedTuple):
    """Sections of other parts that are applied at a step: of the funders considered, of cases."""

    funders: tuple[Section, ...]
    cases: tuple[Section, ...]


def further(sections: Sequence[Section], step: str, funders: Iterable[str]) -> Further:
    """What other parts of the guide say of a step; chapters name their funders, not sections."""
    wanted = frozenset(funders)
    chapters = {one.id for one in sections if wanted & set(one.funders)}
    own = tuple(_applied(sections, step, FUNDERS, chapters))
    return Further(own, tuple(_applied(sections, step, CASES, None)))


def _applied(
    sections: Sequence[Section], step: str, part: str, chapters: set[str] | None
) -> Iterator[Section]:
    for one in sections:
        here = one.step == step and one.level > 1 and one.id.startswith(part)
        if here and (chapters is None or one.parent in chapters or one.id in chapters):
            yield one
