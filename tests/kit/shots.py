"""Pictures of every screen and state: rows of a table, so that others add theirs.

`python -m tests.kit.shots OUT [--only TEXT]` writes PNG files; sample documents as pages too.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wecoop_desktop.ui.presenters.compare import ComparePresenter
    from wecoop_desktop.ui.presenters.funders import FundersPresenter
    from wecoop_desktop.ui.presenters.guide import GuidePresenter
    from wecoop_desktop.ui.presenters.matching import MatchingPresenter
    from wecoop_desktop.ui.presenters.merge import MergePresenter
    from wecoop_desktop.ui.presenters.newerform import NewerFormPresenter
    from wecoop_desktop.ui.presenters.project import ProjectPresenter
    from wecoop_desktop.ui.presenters.projects import ProjectsPresenter
    from wecoop_desktop.ui.presenters.updates import UpdatesPresenter
    from wecoop_desktop.ui.presenters.wizard import WizardPresenter
    from wecoop_desktop.ui.presenters.workshop import WorkshopPresenter
    from wecoop_desktop.ui.screens.compare import CompareScreen
    from wecoop_desktop.ui.screens.merge import MergeScreen
    from wecoop_desktop.ui.screens.projectstatistics import ProjectStatistics
    from wecoop_desktop.ui.window import Window

# name of the look: language, theme, text size in percent
LOOKS = {
    "light-en": ("en", "light", 100),
    "light-ru": ("ru", "light", 100),
    "dark-en": ("en", "dark", 100),
    "dark-ru": ("ru", "dark", 100),
    "light-en-150": ("en", "light", 150),
    "light-ru-200": ("ru", "light", 200),
    "contrast-ru": ("ru", "contrast", 100),
    "pseudo": ("qps", "light", 100),
}
SCALE = "light-en@2x"  # the same at 200 % of the system's scale; needs a process of its own


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: the place (a key of `places.PLACES`), what to do there, and the number of drafts
    in the prepared home."""

    place: str
    act: Callable[[Window], object] = lambda window: None
    drafts: int = 3


def _palette(text: str) -> Callable[[Window], object]:
    return lambda window: window.open_palette(text)


def _no_events(window: Window) -> None:
    """Nothing to do: the state comes from the home."""


def _fault(window: Window) -> None:
    from wecoop_desktop.ui.fault import tell_fault

    try:
        raise ValueError("an example of a fault, made for this picture")
    except ValueError as error:
        tell_fault(window.tell, error, window.opening.home)


def _damaged(window: Window) -> None:
    from dataclasses import replace

    from wecoop_desktop.base.errors import AppError

    error = AppError("work-damaged", path="work.sqlite", set_aside="work-damaged-2026-11-22.sqlite")
    window.opening._set(replace(window.opening.view, desk=None, store=None, work_error=error))


def _detail(act: Callable[[ProjectPresenter], object]) -> Callable[[Window], object]:
    """Something done in the pane of the project that is open."""

    def do(window: Window) -> object:
        from wecoop_desktop.ui.presenters.projects import ProjectsPresenter

        presenter = window.presenter("projects")
        assert isinstance(presenter, ProjectsPresenter)
        return act(presenter.detail)

    return do


def _search_saved(window: Window) -> None:
    projects = _projects(window)
    projects.save_search("Water, 2005–2020")
    projects.clear()
    projects.search("орошение")
    projects.size(5_000_000, None)
    projects.save_search("Орошение, крупные проекты")
    projects.turn("searches")


def _projects_saved(window: Window) -> None:
    projects = _projects(window)
    for hit in projects.view.hits[1:4]:
        projects.bookmark(hit.id)


def _export(window: Window) -> None:
    _projects(window).export()


def _document(template: str, part: str = "") -> Callable[[Window], object]:
    """Another template in the export screen, and what is shown beside its pages."""

    def do(window: Window) -> object:
        from wecoop_desktop.ui.presenters.export import ExportPresenter
        from wecoop_desktop.ui.screens.export import ExportScreen

        presenter = window.presenter("export")
        assert isinstance(presenter, ExportPresenter)
        presenter.choose(template)
        presenter._preview()
        if part == "batch":
            presenter.open_batch()
        else:
            window.findChildren(ExportScreen)[-1].shown_as.button(part or "one").click()
        return None

    return do


def _statistics(act: Callable[[ProjectStatistics], object]) -> Callable[[Window], object]:
    def do(window: Window) -> object:
        from wecoop_desktop.ui.screens.projectstatistics import ProjectStatistics

        return act(window.findChildren(ProjectStatistics)[-1])

    return do


