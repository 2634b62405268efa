"""Blocks of an outline as widgets for the projector: paragraphs, lists, tables, figures."""

from __future__ import annotations

from wecoop_desktop.documents.outline import Rich


def plain_words(runs: Rich) -> str:
    """The words of runs, without their looks."""
    return "".join(run.text for run in runs)
