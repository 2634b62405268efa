"""The money of one project: what each funder gives, what that is converted, what is counted."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import cast

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from wecoop_desktop.advice.account import Account, Amount, Entry, Share
from wecoop_desktop.base.language import mark
from wecoop_desktop.base.text import Text
from wecoop_desktop.library.query import CURRENCIES, Currency
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.labels import Label, Wrapped
from wecoop_desktop.ui.parts.segments import Segments
from wecoop_desktop.ui.presenters.projectview import ProjectView
from wecoop_desktop.ui.screens.projectgroup import Group, copied, led_by, small
from wecoop_desktop.ui.wording import language, ntr, said, tr

LONG = 20  # letters of a funder's name from which its acronym is said
FIRST = 8  # financing lines shown at once
# Colours of the parts of the money, in order; what is beyond is one part in the last.
PARTS = ("water", "irrigation", "energy", "climate", "waste", "air")

LACKING = {
    "currency": mark("not converted: the currency is not known"),
    "year": mark("not converted: the year of approval and the start are not known"),
    "rate": mark("not converted: no rate of {currency} for {year}"),
}


class Shares(QWidget):
    """Parts of a whole as one bar, each in its colour; what they are is said below."""

    def __init__(self, parts: Sequence[Decimal], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(80), theme.px(8))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = sum(self._parts) or Decimal(1)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        at = 0.0
        for number, part in enumerate(self._parts):
            width = float(part / whole) * self.width()
            painter.setBrush(theme.colour(PARTS[min(number, len(PARTS) - 1)]))
            left = self.width() - at - width if mirrored else at
            painter.drawRect(QRectF(left, 0, max(1.0, width - 1), self.height()))
            at += width
        painter.end()


class Dot(QWidget):
    """The colour of a part beside its words."""

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._token = PARTS[min(number, len(PARTS) - 1)]
        self.setFixedSize(theme.px(10), theme.px(18))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(self._token))
        side = theme.px(8)
        painter.drawRoundedRect(QRectF(0, (self.height() - side) / 2, side, side), 2, 2)
        painter.end()


class MoneyGroup(Group):
    def key(self, view: ProjectView) -> object:
        return (view.account, view.project, view.wholes, "money" in view.everything)

    def fill(self, view: ProjectView) -> None:
        account, project = view.account, view.project
        if account is None or project is None:
            return
        switch = Segments(
            [(currency, currency) for currency in CURRENCIES],
            account.into,
            tr("Currency of converted amounts"),
        )
        switch.chosen.connect(lambda value: self.presenter.count_in(cast(Currency, value)))
        self.heading(tr("Financing"), switch)
        self.body.addWidget(Label(total_words(account), "strong", "text"))
        shares = account.shares
        legend = len(shares) > len(PARTS)
        if len(shares) > 1:
            self._bar(view, shares, legend=legend)
        shown = self.all_of(view, "money", len(account.entries), FIRST)
        for entry in account.entries[:shown]:
            self._line(view, entry, () if legend or len(shares) < 2 else shares)
        self.rest("money", len(account.entries), shown)
        for words in counted_words(account):
            self.body.addWidget(small(words))
        if project.within:
            self._contained(
                project.within,
                tr(
                    "Its money is part of “{title}”: sums over projects count it there, not twice.",
                    title=whole_words(view, project.within),
                ),
            )

    def _contained(self, whole: str, words: str) -> None:
        """That another project's financing contains this money, and the way there."""
        self.body.addWidget(copied(Wrapped(words, "small", "text2")))
        button = Button(tr("Open that project"), "quiet", "layers", size="small")
        button.clicked.connect(lambda _=False: self.presenter.open(whole))
        self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)

    def _bar(self, view: ProjectView, shares: Sequence[Share], *, legend: bool) -> None:
        """The parts as a bar; its colours stand at the lines, or, of many, in a legend."""
        most = len(PARTS) - 1 if legend else len(PARTS)
        amounts = [share.amount for share in shares[:most]]
        names = [share_words(view, share) for share in shares[:most]]
        if len(shares) > most:
            amounts.append(sum((share.amount for share in shares[most:]), Decimal(0)))
            names.append(ntr("{n} other", "{n} others", len(shares) - most))
        whole = sum(amounts)
        parts = [
            f"{name} · {language().percent(100 * amount / whole)}"
            for name, amount in zip(names, amounts, strict=True)
        ]
        bar = Shares(amounts)
        bar.setAccessibleName(", ".join(parts))
        bar.setToolTip("\n".join(parts))
        self.body.addWidget(bar)
        for number, words in enumerate(parts if legend else ()):
            self.body.addLayout(led_by(Dot(number), Wrapped(words, "small")))

    def _line(self, view: ProjectView, entry: Entry, shares: Sequence[Share]) -> None:
        words = copied(Wrapped(line_words(view, entry), "body", "text"))
        words.setToolTip(said(entry.line.name))
        mine = (entry.acronym, entry.line.instrument)
        at = next((n for n, s in enumerate(shares) if (s.name, s.instrument) == mine), None)
        if at is None or entry.amount.converted is None:
            self.body.addWidget(words)
        else:
            self.body.addLayout(led_by(Dot(at), words))
        converted = converted_words(entry.amount)
        if converted:
            self.body.addWidget(small(converted))
        whole = entry.line.within
        if whole and view.project is not None and whole != view.project.within:
            title = whole_words(view, whole)
            self._contained(whole, tr("This money is told in “{title}” already.", title=title))