def _charts_as_tables(view: ProjectStatistics) -> None:
    for group in ("year", "country", "funder"):
        view.card(group).turn()


def _charts_below(view: ProjectStatistics) -> None:
    for group in ("year", "country", "funder"):
        if view.card(group).twin is not None:  # of the picture before
            view.card(group).turn()
    view.measures.button("projects").click()
    view.card("funder").chart.setFocus()
    view.recall(("projects", 520))


def _all_filters(window: Window) -> None:
    projects = _projects(window)
    for group in ("more", "dac", "scope", "missing"):
        projects.fold(group)


def _projects(window: Window) -> ProjectsPresenter:
    from typing import cast

    return cast("ProjectsPresenter", window.presenter("projects"))


def _guide(act: Callable[[GuidePresenter], object]) -> Callable[[Window], object]:
    """Something done in the guide."""

    def do(window: Window) -> object:
        from wecoop_desktop.ui.presenters.guide import GuidePresenter

        presenter = window.presenter("guide")
        assert isinstance(presenter, GuidePresenter)
        return act(presenter)

    return do


def _noted(presenter: GuidePresenter) -> None:
    presenter.notes.note_at(1, "en")
    presenter.notes.write(
        presenter.view.writing, "Ask the water utility for the survey of last year."
    )
    presenter.notes.close_note()
    presenter.notes.bookmark_at(3, "en")


def _my_notes(window: Window) -> None:
    from wecoop_desktop.ui.place import Place

    _guide(_noted)(window)
    _guide(lambda guide: guide.bookmark())(window)
    window.go(Place("guide", "notes"))


def _answered(presenter: GuidePresenter) -> None:
    presenter.repeat()
    for number in range(5):
        presenter.answer(number, number % 2)


def _picked(window: Window) -> None:
    from wecoop_desktop.ui.presenters.funders import FundersPresenter

    presenter = window.presenter("funders")
    assert isinstance(presenter, FundersPresenter)
    presenter.pick_funder("ebrd")
    presenter.pick_funder("adb")


def _match(act: Callable[[MatchingPresenter], object]) -> Callable[[Window], object]:
    """Something done in the match view, beginning without a trial."""

    def do(window: Window) -> object:
        from typing import cast

        presenter = cast("FundersPresenter", window.presenter("funders")).matching
        presenter.stop_trial()
        return act(presenter)

    return do


def _quick(presenter: MatchingPresenter) -> None:
    from decimal import Decimal

    from wecoop_desktop.advice.profile import Profile
    from wecoop_desktop.forms.answers import Money

    presenter.tell(
        Profile(
            countries=("KG",), sectors=("wastewater",), applicant="sub_sovereign",
            requested=Money(Decimal(7_400_000), "EUR"), instruments=("loan",), excluded="no",
        )
    )  # fmt: skip


def _tried(presenter: MatchingPresenter) -> None:
    from decimal import Decimal

    from wecoop_desktop.advice.change import Change
    from wecoop_desktop.forms.answers import Money

    presenter.choose("adb")
    presenter.turn("trial")
    presenter.try_out(Change("requested", Money(Decimal(42_000_000), "EUR")))
    presenter.try_out(Change("instrument", "loan"))


def _shown_part(funder: str, part: str) -> Callable[[MatchingPresenter], object]:
    def show(presenter: MatchingPresenter) -> None:
        presenter.choose(funder)
        presenter.turn(part)

    return show


def _planned(window: Window) -> None:
    from typing import cast

    presenter = cast("FundersPresenter", window.presenter("funders"))
    presenter.matching.use_funder("gcf")
    presenter.appraising.wish_for("01.07.2029")


def _discussed(window: Window) -> WizardPresenter:
    """A thread with an answer, and a comment on the whole, beside the wizard."""
    from tests.kit.window import settle
    from wecoop_desktop.ui.presenters.wizard import WizardPresenter
    from wecoop_desktop.ui.screens.wizard import WizardScreen
    from wecoop_desktop.work.comments import Author, Kind, Spot

    presenter = window.presenter("wizard")
    assert isinstance(presenter, WizardPresenter)
    desk = window.opening.view.desk
    assert desk is not None
    store, proposal = desk.store.comments, presenter.view.id
    if not store.of(proposal):
        head, expert = Author("", "head of unit"), Author("", "expert")
        asked = store.add(
            proposal,
            "Of which year is this figure?",
            spot=Spot("problem.core_problem"),
            by=head,
            kind=Kind.TASK,
        )
        store.reply(proposal, asked.id, "Of 2024; the source stands below.", by=expert)
        store.add(proposal, "Clear, and short enough.", by=head)
    window.findChildren(WizardScreen)[-1]._open_panel("comments")
    presenter.discussion.load()
    settle()
    return presenter


