"""Tables and papers of a match on their way into a file."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, BinaryIO

from wecoop_desktop.base.jobs import Job
from wecoop_desktop.base.language import Language
from wecoop_desktop.forms.answers import Answers, Words
from wecoop_desktop.forms.form import Form
from wecoop_desktop.ui.presenters.filing import Filed, short_name
from wecoop_desktop.ui.presenters.matchingview import MatchingView

if TYPE_CHECKING:
    from wecoop_desktop.advice.paper import About

FORMATS = ("xlsx", "csv", "pdf")


def table_of(view: MatchingView, today: date) -> Filed | None:
    """All funders with their reasons; None where nothing is matched."""
    form = view.form
    if form is None or not view.matches:
        return None

    def write(ending: str, language: Language, stream: BinaryIO, job: Job) -> None:
        from wecoop_desktop.advice.matchtable import match_outline, match_sheet
        from wecoop_desktop.documents.pdf import write_pdf
        from wecoop_desktop.documents.sheet import write_csv, write_xlsx

        title = view.title.of(language.code)
        sheet = match_sheet(form, view.matches, view.funders, language, title=title, today=today)
        if ending == "pdf":
            about = about_of(form, view.tried, language, today)
            write_pdf(match_outline(sheet, about, language), stream, job)
        elif ending == "csv":
            write_csv(sheet, language, stream)
        else:
            write_xlsx(sheet, language, stream)

    return Filed("matches", short_name(view.title.en or view.title.ru), FORMATS, write)


def priorities_of(view: MatchingView, today: date) -> Filed | None:
    """The two-sided table of the chosen funder; None while it is not found."""
    form, table = view.form, view.priorities
    if form is None or table is None:
        return None

    def write(ending: str, language: Language, stream: BinaryIO, job: Job) -> None:
        from wecoop_desktop.advice.paper import priority_outline, priority_sheet
        from wecoop_desktop.documents.pdf import write_pdf
        from wecoop_desktop.documents.sheet import write_csv, write_xlsx

        if ending == "pdf":
            about = about_of(form, view.tried, language, today)
            write_pdf(priority_outline(table, about, form, language), stream, job)
        elif ending == "csv":
            write_csv(priority_sheet(table, form, language), language, stream)
        else:
            write_xlsx(priority_sheet(table, form, language), language, stream)

    name = short_name(f"{view.funder} {view.title.en or view.title.ru}")
    return Filed("priorities", name, FORMATS, write)


def about_of(form: Form, answers: Answers, language: Language, today: date) -> About:
    """Whose paper it is, in the language of the paper."""
    from wecoop_desktop.advice.paper import About
    from wecoop_desktop.ui.presenters.wizardview import title_of

    applicant = answers.get("basic.applicant")
    countries = answers.get("basic.countries")
    labels = form.labels("countries")
    names = [
        language.text(labels[one])
        for one in (countries if isinstance(countries, tuple) else ())
        if isinstance(one, str) and one in labels
    ]
    who = applicant.of(language.code) if isinstance(applicant, Words) else str(applicant or "")
    return About(title_of(answers).of(language.code), who, ", ".join(names), today)
