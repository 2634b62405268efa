"""The library as the rest of the program sees it: an open file, an index, and values."""

from __future__ import annotations

import json
import sqlite3
import threading
import time
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from wecoop_desktop.base.catalogue import chain
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.text import LANGUAGES, Text
from wecoop_desktop.forms.form import Form
from wecoop_desktop.library import plain
from wecoop_desktop.packs.content import (
    Event,
    Example,
    Funder,
    Legend,
    Manifest,
    Organisation,
    Policy,
    Project,
    Quiz,
    Section,
    Template,
    Term,
    Theme,
)

if TYPE_CHECKING:  # each is imported where it is first asked for: a library opens without them
    import tantivy

    from wecoop_desktop.forms.evaluate import Reference
    from wecoop_desktop.library.query import Counts, Page, Placed, Query
    from wecoop_desktop.library.rows import Lines
    from wecoop_desktop.library.spelling import Vocabulary
    from wecoop_desktop.packs.answers import Answer
    from wecoop_desktop.packs.diagrams import Diagram
    from wecoop_desktop.packs.exercises import Exercise
    from wecoop_desktop.packs.labels import Labels
    from wecoop_desktop.packs.rates import Rates
    from wecoop_desktop.packs.statistics import Statistics

T = TypeVar("T")
TABLES, INDEX = "library.sqlite", "index"
COUNTED = 256  # searches whose counts are kept
FEW = 3  # hits; fewer, and other spellings are tried


@dataclass(frozen=True, slots=True)
class Info:
    """What the library holds: how many of each kind, the date of the data, the packs, and in which
    languages."""

    counts: Mapping[str, int]
    data_as_of: str
    packs: tuple[Manifest, ...]
    digest: str = ""
    languages: tuple[str, ...] = LANGUAGES  # in which titles are written


