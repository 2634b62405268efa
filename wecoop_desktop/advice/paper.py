"""Advice on paper: blocks and sheets of the priority table, self-assessment and plan, in words.

In: values of `priorities`, `review` and `backplan` with a language; out: values of
`documents.outline`, and rows of plain cells for CSV and spreadsheets.
"""

from __future__ import annotations

from wecoop_desktop.advice.backplan import Plan
from wecoop_desktop.advice.priorities import Priorities
from wecoop_desktop.advice.review import Review
from wecoop_desktop.base.language import Language
from wecoop_desktop.documents.outline import Block, Outline
from wecoop_desktop.forms.form import Form


def priority_blocks(table: Priorities, form: Form, language: Language) -> tuple[Block, ...]:
    """The two-sided table for a document: what is served, country, where they meet, funder."""
    raise NotImplementedError


def review_outline(review: Review, title: str, form: Form, language: Language) -> Outline:
    """The self-assessment to be printed, with an empty box for the reviewer's remark."""
    raise NotImplementedError


def plan_outline(plan: Plan, title: str, form: Form, language: Language) -> Outline:
    """The dated plan to be printed."""
    raise NotImplementedError
