"""What the search finds in the guide: sections and terms, with the passage around the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecoop_desktop.base.catalogue import chain
from wecoop_desktop.ui.presenters.guideview import Snippet

if TYPE_CHECKING:
    from wecoop_desktop.library.library import Library
    from wecoop_desktop.library.query import Hit

FOUND = 40


def snippets(library: Library, text: str, language: str) -> tuple[Snippet, ...]:
    """Sections and terms in which the words stand, each with the passage around them."""
    from wecoop_desktop.library.query import Query

    page = library.find(Query(text=text, kinds=("section", "term"), limit=FOUND))
    asked = " ".join((text, *page.also))
    numbers = {section.id: section.number for section in library.sections()}
    return tuple(
        _snippet(library, hit, numbers.get(hit.id, ""), asked, language) for hit in page.hits
    )


def _snippet(library: Library, hit: Hit, number: str, asked: str, language: str) -> Snippet:
    """The passage in the reader's language, else in the one in which the words stand."""
    from wecoop_desktop.library import anchor, marks

    body = library.section(hit.id).body if hit.kind == "section" else hit.summary
    codes = dict.fromkeys((language, *chain(language), *body.languages()))
    said = {code: anchor.bare(body.own(code).replace("|", " ")) for code in codes}
    held = (code for code in codes if marks.spans(said[code], asked))
    chosen = next(held, body.given(language))
    return Snippet(hit, number, marks.passage(said[chosen], asked, 160), chosen)
