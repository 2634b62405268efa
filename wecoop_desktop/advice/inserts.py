"""What a funder's document shows that no answer holds: blocks by the names templates ask for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wecoop_desktop.advice.paper import priority_blocks
from wecoop_desktop.advice.priorities import MOST, Origin, chosen_funders, priorities
from wecoop_desktop.base.language import Language
from wecoop_desktop.documents.outline import Block
from wecoop_desktop.forms.answers import Answers
from wecoop_desktop.forms.form import Form
from wecoop_desktop.packs.content import Funder, Policy, Template


def inserts_of(
    template: Template,
    form: Form,
    answers: Answers,
    *,
    policies: Sequence[Policy],
    funders: Sequence[Funder],
    language: Language,
) -> Mapping[str, tuple[Block, ...]]:
    """The inserts of this template that have something to show.

    The priorities are those of the funders the proposal considers, else of the template's own.
    """
    if not any(section.insert == "priorities" for section in template.sections):
        return {}
    named = chosen_funders(answers)
    origin: Origin = "chosen" if named else "asked"
    chosen = of_ids(funders, named or (template.funder,))
    table = priorities(form, answers, policies, chosen, origin=origin)
    return {"priorities": priority_blocks(table, form, language)} if table.rows else {}


def of_ids(funders: Sequence[Funder], ids: Sequence[str]) -> tuple[Funder, ...]:
    """The funders of these ids in this order, at most `MOST`; ids of none are left out."""
    known = {funder.id: funder for funder in funders}
    return tuple(known[one] for one in ids if one in known)[:MOST]
