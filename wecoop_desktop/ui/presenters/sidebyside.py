"""The comparison of funders on its way into a file, and what its statements know of."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, BinaryIO

from wecoop_desktop.advice.statements import About
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.base.language import Language
from wecoop_desktop.ui.presenters import matrix
from wecoop_desktop.ui.presenters.filing import Filed, short_name
from wecoop_desktop.ui.presenters.matchingpapers import FORMATS
from wecoop_desktop.ui.presenters.matchingpapers import about_of as paper_of

if TYPE_CHECKING:
    from wecoop_desktop.ui.presenters.funders import FundersView
    from wecoop_desktop.ui.presenters.matchingview import MatchingView


def about_of(view: FundersView) -> About:
    """What is known beside the profiles of those that are compared."""
    years = {one.id: matrix.last_year(view.paid or (), one.id) for one in view.compared}
    return About(view.labels or {}, view.forms or {}, view.counts or {}, years)


def comparison_of(view: FundersView, matched: MatchingView, today: date) -> Filed | None:
    """The rows as they are shown, with how the draft stands; None where nothing is compared."""
    if not view.compared:
        return None
    about, form = about_of(view), matched.form

    def write(ending: str, language: Language, stream: BinaryIO, job: Job) -> None:
        from wecoop_desktop.advice import paper
        from wecoop_desktop.advice.comparetable import compare_outline, compare_sheet
        from wecoop_desktop.documents.pdf import write_pdf
        from wecoop_desktop.documents.sheet import write_csv, write_xlsx

        title = matched.title.of(language.code)
        sheet = compare_sheet(
            view.compared,
            about,
            matched.matches,
            language,
            title=title,
            today=today,
            everything=view.everything,
        )
        if ending == "pdf":
            whose = paper.About(title, "", "", today)
            if form is not None and matched.draft:
                whose = paper_of(form, matched.tried, language, today)
            write_pdf(compare_outline(sheet, whose, language), stream, job)
        elif ending == "csv":
            write_csv(sheet, language, stream)
        else:
            write_xlsx(sheet, language, stream)

    names = " ".join(funder.id.replace("_", " ") for funder in view.compared)
    return Filed("comparison", short_name(names), FORMATS, write)
