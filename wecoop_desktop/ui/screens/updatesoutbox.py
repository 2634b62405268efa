"""The outbox beside the packs: what was written to the publisher, and what became of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from wecoop_desktop.base.language import mark
from wecoop_desktop.packs.feedback import ENDING
from wecoop_desktop.ui import theme, wording
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.flow import Flow
from wecoop_desktop.ui.parts.labels import Caption, Count, Elided, Rule, SectionLabel, Wrapped
from wecoop_desktop.ui.presenters.outbox import OutboxPresenter, OutboxView, Told
from wecoop_desktop.ui.screens import updateswords as words
from wecoop_desktop.ui.wording import ntr, said, tr

if TYPE_CHECKING:
    from wecoop_desktop.work.outbox import Kept

KINDS = {
    "correction": mark("correction"),
    "question": mark("question"),
    "project": mark("missing project"),
    "comment": mark("comment on the guide"),
}
STATES = {
    "draft": mark("not finished"),
    "waiting": mark("waits to be sent"),
    "sent": mark("left in a file"),
    "received": mark("received"),
    "answered": mark("answered"),
}
DECISIONS = {
    "accepted": mark("Accepted."),
    "declined": mark("Declined."),
    "noted": mark("Noted."),
}
SHOWN = 12  # entries; the older ones have long been answered


def outbox(presenter: OutboxPresenter, view: OutboxView) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, theme.px(8))
    column.setSpacing(theme.px(6))
    head = QHBoxLayout()
    head.setSpacing(theme.px(7))
    label = SectionLabel(tr("Feedback outbox"))
    label.setWordWrap(False)
    head.addWidget(label)
    if view.waiting:
        head.addWidget(Count(wording.language().number(view.waiting)))
    head.addStretch(1)
    column.addLayout(head)
    if view.entries:
        column.addWidget(_list(presenter, view))
    else:
        column.addWidget(
            Wrapped(
                tr("Corrections and questions that you write at a project, a section or a funder "
                   "wait here."),
                "small",
                "muted",
            )
        )  # fmt: skip
    message = _message(presenter, view)
    if message is not None:
        column.addWidget(message)
    column.addWidget(_verbs(presenter, view, holder))
    column.addWidget(Wrapped(_promise(view), "small", "muted"))
    return holder


def _list(presenter: OutboxPresenter, view: OutboxView) -> Card:
    card = Card(padding=12)
    for at, kept in enumerate(view.entries[:SHOWN]):
        if at:
            card.body.addWidget(Rule())
        card.body.addLayout(_entry(presenter, view, kept))
        if kept.answer is not None:
            decision = DECISIONS.get(kept.answer.decision, "")
            answer = Wrapped("", "small", "text2")
            answer.show_strong(tr(decision) if decision else "", said(kept.answer.reason))
            card.body.addWidget(answer)
    more = len(view.entries) - SHOWN
    if more > 0:
        card.body.addWidget(Caption(ntr("and {n} older one", "and {n} older ones", more)))
    return card


def titled(kept: Kept) -> str:
    """What an entry is about, in a line: its thing, else the first words of its text."""
    entry = kept.entry
    first = next(iter(entry.text.strip().splitlines()), "")
    return entry.about.title or first or tr("Nothing written yet")


def _entry(presenter: OutboxPresenter, view: OutboxView, kept: Kept) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.px(2))
    told = QVBoxLayout()
    told.setSpacing(theme.px(1))
    title = titled(kept)
    told.addWidget(Elided(title, "body"))
    date = wording.language().date(kept.changed.astimezone().date())
    parts = [tr(KINDS[str(kept.entry.kind)]), date]
    if kept.number:
        parts.insert(0, tr("received as {number}", number=kept.number))
    elif str(kept.state) != "waiting":
        parts.insert(0, tr(STATES[str(kept.state)]))
    told.addWidget(Elided(" · ".join(parts), "small", "muted"))
    row.addLayout(told, 1)
    icon, verb = ("pencil", tr("Edit")) if kept.open else ("eye", tr("Show"))
    edit = Button("", "quiet", icon, size="small", name=f"{verb}: {title}")
    edit.clicked.connect(lambda _checked=False: presenter.edit(kept.entry.id))
    row.addWidget(edit)
    remove = Button("", "quiet", "trash-2", size="small", name=tr("Remove: {what}", what=title))
    remove.clicked.connect(lambda _checked=False: presenter.remove(kept.entry.id))
    row.addWidget(remove)
    for button in (edit, remove):
        button.setEnabled(not view.busy)
    return row


def _verbs(presenter: OutboxPresenter, view: OutboxView, parent: QWidget) -> QWidget:
    n = view.waiting
    flow = Flow(8)
    if view.busy:
        stop = Button(tr("Cancel"), size="small")
        stop.clicked.connect(lambda _checked=False: presenter.stop())
        flow.addWidget(stop)
    if view.address:
        send = Button(tr("Send {n}", n=n) if n else tr("Send"), icon="send", size="small")
        send.clicked.connect(lambda _checked=False: presenter.send())
        send.setEnabled(bool(n) and not view.busy)
        flow.addWidget(send)

    def save() -> None:
        chosen, _kind = QFileDialog.getSaveFileName(
            parent, tr("Save feedback"), presenter.suggested(), f"*{ENDING}"
        )
        if chosen:
            presenter.save(Path(chosen))

    file = Button(tr("Save to USB"), icon="usb", size="small")
    file.clicked.connect(lambda _checked=False: save())
    file.setEnabled(bool(n) and not view.busy)
    flow.addWidget(file)
    write = Button(tr("Write…"), icon="pencil", size="small")
    write.clicked.connect(lambda _checked=False: presenter.write())
    flow.addWidget(write)
    holder = QWidget()
    holder.setLayout(flow)
    return holder


def _promise(view: OutboxView) -> str:
    if view.address:
        return tr(
            "Leaves only when you press Send. No drafts, and no name unless you typed it yourself."
        )
    return tr(
        "No address of the publisher is known: feedback leaves as a file, by stick or mail. No "
        "drafts, and no name unless you typed it yourself."
    )


def _message(presenter: OutboxPresenter, view: OutboxView) -> Banner | None:
    if view.busy:
        done, total = view.step
        return Banner(tr("Sending {n} of {total}", n=done, total=total))
    if view.error is not None:
        banner = Banner(words.refusal(view.error), "warn", closable=True)
    elif view.told is not None:
        undo = tr("Undo") if view.told.code == "removed" else ""
        banner = Banner(_told(view.told), "ok", action=undo, closable=True)
        banner.acted.connect(presenter.undo)
    else:
        return None
    banner.closed.connect(presenter.forget)
    return banner


def _told(told: Told) -> str:
    match told.code:
        case "sent":
            arrived = ntr("{n} arrived.", "{n} arrived.", told.count)
            if not told.failed:
                return arrived
            lost = ntr("{n} did not.", "{n} did not.", told.failed)
            return f"{arrived} {lost}"
        case "saved":
            name = told.path.name if told.path else ""
            return ntr("{n} saved in {name}.", "{n} saved in {name}.", told.count, name=name)
        case "removed":
            return tr("Removed.")
        case "stopped":
            return tr("Sending was stopped.")
    return tr("Brought back.") if told.code == "undone" else tr("Removed again.")
