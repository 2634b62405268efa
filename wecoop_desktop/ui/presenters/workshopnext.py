"""What a trainer does next: one thing, from how far the session and its groups are."""

from __future__ import annotations

from typing import Literal, NamedTuple

from wecoop_desktop.ui.presenters.workshopview import Group, Session, State, WorkshopView

Next = Literal[
    "begin", "hand-out", "wait", "question", "damaged", "silent", "work", "show", "peers",
    "reviews", "pass-on", "over", "closed",
]  # fmt: skip


class Step(NamedTuple):
    """`number` is the group it is about, or how many there are of something."""

    what: Next
    number: int = 0


def next_step(view: WorkshopView) -> Step:
    """The first of what needs the trainer: who is stuck, then what the class is ready for."""
    session = view.session
    if session is None:
        return Step("begin")
    if session.closed:
        return Step("closed")
    if not session.taken:
        begun = view.clock.running or view.clock.left < view.clock.total
        return Step("wait" if begun else "hand-out")
    for state, what in _STUCK:
        group = _first(session, state)
        if group is not None:
            return Step(what, group.number)
    return _in_class(view, session)


_STUCK: tuple[tuple[State, Next], ...] = (
    ("question", "question"), ("damaged", "damaged"), ("silent", "silent"),
)  # fmt: skip


def _first(session: Session, state: State) -> Group | None:
    """The group that waits longest in that state."""
    waiting = [group for group in session.groups if group.state == state]
    return max(waiting, key=lambda group: group.minutes or 0, default=None)


def _in_class(view: WorkshopView, session: Session) -> Step:
    over = bool(view.clock.total) and not view.clock.left
    drafts = [group for group in session.groups if group.draft is not None]
    ready = len(drafts) == len(session.groups) and all(g.state == "ready" for g in drafts)
    if session.pairs:
        pending = sum(not pair.done for pair in session.pairs)
        return Step("reviews", pending) if pending else Step("pass-on", len(session.pairs))
    if session.forms is not None:
        return Step("over", session.forms.forms)
    if session.marks:
        return Step("show", len(session.marks))
    if ready and len(drafts) > 1:
        return Step("peers", len(drafts))
    return Step("show" if over else "work", len(session.marks))