def _writing(window: Window) -> None:
    from wecoop_desktop.ui.presenters.wizardview import Focus

    presenter = _discussed(window)
    presenter.at = Focus("problem.core_problem")
    presenter.comment()


def _kept_states(room: str) -> Callable[[Window], None]:
    def act(window: Window) -> None:
        presenter = _discussed(window)
        presenter.discussion.give_up()
        presenter.name_revision("Before the review")
        presenter.keeping.enter(room)
        if room == "submissions" and not presenter.keeping.view.submissions:
            presenter.keeping.freeze("Concept note")

    return act


def _funders_panel(window: Window) -> None:
    from tests.kit.window import settle
    from wecoop_desktop.ui.presenters.wizard import WizardPresenter
    from wecoop_desktop.ui.screens.wizard import WizardScreen

    presenter = window.presenter("wizard")
    assert isinstance(presenter, WizardPresenter)
    window.findChildren(WizardScreen)[-1]._open_panel("funders")
    settle()
    presenter.prospects.look()


def _both(presenter: GuidePresenter) -> None:
    presenter.show_both(True)


def _answer(path: str, act: str = "", *also: str) -> Callable[[Window], object]:
    """The wizard at one answer; `act` is a verb of its editor."""

    def do(window: Window) -> None:
        from tests.kit.window import settle
        from wecoop_desktop.ui.presenters.wizard import WizardPresenter
        from wecoop_desktop.ui.screens.wizard import WizardScreen

        presenter = window.presenter("wizard")
        assert isinstance(presenter, WizardPresenter)
        presenter.write_in("both" if "both" in also else "en")
        presenter.go_to(path)
        settle()
        screen = window.findChildren(WizardScreen)[-1]
        card = screen.questions.cards[path]
        for name in filter(None, (act,)):
            verb, _, value = name.partition("=")
            getattr(card.editor, verb)(*filter(None, (value,)))
        settle()
        bar = screen.questions.verticalScrollBar()
        bar.setValue(card.y() + (520 if "low" in also else -8))

    return do


def _compared(window: Window) -> None:
    from typing import cast

    presenter = cast("ComparePresenter", window.presenter("compare"))
    presenter.choose("budget.lines")
    cast("CompareScreen", window.screen_shown).walk(1)


def _conflict(window: Window) -> None:
    from typing import cast

    presenter = cast("MergePresenter", window.presenter("merge"))
    presenter.bring_together()
    presenter.decide("theirs")


def _own_words(window: Window) -> None:
    from typing import cast

    from tests.kit.window import settle

    _conflict(window)
    settle()
    cast("MergeScreen", window.screen_shown).pane.open_own()


def _moved_on(window: Window) -> None:
    from typing import cast

    cast("NewerFormPresenter", window.presenter("newerform")).move()


def _stages() -> list[str]:
    from tests.kit.updating import STAGES

    return list(STAGES)


def _workshop(act: Callable[[WorkshopPresenter], object]) -> Callable[[Window], object]:
    """Something done on the screen of workshops while a session is led."""

    def do(window: Window) -> object:
        from wecoop_desktop.ui.presenters.workshop import WorkshopPresenter

        presenter = window.presenter("workshop")
        assert isinstance(presenter, WorkshopPresenter)
        return act(presenter)

    return do


def _updates(stage: str) -> Callable[[Window], None]:
    """A state of the screen of updates, over a carrier of the tests."""

    def act(window: Window) -> None:
        from typing import cast

        from tests.kit.updating import STAGES, FakeUpdater

        presenter = cast("UpdatesPresenter", window.presenter("updates"))
        presenter.updater = FakeUpdater()
        presenter.look()
        presenter._set(STAGES[stage](presenter.view))

    return act