class Library:
    """One library, read only. May be used from any thread; the text index opens at first use.

    Every method raises `AppError` library-damaged where the file turns out to be broken.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        uri = (folder / TABLES).absolute().as_uri() + "?mode=ro&immutable=1"
        try:
            self._file = sqlite3.connect(uri, uri=True, check_same_thread=False)
        except sqlite3.Error as error:
            raise AppError("library-damaged", path=folder) from error
        self._kept: dict[str, tuple[object, ...]] = {}
        self._counted: dict[tuple[Query, tuple[str, ...]], Counts] = {}

    def close(self) -> None:
        """Let go of the file; the library is of no use afterwards."""
        self._file.close()

    def warm(self) -> None:
        """Load what the first search would have to load: for a thread after the first paint."""
        from wecoop_desktop.library import lexeme
        from wecoop_desktop.library.query import Query

        lexeme.warm()
        self._lines.warm()
        self.find(Query(text="вода", limit=1, typing=False))

    # Searching

    def find(self, query: Query) -> Page:
        """The page of results for a query. Any text is allowed; see `Query`."""
        with self._telling():
            return self._find(query)

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """An index that is damaged while it is open is said like any other damage.

        Its own language says so by a panic, which is no Exception and has no name to import.
        """
        try:
            yield
        except ValueError as error:
            raise AppError("library-damaged", path=self.folder) from error
        except BaseException as error:
            if type(error).__name__ != "PanicException":
                raise
            raise AppError("library-damaged", path=self.folder) from error

    def _find(self, query: Query) -> Page:
        from wecoop_desktop.library import find
        from wecoop_desktop.library.query import Page

        began = time.perf_counter()
        query = self._ordered(query)
        texts: tuple[str, ...] = (query.text,)
        found = find.find(self._index, query, texts)
        also: tuple[str, ...] = ()
        if found.total < FEW and query.text.strip():
            also = self._meant(query, found.total)
            if also:
                texts += also
                found = find.find(self._index, query, texts)
        counts = self._facets(query, texts)
        hits = self._lines.hits(found.rows, texts, typing=query.typing)
        return Page(found.total, hits, counts, also, time.perf_counter() - began)

    def _ordered(self, query: Query) -> Query:
        """The query with a language in which titles are ordered: its own, or one of its chain."""
        known = self._info.languages
        code = next((each for each in chain(query.language) if each in known), known[0])
        return query if code == query.language else replace(query, language=code)

    def _texts(self, query: Query) -> tuple[str, ...]:
        """What is searched: the text as typed and, where hardly anything is found, as meant."""
        from wecoop_desktop.library import find

        total = find.count(self._index, query, (query.text,))
        if total >= FEW or not query.text.strip():
            return (query.text,)
        return (query.text, *self._meant(query, total))

    def _facets(self, query: Query, texts: tuple[str, ...]) -> Counts:
        """Counts do not change with order and page: they are kept for the next one."""
        from wecoop_desktop.library import find

        same = replace(
            query, text="", sort="relevance", reverse=False, limit=0, offset=0, language=""
        )
        counts = self._counted.get((same, texts))
        if counts is None:
            counts = find.facets(self._index, query, texts)
            if len(self._counted) >= COUNTED:
                self._counted.clear()
            self._counted[(same, texts)] = counts
        return counts

    def _meant(self, query: Query, total: int) -> tuple[str, ...]:
        from wecoop_desktop.library import find, spelling

        return spelling.meant(
            query.text,
            self._vocabulary,
            lambda text: max(0, find.count(self._index, query, (text,)) - total),
            typing=query.typing,
            total=total,
        )

    @cached_property
    def _lines(self) -> Lines:
        from wecoop_desktop.library.rows import Lines

        return Lines(self._read)

    @cached_property
    def _index(self) -> tantivy.Searcher:
        from wecoop_desktop.library import index

        try:
            return index.read(self.folder / INDEX)
        except (ValueError, OSError) as error:
            raise AppError("library-damaged", path=self.folder) from error

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        from wecoop_desktop.library.spelling import Vocabulary

        return Vocabulary(
            {word: int(count) for word, count in self._read("SELECT word, records FROM word")}
        )

    # All of a result

    def statistics(self, query: Query) -> Statistics:
        """Counts and sums over all projects of a result, whatever its page."""
        from wecoop_desktop.library import statistics

        return statistics.of(self._read, self._rows(query), query.currency)

    def places(self, query: Query) -> Placed:
        """The places of all projects of a result."""
        from wecoop_desktop.library import spots

        return spots.of(self._read, self._rows(query))

    def projects(self, query: Query) -> Iterator[Project]:
        """All projects of a result in its order, each read when it is asked for."""
        ids = [hit.id for hit in self.find(replace(query, limit=None, offset=0, facets=())).hits]
        return map(self.project, ids)

    def _rows(self, query: Query) -> tuple[int, ...] | None:
        """The numbers of all records of a result; None: of every project."""
        from wecoop_desktop.library import find
        from wecoop_desktop.library.query import Query

        if replace(query, facets=()) == Query(
            limit=query.limit, offset=query.offset, sort=query.sort, reverse=query.reverse,
            currency=query.currency, language=query.language, typing=query.typing,
        ):  # fmt: skip
            return None
        with self._telling():
            bare = self._ordered(replace(query, limit=None, offset=0, facets=()))
            texts = self._texts(bare)
            return tuple(row for row, _ in find.find(self._index, bare, texts).rows)

    # Values

    @cached_property
    def _info(self) -> Info:
        held = {row[0]: row[1] for row in self._read("SELECT name, value FROM info")}
        return Info(
            counts=json.loads(held["counts"]),
            data_as_of=held["data_as_of"],
            packs=tuple(plain.load(Manifest, text) for text in json.loads(held["packs"])),
            digest=held["digest"],
            languages=tuple(json.loads(held["languages"])),
        )

    def info(self) -> Info:
        return self._info

    def manifest(self, pack: str) -> Manifest:
        """What a pack says of itself. Raises `AppError` packs-missing where it is not there."""
        found = next((each for each in self._info.packs if each.id == pack), None)
        if found is None:
            raise AppError("packs-missing", path=pack)
        return found

    def project(self, project_id: str) -> Project:
        """The project of that id, or of a former id. Raises `AppError` project-unknown."""
        return self._one(Project, "project", self._former.get(project_id, project_id))

    @cached_property
    def _former(self) -> dict[str, str]:
        found = self._read("SELECT alias, id FROM alias WHERE kind='project'")
        return {row[0]: row[1] for row in found}

    def organisations(self) -> tuple[Organisation, ...]:
        return self._all(Organisation, "organisation")

    def sections(self) -> tuple[Section, ...]:
        """The guide in its order, without the bodies."""
        return self._sections

    @cached_property
    def _sections(self) -> tuple[Section, ...]:
        found = self._read("SELECT short FROM thing WHERE kind='section' ORDER BY position")
        return tuple(plain.load(Section, text) for (text,) in found)

    def section(self, section_id: str) -> Section:
        """The section with its body. Raises `AppError` section-unknown."""
        return self._one(Section, "section", section_id)

    def quizzes(self) -> tuple[Quiz, ...]:
        """The short checks of the guide, by part."""
        return self._all(Quiz, "quiz")

    def diagrams(self) -> tuple[Diagram, ...]:
        """The figures of the guide."""
        from wecoop_desktop.packs.diagrams import Diagram

        return self._all(Diagram, "diagram")

    def themes(self) -> tuple[Theme, ...]:
        """The groups of sectors, in their order."""
        return self._all(Theme, "theme")

    def labels(self) -> Labels:
        """The words for the values of all filters."""
        return self._labels

    @cached_property
    def _labels(self) -> Labels:
        from wecoop_desktop.packs.labels import Labels

        form, legend, organisations = self.form(), self.legend(), self.organisations()
        return Labels(
            texts={
                "country": form.labels("countries"),
                "sector": form.labels("sectors"),
                "theme": {theme.id: theme.name for theme in self.themes()},
                "funder": {org.id: org.name for org in organisations},
                "dac": legend.get("dac", {}),
                "category": legend.get("category", {}),
            },
            short={
                "sector": legend.get("sector_short", {}),
                "funder": {org.id: org.acronym or org.name for org in organisations},
            },
        )

    def rates(self) -> Rates:
        from wecoop_desktop.packs.rates import Rates

        return next(iter(self._all(Rates, "rates")), Rates())

    def terms(self) -> tuple[Term, ...]:
        return self._all(Term, "term")

    def funders(self) -> tuple[Funder, ...]:
        return self._all(Funder, "funder")

    def funder(self, funder_id: str) -> Funder:
        """Raises `AppError` funder-unknown."""
        return self._one(Funder, "funder", funder_id)

    def legend(self) -> Mapping[str, Mapping[str, Text]]:
        """Words for coded values of funder profiles: {"document": {id: words}, "channel": ...}."""
        return {legend.id: legend.words for legend in self._all(Legend, "legend")}

    def policies(self, country: str = "") -> tuple[Policy, ...]:
        """All policies, or those of one country. Raises `AppError` country-unknown."""
        found = self._all(Policy, "policy")
        known = sorted({policy.country for policy in found})
        if country and country not in known:
            raise AppError("country-unknown", id=country[:100], known=", ".join(known))
        return tuple(policy for policy in found if not country or policy.country == country)

    def policy(self, policy_id: str) -> Policy:
        """Raises `AppError` policy-unknown."""
        return self._one(Policy, "policy", policy_id)

    def events(self) -> tuple[Event, ...]:
        return self._all(Event, "event")

    def form(self) -> Form:
        """The form of proposals. Raises `AppError` form-missing where no pack brought one."""
        forms = self._all(Form, "form")
        if not forms:
            raise AppError("form-missing")
        return forms[0]

    def earlier_forms(self) -> tuple[Form, ...]:
        """Earlier versions of the form that the packs brought along; often none."""
        return self._all(Form, "earlier")

    def templates(self) -> tuple[Template, ...]:
        return self._all(Template, "template")

    def template(self, template_id: str) -> Template:
        """Raises `AppError` template-unknown."""
        return self._one(Template, "template", template_id)

    def examples(self) -> tuple[Example, ...]:
        return self._all(Example, "example")

    def example(self, example_id: str) -> Example:
        """Raises `AppError` example-unknown."""
        return self._one(Example, "example", example_id)

    def exercises(self) -> tuple[Exercise, ...]:
        """The exercises for workshops; there may be none."""
        from wecoop_desktop.packs.exercises import Exercise

        return self._all(Exercise, "exercise")

    def exercise(self, exercise_id: str) -> Exercise:
        """Raises `AppError` exercise-unknown."""
        from wecoop_desktop.packs.exercises import Exercise

        return self._one(Exercise, "exercise", exercise_id)

    def answers(self) -> tuple[Answer, ...]:
        """What the publisher answered to feedback; there may be nothing."""
        from wecoop_desktop.packs.answers import Answer

        return self._all(Answer, "answer")

    def reference(self) -> Reference:
        """Cards of funders, policies and templates as plain data, for expressions of the form."""
        return self._reference

    @cached_property
    def _reference(self) -> Reference:
        from wecoop_desktop.forms.evaluate import Reference

        return Reference(
            funders={funder.id: funder.card for funder in self.funders()},
            policies={policy.id: policy.card for policy in self.policies()},
            templates={template.id: _card(template) for template in self.templates()},
            rates=self.rates(),
        )

    def sums(self, kinds: Sequence[str]) -> dict[str, dict[str, int]]:
        """A checksum of every record by kind and id: equal where nothing was changed."""
        found: dict[str, dict[str, int]] = {kind: {} for kind in kinds}
        marked = ",".join("?" * len(kinds))
        for kind, name, data in self._read(
            f"SELECT kind, id, data FROM thing WHERE kind IN ({marked})", *kinds
        ):
            found[kind][name] = zlib.crc32(data.encode("utf-8", "surrogatepass"))
        return found

    # The file

    def _one(self, kind: type[T], name: str, thing_id: str) -> T:
        # Arguments of the command line may hold halves of letters, which no id does.
        thing_id = thing_id[:100].encode("utf-8", "replace").decode("utf-8")
        found = self._read("SELECT data FROM thing WHERE kind=? AND id=?", name, thing_id)
        if not found:
            raise AppError(f"{name}-unknown", id=thing_id, near=self._near(name, thing_id))
        return plain.load(kind, found[0][0])

    def _all(self, kind: type[T], name: str) -> tuple[T, ...]:
        kept = self._kept.get(name)
        if kept is None:
            found = self._read("SELECT data FROM thing WHERE kind=? ORDER BY position", name)
            kept = self._kept[name] = tuple(plain.load(kind, text) for (text,) in found)
        return cast(tuple[T, ...], kept)

    def _near(self, name: str, thing_id: str) -> str:
        """The ids most like an unknown one, in one line; the first ones where none is."""
        from rapidfuzz import process

        ids = [each for (each,) in self._read("SELECT id FROM thing WHERE kind=?", name)]
        ids += [each for (each,) in self._read("SELECT alias FROM alias WHERE kind=?", name)]
        near = process.extract(thing_id.lower(), ids, limit=3, score_cutoff=60)
        return ", ".join([each for each, _, _ in near] or sorted(ids)[:3])

    def _read(self, statement: str, *values: object) -> list[tuple[str, ...]]:
        try:
            with self._lock:
                return self._file.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            raise AppError("library-damaged", path=self.folder) from error


def _card(template: Template) -> Mapping[str, object]:
    """A template as the plain data that rules read."""
    data: Mapping[str, object] = json.loads(plain.dump(template))
    return data
