"""What projects, filters and searches are called on the projects screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from wecoop_desktop.base.language import mark
from wecoop_desktop.library.query import FREE, Hit, Query, Why
from wecoop_desktop.packs.labels import ALL_OF, Labels, name_of
from wecoop_desktop.packs.rates import Rates
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.rows import marks
from wecoop_desktop.ui.presenters.address import Asked
from wecoop_desktop.ui.presenters.projectsview import ProjectsView
from wecoop_desktop.ui.wording import language, ntr, read, said, tr

SOME = "≈"  # begins a text of which some words may be lacking
BEGINNING = 3  # letters that forms of one word have in common
OTHERS = 3  # words that are named
MILLION = Decimal(1_000_000)
ORDERS = {
    "relevance": mark("best match"),
    "approved": mark("newest first"),
    "amount": mark("largest first"),
    "title": mark("by title"),
    "country": mark("by country"),
    "sector": mark("by sector"),
    "funder": mark("by funder"),
    "status": mark("by status"),
    "ends": mark("by end"),
}
# Where a word stands that is not to be seen in the row itself.
FOUND = {
    "title": mark("Found in the title in the other language: “{word}”"),
    "summary": mark("Found in the summary in the other language: “{word}”"),
    "funder": mark("Found in the name of a funder: “{word}”"),
    "place": mark("Found in the name of a place: “{word}”"),
    "country": mark("Found in the name of the country: “{word}”"),
    "sector": mark("Found in the name of the sector: “{word}”"),
    "implementer": mark("Found in who implements it: “{word}”"),
    "id": mark("Found in the identifier: “{word}”"),
    "text": mark("Found in the further text: “{word}”"),
}
NEWS = {
    "new": mark("New since the last update"),
    "changed": mark("Changed by the last update"),
}


def value_words(labels: Labels, facet: str, value: str) -> str:
    """What a value of a filter is called, in short; purpose codes with their number."""
    words = labels.brief(language(), facet, value)
    if facet == "dac" and value.isdecimal() and words != value:
        return f"{value} {words}"
    return words


def bounds_words(query: Query, facet: str) -> str:
    """`2010–2020`, `from 2010`; `USD 1–10 million`. Empty where the range is free."""
    low, high = query.years if facet == "year" else query.size
    if (low, high) == FREE:
        return ""
    first = "" if low is None else _bound(low, facet)
    last = "" if high is None else _bound(high, facet)
    if facet == "year":
        if not last:
            return tr("from {year}", year=first)
        if not first:
            return tr("up to {year}", year=last)
        return first if first == last else f"{first}–{last}"
    unit = {"currency": query.currency}
    if not last:
        return tr("from {currency} {amount} million", amount=first, **unit)
    if not first:
        return tr("up to {currency} {amount} million", amount=last, **unit)
    return tr("{currency} {amount} million", amount=f"{first}–{last}", **unit)


def _bound(bound: int, facet: str) -> str:
    return str(bound) if facet == "year" else language().figure(Decimal(bound) / MILLION)


def asked_words(labels: Labels, asked: Asked) -> str:
    """All of a search in one line: words, values of filters, ranges."""
    query = asked.query
    parts = [tr("“{text}”", text=query.text)] if query.text else []
    for choice in query.choices:
        parts += [value_words(labels, choice.facet, value) for value in choice.values]
        parts += [not_words(labels, choice.facet, value) for value in choice.without]
    parts += [words for facet in ("year", "size") if (words := bounds_words(query, facet))]
    if query.among is not None:
        parts.append(among_words(query))
    if asked.news:
        parts.append(tr(NEWS[asked.news]))
    return " · ".join(parts) or tr("All projects")


def not_words(labels: Labels, facet: str, value: str) -> str:
    return tr("not {name}", name=value_words(labels, facet, value))


def among_words(query: Query) -> str:
    count = len(query.among or ())
    return ntr("{n} project of the map", "{n} projects of the map", count)


def filter_name(facet: str) -> str:
    return name_of(language(), facet)


# One project


def years_of(hit: Hit) -> str:
    """`2018–2025`, one year, or nothing."""
    first, last = hit.years
    return f"{first}–{last}" if first and last and first != last else first or last


def amount_of(hit: Hit) -> str:
    """The amount as it was given; where several currencies were added up, marked as converted."""
    if hit.amount is not None:
        return language().money(hit.amount, hit.currency, "short")
    if hit.usd is not None:
        return f"≈ {language().money(hit.usd, 'USD', 'short')}"
    return tr("amount unknown")


def conversion_of(hit: Hit, rates: Rates) -> str:
    """How an amount becomes dollars: rate and year. Empty where nothing was converted."""
    if hit.usd is None or hit.currency == "USD":
        return ""
    usd = language().money(hit.usd, "USD", "short")
    year = hit.years[0]
    rate = rates.rate(hit.currency, "USD", int(year)) if year.isdecimal() else None
    if hit.amount is None or rate is None:
        return tr(
            "≈ {amount}: given in several currencies, each converted at the average rate of {year}",
            amount=usd,
            year=year,
        )
    one, units = Decimal(1), rate
    if rate < one:
        one, units = one / rate, one
    return tr(
        "≈ {amount}, converted at the average rate of {year}: {currency} {one} = USD {units}",
        amount=usd,
        year=year,
        currency=hit.currency,
        one=language().figure(one),
        units=language().number(round(units, 4).normalize()),
    )


def reason_of(hit: Hit) -> str:
    """Why a project is there, where neither its title nor its summary shows it; else empty."""
    words = [why.word for why in hit.why]
    if not hit.why or marks(said(hit.title), words) or marks(said(hit.summary), words):
        return ""
    here = read()
    why = next((each for each in hit.why if not _in_sight(each, here)), hit.why[0])
    return tr(FOUND.get(why.field, FOUND["text"]), word=why.word)


def other_words(text: str, hits: Sequence[Hit]) -> tuple[str, ...]:
    """Words that were found for those typed and do not begin like any of them, most frequent
    first: forms in the other language, names in the other script, synonyms."""
    typed = {word[:BEGINNING] for word in _plain(text).split()}
    counts = Counter(
        _plain(why.word)
        for hit in hits
        for why in hit.why
        if why.field in ("title", "summary", "place")
    )
    return tuple(
        word
        for word, _ in counts.most_common()
        if not any(part[:BEGINNING] in typed for part in word.replace("-", " ").split())
    )[:OTHERS]


def _plain(text: str) -> str:
    return text.casefold().replace("ё", "е")


def _in_sight(why: Why, here: str) -> bool:
    return why.field in ("title", "summary") and why.language == here


def snippet(text: str, words: list[str], most: int = 90) -> str:
    """The text from the first marked word on, where that stands too far behind to be seen."""
    found = marks(text, words)
    if not found or found[0][0] + found[0][1] <= most:
        return text
    begin = text.rfind(" ", 0, max(0, found[0][0] - 30)) + 1
    return f"… {text[begin:]}"


# A result


def tone_of(view: ProjectsView) -> str:
    """The colour of the circles: of the theme, where all that is chosen is of one."""
    groups = {f"{each.id}{ALL_OF}": each.sectors for each in view.themes}
    chosen = view.query.chosen("sector")
    tones = {theme.sector_colour(groups.get(value, (value,))[0]) for value in chosen}
    return tones.pop() if len(tones) == 1 else "primary"


def sum_words(view: ProjectsView) -> str:
    """The money of the result, and of how many projects it is the sum."""
    told = view.statistics
    if told is None or view.page is None or told.projects != view.page.total or not told.priced:
        return ""
    total = tr("Total {amount}", amount=language().money(told.amount, told.currency, "short"))
    counted = ntr(
        "financing of {n} project, counted once",
        "financing of {n} projects, each counted once",
        told.priced,
    )
    unknown = ntr("{n} amount unknown", "{n} amounts unknown", told.unpriced)
    inside = ntr("{n} contained in another", "{n} contained in others", told.contained)
    wider = ntr("{n} also for other countries", "{n} also for other countries", told.wider)
    parts = [total, counted]
    parts += [wider] if told.wider else []
    parts += [unknown] if told.unpriced else []
    parts += [inside] if told.contained else []
    return " · ".join(parts)
