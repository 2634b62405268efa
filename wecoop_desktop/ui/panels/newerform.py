"""What stands above the questions where the form of a proposal is not the one of the content."""

from __future__ import annotations

from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.wizard import WizardPresenter
from wecoop_desktop.ui.presenters.wizardview import WizardView
from wecoop_desktop.ui.wording import ntr, tr


def form_banner(presenter: WizardPresenter, view: WizardView) -> Banner | None:
    """A newer form, a form that is ahead of this computer, parked answers; None where nothing is
    to be said."""
    version = view.form.version if view.form is not None else ""
    if view.fits == "unknown":
        words = tr(
            "This computer has not got version {theirs} of the form, only {mine}. The answers can "
            "be read and handed on; to change them, update the content first.",
            theirs=view.version, mine=version,
        )  # fmt: skip
        banner = Banner(words, "warn", strong=tr("Filled with a newer form."),
                        action=tr("See what is aside"))  # fmt: skip
    elif view.fits == "ahead":
        words = tr(
            "Version {theirs} came along with the proposal and is used. This computer’s content "
            "has an earlier one: update it for guidance and documents that fit.",
            theirs=view.version,
        )  # fmt: skip
        banner = Banner(words, "warn", strong=tr("Filled with a newer form."),
                        action=tr("Details"))  # fmt: skip
    elif view.fits == "newer":
        words = tr("See first what would become of your answers; you can go back later.")
        banner = Banner(words, "info", strong=tr("A newer form is available."),
                        action=tr("See the newer form"))  # fmt: skip
    elif view.parked:
        words = ntr(
            "{n} answer of an earlier form is parked: it has no place in this one.",
            "{n} answers of an earlier form are parked: they have no place in this one.",
            view.parked,
        )
        banner = Banner(words, "info", action=tr("See parked answers"))
    else:
        return None
    banner.acted.connect(lambda: presenter.go(Place("newerform", view.id)))
    return banner