def shots() -> dict[str, Shot]:
    """Every picture by its name."""
    from tests.kit.places import PLACES

    found = {name: Shot(name) for name in PLACES}
    found |= {
        "home-empty": Shot("home", drafts=0),
        "proposals-empty": Shot("proposals", drafts=0),
        "projects-saved": Shot("projects-search", _projects_saved),
        "projects-searches": Shot("projects-filters", _search_saved),
        "projects-export": Shot("projects-search", _export),
        "projects-all-filters": Shot("projects-filters", _all_filters),
        "projects-statistics-tables": Shot("projects-statistics", _statistics(_charts_as_tables)),
        "projects-statistics-below": Shot("projects-statistics", _statistics(_charts_below)),
        "palette": Shot("home", _palette("wastewater")),
        "palette-commands": Shot("home", _palette(">")),
        "project-both": Shot("project", _detail(lambda detail: detail.show_both(True))),
        "project-note": Shot("project", _detail(lambda detail: detail.write_note("О полигоне"))),
        "project-cite": Shot("project", _detail(lambda detail: detail.show_part("cite"))),
        "project-begun": Shot("project", _detail(lambda detail: detail.start_like())),
        "project-euro": Shot("project-money", _detail(lambda detail: detail.count_in("EUR"))),
        "export-sections": Shot("export", _document("gcf_cn", "sections")),
        "export-cover": Shot("export", _document("eu_concept", "cover")),
        "export-sheet": Shot("export", _document("gef_pif")),
        "export-batch": Shot("export", _document("one_page", "batch")),
        "funder-plan": Shot("funder-cycle", _planned),
        "funders-matrix-picked": Shot("funders-matrix", _picked),
        "funders-match-quick-done": Shot("funders-match-quick", _match(_quick)),
        "funders-match-against": Shot("funders-match", _match(_shown_part("aiib", "reasons"))),
        "funders-match-trial": Shot("funders-match", _match(_tried)),
        "funders-match-evidence": Shot("funders-match", _match(_shown_part("ebrd", "evidence"))),
        "funders-match-twosided": Shot("funders-match", _match(_shown_part("gcf", "priorities"))),
        "funders-match-save": Shot("funders-match", _match(lambda match: match.save_table())),
        "wizard-funders": Shot("wizard-basic", _funders_panel),
        "wizard-policies": Shot("wizard-policy", _funders_panel),
        "wizard-zz-comments": Shot("wizard-problem", lambda window: bool(_discussed(window))),
        "wizard-zz-comments-new": Shot("wizard-problem", _writing),
        "wizard-zz-revisions": Shot("wizard-problem", _kept_states("revisions")),
        "wizard-zz-submissions": Shot("wizard-problem", _kept_states("submissions")),
        "guide-search": Shot("guide", _guide(lambda guide: guide.search("сточные воды"))),
        "guide-note": Shot("guide-figure", _guide(_noted)),
        "guide-my-notes": Shot("guide-figure", _my_notes),
        "guide-print": Shot("guide-figure", _guide(lambda guide: guide.print())),
        "guide-quiz-done": Shot("guide-quiz", _guide(_answered)),
        "guide-zz-both": Shot("guide-figure", _guide(_both)),  # stays on: the last of them
        "wizard-zz-a-matrix": Shot("wizard-logframe", _answer("logframe.matrix", "_unfold")),
        "wizard-zz-b-chain": Shot("wizard-logframe", _answer("logframe.matrix", "_turn=tree")),
        "wizard-zz-an-library": Shot(
            "wizard-logframe", _answer("logframe.matrix", "open_library", "low")
        ),
        "wizard-zz-problems": Shot("wizard-problem", _answer("problem.problem_tree")),
        "wizard-zz-objectives": Shot("wizard-problem", _answer("problem.objective_tree")),
        "wizard-zz-both": Shot("wizard-problem", _answer("problem.situation", "", "both")),
        "wizard-zz-stakeholders": Shot("wizard-problem", _answer("stakeholders.matrix")),
        "wizard-zz-options": Shot("wizard-problem", _answer("solution.options")),
        "wizard-zz-monitoring": Shot("wizard-problem", _answer("monitoring.plan", "add_missing")),
        "wizard-zz-risks": Shot("wizard-risks", _answer("risks.matrix")),
        "compare-table": Shot("compare", _compared),
        "merge-conflict": Shot("merge", _conflict),
        "merge-own": Shot("merge", _own_words),
        "newerform-moved": Shot("newerform", _moved_on),
        "workshop-group": Shot("workshop-led", _workshop(lambda w: w.choose(3))),
        "workshop-criterion": Shot("workshop-led", _workshop(lambda w: w.by("criterion"))),
        "workshop-draft": Shot("workshop-taught", _workshop(lambda w: w.reviewing.read(3))),
        "workshop-peers": Shot("workshop-taught", _workshop(lambda w: w.panel("peers"))),
        "workshop-marks": Shot("workshop-taught", _workshop(lambda w: w.panel("marks"))),
        "workshop-forms": Shot("workshop-taught", _workshop(lambda w: w.panel("evaluation"))),
        "workshop-anew": Shot(
            "workshop-taught", _workshop(lambda w: w.preparing.ask_anew("20261123-0a1b2c3d"))
        ),
        "workshop-reset": Shot("workshop-led", _workshop(lambda w: w.closing.ask_reset())),
        "workshop-calendar": Shot("workshop-dates", _workshop(lambda w: w.look_at("calendar"))),
        "workshop-plan": Shot("workshop-dates", _workshop(lambda w: w.look_at("plan"))),
        "workshop-terms": Shot("workshop-dates", _workshop(lambda w: w.look_at("terms"))),
        **{f"updates-{stage}": Shot("updates", _updates(stage)) for stage in _stages()},
        "updates-zz-changes": Shot("updates-changes", _updates("installed")),
        "updates-zz-over": Shot("updates", _updates("nothing")),  # no figure at the rail after it
        "fault": Shot("home", _fault),
        "work-damaged": Shot("home", _damaged),
        "work-damaged-room": Shot("proposals", _damaged),
    }
    return found


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="script/screens")
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", default="", help="pictures and looks whose name holds this")
    parser.add_argument("--look", default="", help="only this look")
    parser.add_argument("--no-documents", action="store_true")
    chosen = parser.parse_args(arguments)
    chosen.out.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if chosen.look == SCALE:
        os.environ["QT_SCALE_FACTOR"] = "2"
    began = time.monotonic()
    written = list(_pictures(chosen.out, chosen.only, chosen.look))
    if not chosen.look and (not chosen.only or chosen.only in SCALE):
        _scaled(chosen.out, chosen.only)
    if not chosen.no_documents and not chosen.look and chosen.only in ("", "document"):
        written += list(_documents(chosen.out))
    sys.stdout.write(f"{len(written)} pictures, {time.monotonic() - began:.0f} s\n")
    return 0