def whole_words(view: ProjectView, whole: str) -> str:
    """The title of a project whose financing contains some of this one's."""
    return said(dict(view.wholes).get(whole) or Text(whole, whole))


def total_words(account: Account) -> str:
    """The sum of the lines; about, where something in it was converted."""
    amount = account.sum.amount
    if amount is None:
        return tr("Sum unknown") if account.entries else tr("The sources name no financing")
    words = language().money(amount, account.into, "short")
    if any(entry.amount.foreign for entry in account.entries):
        return tr("≈ {amount}", amount=words)
    return words


def share_words(view: ProjectView, share: Share) -> str:
    instrument = view.labels.of(language(), "instrument", share.instrument or "unknown")
    return f"{said(share.name)}, {instrument.lower()}"


def line_words(view: ProjectView, entry: Entry) -> str:
    """`EBRD · window · Loan · USD 16,500,000 · 2009`."""
    amount, funding = entry.amount, entry.line
    if amount.amount is None:
        money = tr("amount unknown")
    elif amount.currency:
        money = language().money(amount.amount, amount.currency)
    else:
        money = tr("{amount}, currency unknown", amount=language().number(amount.amount))
    instrument = view.labels.of(language(), "instrument", funding.instrument or "unknown")
    year = str(amount.year) if amount.year else tr("year unknown")
    full = said(funding.name)
    name = (said(entry.acronym) if len(full) > LONG else full) or tr("Funder unknown")
    return " · ".join(part for part in (name, funding.window, instrument, money, year) if part)


def converted_words(amount: Amount) -> str:
    """What the amount is in the other currency and by which rate, or why that is not known."""
    if amount.lacking:
        words = LACKING.get(amount.lacking, "")
        return tr(words, currency=amount.currency, year=amount.year) if words else ""
    converted = amount.converted
    if converted is None or not amount.foreign:
        return ""
    return tr(
        "≈ {amount}, at {rate} {into}/{currency}, average of {year} ({source})",
        amount=language().money(converted.amount, amount.into, "short"),
        rate=rate_words(converted.rate),
        into=amount.into,
        currency=amount.currency,
        year=converted.year,
        source=", ".join(said(source.name) for source in amount.sources) or tr("source unknown"),
    )


def rate_words(rate: Decimal) -> str:
    """Four digits after the point, or more where the rate is small, so that four count."""
    return language().number(rate, max(4, 3 - rate.adjusted()))


def counted_words(account: Account) -> list[str]:
    """What is counted in the sum, and how it compares with the stated total cost."""
    found = []
    counted, left = account.sum.counted, account.sum.left
    if counted > 1 or left:
        found.append(
            ntr(
                "Counted: {n} financing line, once.", "Counted: {n} financing lines, once each.",
                counted,
            )
        )  # fmt: skip
    if left:
        found.append(
            ntr(
                "Left out: {n} line without an amount or without a rate of its year.",
                "Left out: {n} lines without an amount or without a rate of their year.",
                left,
            )
        )
    if account.total is not None and account.total.amount is not None:
        found += _stated(account, account.total)
    return found


def _stated(account: Account, total: Amount) -> list[str]:
    assert total.amount is not None
    words = tr(
        "Total cost as the source states it: {amount}",
        amount=language().money(total.amount, total.currency),
    )
    found = [part for part in (words, converted_words(total)) if part]
    gap = account.gap
    if gap is not None:
        amount = language().money(abs(gap), account.into, "short")
        found.append(
            tr("The lines add up to {amount} less; who pays the rest is not given.", amount=amount)
            if gap > 0
            else tr("The lines add up to {amount} more than that.", amount=amount)
        )
    return found
