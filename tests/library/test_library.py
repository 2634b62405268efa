"""Values out of the library are the values of the packs; unknown ids are told with near ones."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.text import Text
from wecoop_desktop.forms.form import Column, Data, Field
from wecoop_desktop.library import plain
from wecoop_desktop.library.library import Library
from wecoop_desktop.library.query import Query
from wecoop_desktop.packs.read import Packs


def test_everything_published_comes_back_as_it_was(library: Library, real: Packs) -> None:
    assert library.organisations() == real.organisations
    assert library.funders() == real.funders
    assert library.policies() == real.policies
    assert library.events() == real.events
    assert library.terms() == real.terms
    assert library.templates() == real.templates
    assert library.examples() == real.examples
    assert library.form() == real.forms[0]
    assert tuple(library.project(project.id) for project in real.projects) == real.projects
    assert tuple(library.section(section.id) for section in real.sections) == real.sections


def test_sections_are_listed_in_order_without_their_text(library: Library, real: Packs) -> None:
    listed = library.sections()
    assert [section.id for section in listed] == [section.id for section in real.sections]
    assert not any(section.body for section in listed)


def test_info_counts_what_is_there(library: Library, real: Packs) -> None:
    info = library.info()
    assert info.counts["project"] == len(real.projects)
    assert info.counts["funder"] == len(real.funders)
    assert info.packs == real.manifests
    assert info.data_as_of == max(project.data_as_of for project in real.projects)
    assert info.digest == library.folder.name


def test_former_ids_lead_to_the_record(library: Library, real: Packs) -> None:
    merged = [project for project in real.projects if project.aliases]
    assert merged
    for project in merged:
        for alias in project.aliases:
            assert library.project(alias) == project


UNKNOWN: tuple[tuple[str, Callable[[Library, str], object]], ...] = (
    ("project", Library.project),
    ("section", Library.section),
    ("funder", Library.funder),
    ("template", Library.template),
    ("example", Library.example),
    ("country", Library.policies),
)


@pytest.mark.parametrize(("kind", "ask"), UNKNOWN)
@pytest.mark.parametrize(
    "wrong", ["no-such-thing", "🙂", "../../etc", "x" * 100_000, "\0", "'--", "\udcff"]
)
def test_an_unknown_id_is_told(
    library: Library, kind: str, ask: Callable[[Library, str], object], wrong: str
) -> None:
    with pytest.raises(AppError) as caught:
        ask(library, wrong)
    assert caught.value.code == f"{kind}-unknown"
    assert len(str(caught.value)) < 2_000


def test_near_ids_are_named(library: Library) -> None:
    with pytest.raises(AppError) as caught:
        library.project("ebrd-3890")
    assert "ebrd-38901" in str(caught.value.values["near"])


def test_policies_of_one_country(library: Library) -> None:
    chosen = library.policies("KG")
    assert chosen
    assert {policy.country for policy in chosen} == {"KG"}


def test_reference_holds_cards_by_id(library: Library) -> None:
    reference = library.reference()
    assert set(reference.funders) == {funder.id for funder in library.funders()}
    assert set(reference.policies) == {policy.id for policy in library.policies()}
    assert set(reference.templates) == {template.id for template in library.templates()}


def test_threads_share_one_library(library: Library) -> None:
    """Searches of several threads answer as one after the other do."""
    texts = ["отходы", "вода", "climate", "ледники", "Нарын", "waste", "grant", "почва"]
    alone = [library.find(Query(text, limit=None)).total for text in texts]
    together: dict[str, int] = {}

    def work(text: str) -> None:
        for _ in range(5):
            together[text] = library.find(Query(text, limit=None)).total

    threads = [threading.Thread(target=work, args=(text,)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [together[text] for text in texts] == alone


free: st.SearchStrategy[Data] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.dates()
    | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(st.text("abc_", min_size=1, max_size=5), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(data=free, text=st.text(max_size=30), plain_text=st.booleans())
def test_a_value_written_as_json_comes_back_the_same(
    data: Data, text: str, plain_text: bool
) -> None:
    column = Column("c", "text", Text(text, text), plain=plain_text)
    value = Field("step", "field", "text", Text(text), columns=(column,), data={"free": data})
    assert plain.load(Field, plain.dump(value)) == value