def _scaled(out: Path, only: str) -> None:
    """Qt takes its scale once, when the application starts."""
    import subprocess

    command = [sys.executable, "-m", "tests.kit.shots", str(out), "--look", SCALE]
    subprocess.run(
        [*command, "--only", only] if only and only not in SCALE else command, check=True
    )


def _pictures(out: Path, only: str, look: str) -> Iterator[Path]:
    from PySide6.QtWidgets import QApplication

    from tests.kit.window import shared_library

    application = QApplication.instance() or QApplication(["screens"])
    assert application is not None
    shared_library()
    looks = {SCALE: ("en", "light", 100)} if look == SCALE else LOOKS
    for name, how in looks.items():
        if look and name != look:
            continue
        wanted = {
            title: shot for title, shot in shots().items() if only in f"{title}-{name}" or not only
        }
        for drafts in sorted({shot.drafts for shot in wanted.values()}, reverse=True):
            mine = {title: shot for title, shot in wanted.items() if shot.drafts == drafts}
            yield from _look(out, name, how, drafts, mine)


def _look(
    out: Path, name: str, how: tuple[str, str, int], drafts: int, wanted: dict[str, Shot]
) -> Iterator[Path]:
    from tests.kit.places import PLACES
    from tests.kit.window import opened, settle
    from wecoop_desktop.base.folders import Home

    language, theme, zoom = how
    # States that replace what is open come last, because they stay.
    order = sorted(wanted.items(), key=lambda entry: "damaged" in entry[0])
    with (
        tempfile.TemporaryDirectory() as folder,
        opened(Home(Path(folder) / "home"), language, theme, zoom, drafts=drafts) as window,
    ):
        for title, shot in order:
            window.go(PLACES[shot.place](window))
            settle()
            shot.act(window)
            settle()
            target = out / f"{title}-{name}.png"
            window.grab().save(str(target))
            window.close_top()
            settle()
            yield target


def _documents(out: Path) -> Iterator[Path]:
    """The worked example as documents, each page a picture."""
    from wecoop_desktop.cli.main import run

    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / "example.wecoop"
        run(["--home", folder, "proposal", "new", "--from", "issyk-kul-waste", "-o", str(draft)])
        for language in ("en", "ru"):
            document = out / f"document-{language}.pdf"
            run(
                [
                    *("--home", folder, "proposal", "export", str(draft)),
                    *("--template", "eu_concept", "--lang", language),
                    *("--format", "pdf", "-o", str(document)),
                ]
            )
            yield from _pages(document)


def _pages(document: Path) -> Iterator[Path]:
    import pypdfium2

    pages = pypdfium2.PdfDocument(document)
    for number in range(len(pages)):
        target = document.with_name(f"{document.stem}-{number + 1:02}.png")
        pages[number].render(scale=1.5).to_pil().save(target)
        yield target
    pages.close()


if __name__ == "__main__":
    sys.exit(main())
