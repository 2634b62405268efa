"""The procurement plan: packages from budget lines, their sums, and dates against the schedule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from wecoop_desktop.base.catalogue import original
from wecoop_desktop.forms.answers import Cell, Row, Value
from wecoop_desktop.forms.form import Field as Question
from wecoop_desktop.ui.editors.grid import Grid
from wecoop_desktop.ui.editors.lines import codes, plain
from wecoop_desktop.ui.editors.offers import Offer, Offers
from wecoop_desktop.ui.editors.rows import RowsEditor
from wecoop_desktop.ui.editors.scene import MOST_ROWS, Scene, rows_of
from wecoop_desktop.ui.wording import language, ntr, read, tr

PLAN, LINES, TASKS = "implementation.procurement_plan", "budget.lines", "timeline.rows"
FUNDERS = "basic.target_funders"
# What is bought, by the category of the cost; everything else is not bought by a tender.
TYPES = {
    "works": "works",
    "goods": "goods",
    "consulting": "consulting",
    "design": "consulting",
    "training": "non_consulting",
}
# Methods that select consultants, and methods that compare offers of goods and works.
OF_CONSULTANTS = frozenset({"qcbs", "individual"})
OF_OFFERS = frozenset({"icb", "ncb", "shopping"})
MOST_TOLD = 4


class ProcurementEditor(RowsEditor):
    """The table with what its packages leave open below."""

    lively = True  # the budget and the schedule are other answers

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        self.offers = Offers()
        grid = Grid(question, add=tr("Add a package"))
        super().__init__(grid, above=[self.offers], parent=parent)
        self.offers.taken.connect(self._take)

    def _draw(self, value: Value | None, scene: Scene) -> None:
        self.offers.show_offers(tuple(self._offers(rows_of(value), scene)))

    def _offers(self, rows: Sequence[Row], scene: Scene) -> Iterator[Offer]:
        yield from _rules(scene)
        lines = rows_of(scene.answers.get(LINES))
        left = _open(lines, rows)
        if left:
            words = ntr(
                "{n} line of the budget is in no package.",
                "{n} lines of the budget are in no package.",
                len(left),
            )
            yield Offer("warn", words, tr("Make packages of them"), "lines")
        for at, row in enumerate(rows):
            yield from self._sum(at, row, lines, scene)
        yield from _several(_unfit(rows), "method")
        yield from self._dates(rows, scene)

    def _sum(self, at: int, row: Row, lines: Sequence[Row], scene: Scene) -> Iterator[Offer]:
        """Where the estimate is another than its lines add up to."""
        mine = set(codes(row.get("budget_lines")))
        amount, total = row.get("amount"), _total(lines, mine, scene)
        if not mine or total is None or not isinstance(amount, Decimal):
            return
        if abs(amount - total) > max(Decimal(1), abs(total) / 200):
            words = tr(
                "Package {n}: the estimate is {amount}, its budget lines add up to {total} "
                "{currency}.",
                n=at + 1,
                amount=language().number(amount),
                total=language().number(total),
                currency=scene.currency,
            )
            yield Offer("warn", words, tr("Take the sum"), f"sum {at}")

    def _dates(self, rows: Sequence[Row], scene: Scene) -> Iterator[Offer]:
        """Contracts that begin after the step that carries them out, or end after it."""
        tasks = {plain(row.get("code")): row for row in rows_of(scene.answers.get(TASKS))}
        told = 0
        for at, row in enumerate(rows):
            code = plain(row.get("task"))
            if not code or told >= MOST_TOLD:
                continue
            task = tasks.get(code)
            if task is None:
                told += 1
                words = tr("Package {n}: the schedule has no step {code}.", n=at + 1, code=code)
                yield Offer("warn", words, tr("Show"), f"task {at}")
                continue
            start, contract = task.get("start"), row.get("contract")
            if isinstance(start, date) and isinstance(contract, date) and contract > start:
                told += 1
                words = tr(
                    "Package {n}: the contract is planned for {date}, but step {code} begins on "
                    "{start}.",
                    n=at + 1,
                    date=language().date(contract),
                    code=code,
                    start=language().date(start),
                )
                yield Offer("warn", words, tr("Show"), f"contract {at}")
            elif isinstance(task.get("end"), date) and row.get("completion") is None:
                told += 1
                words = tr(
                    "Package {n}: step {code} ends on {date}.",
                    n=at + 1,
                    code=code,
                    date=language().date(task["end"]),  # type: ignore[arg-type]  # looked at above
                )
                yield Offer("muted", words, tr("Take it as completion"), f"end {at}")

    def _take(self, key: str) -> None:
        verb, _, number = key.partition(" ")
        model, scene = self.grid.model, self._scene
        if scene is None:
            return
        if verb == "lines":
            new = packages(rows_of(scene.answers.get(LINES)), model.rows, scene)
            model.replace([*model.rows, *new[: MOST_ROWS - len(model.rows)]])
            return
        at = int(number)
        if at >= len(model.rows):
            return
        if verb == "sum":
            mine = set(codes(model.rows[at].get("budget_lines")))
            total = _total(rows_of(scene.answers.get(LINES)), mine, scene)
            model.put(at, {"amount": total})
        elif verb == "end":
            code = plain(model.rows[at].get("task"))
            tasks = rows_of(scene.answers.get(TASKS))
            task = next((row for row in tasks if plain(row.get("code")) == code), {})
            model.put(at, {"completion": task.get("end")})
        else:
            self.grid.focus_at(at, verb)


def packages(lines: Sequence[Row], there: Sequence[Row], scene: Scene) -> list[Row]:
    """A package for each line that none has, with its estimate, and the step of its activity."""
    steps = {
        activity: plain(row.get("code"))
        for row in reversed(rows_of(scene.answers.get(TASKS)))
        for activity in (plain(row.get("code")), *codes(row.get("output")))
        if activity
    }
    found: list[Row] = []
    for line in _open(lines, there):
        category = str(line.get("category") or "")
        cells: dict[str, Cell] = {
            "package": line.get("description"),
            "type": TYPES[category],
            "category": category,
            "amount": _total((line,), {plain(line.get("code"))}, scene),
            "budget_lines": plain(line.get("code")),
            "task": steps.get(plain(line.get("activity"))),
        }
        found.append({name: cell for name, cell in cells.items() if cell})
    return found


def _open(lines: Sequence[Row], there: Sequence[Row]) -> list[Row]:
    """Lines with a code that are bought and stand in no package."""
    taken = {code for row in there for code in codes(row.get("budget_lines"))}
    return [
        line
        for line in lines
        if str(line.get("category") or "") in TYPES
        and plain(line.get("code"))
        and plain(line.get("code")) not in taken
    ]


def _total(lines: Sequence[Row], mine: set[str], scene: Scene) -> Decimal | None:
    """What lines add up to in the currency of the proposal; None where one has another currency,
    or no amount: nothing is converted or guessed here."""
    worked_out = scene.state.computed.get("budget.lines[].amount")
    known: Sequence[object] = ()
    if worked_out is not None and isinstance(worked_out.value, tuple):
        known = worked_out.value
    every = rows_of(scene.answers.get(LINES))
    total, seen = Decimal(0), False
    for line in lines:
        if plain(line.get("code")) not in mine:
            continue
        seen = True
        at = next((n for n, row in enumerate(every) if row is line), -1)
        amount: object = line.get("amount")
        if amount is None and 0 <= at < len(known):
            amount = known[at]
        if amount is None and line.get("quantity") is not None:
            amount = _product(line)
        other = line.get("currency")
        if not isinstance(amount, Decimal) or (other and other != scene.currency):
            return None
        total += amount
    return total if seen else None


def _product(line: Mapping[str, Cell]) -> Decimal | None:
    quantity, price = line.get("quantity"), line.get("unit_price")
    if isinstance(quantity, Decimal) and isinstance(price, Decimal):
        return quantity * price
    return None


def _unfit(rows: Sequence[Row]) -> list[int]:
    """Packages whose method selects something else than what is bought."""
    return [
        at
        for at, row in enumerate(rows)
        if (row.get("type") == "consulting" and row.get("method") in OF_OFFERS)
        or (
            row.get("type") in ("works", "goods", "non_consulting")
            and row.get("method") in OF_CONSULTANTS
        )
    ]


def _several(rows: Sequence[int], column: str) -> Iterator[Offer]:
    if rows:
        words = ntr(
            "Package {packages}: the method does not fit what is bought.",
            "Packages {packages}: the method does not fit what is bought.",
            len(rows),
            packages=", ".join(str(at + 1) for at in rows),
        )
        yield Offer("warn", words, tr("Show"), f"{column} {rows[0]}")


def _rules(scene: Scene) -> Iterator[Offer]:
    """Whose rules decide about methods and reviews, as the profile of the first funder says."""
    chosen = scene.answers.get(FUNDERS)
    first = chosen[0] if isinstance(chosen, tuple) and chosen else ""
    card = scene.reference.funders.get(first) if isinstance(first, str) else None
    rules = card.get("procurement") if card is not None else None
    if card is None or not isinstance(rules, Mapping):
        return
    name = card.get("acronym") or card.get("name")
    said = {code: str(rules.get(code) or "") for code in ("en", "ru")}
    words = said[original(read())] or said["en"]
    if words:
        who = _name(name)
        yield Offer("info", tr("Rules of {funder}: {rules}.", funder=who, rules=words.rstrip(".")))


def _name(name: object) -> str:
    if isinstance(name, Mapping):
        code = original(read())
        return str(name.get(code) or name.get("en") or "")
    return str(name or "")
