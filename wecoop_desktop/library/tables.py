"""The tables of the library file. They are written once, by `build`, and only read afterwards."""

from __future__ import annotations

from sqlalchemy import Index
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

FORMAT = 1  # part of the file's name: another format is another file


class Base(DeclarativeBase):
    """The tables of one library."""


class Info(Base):
    """What the library says of itself: digest, format, data_as_of, packs, counts (JSON)."""

    __tablename__ = "info"
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class Thing(Base):
    """Every published value, whole, as JSON; `position` is its order among its kind."""

    __tablename__ = "thing"
    __table_args__ = (Index("thing_in_order", "kind", "position"),)
    kind: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    data: Mapped[str]
    short: Mapped[str] = mapped_column(default="")  # the value without its body, for lists


class Alias(Base):
    """Former ids of records that were merged."""

    __tablename__ = "alias"
    kind: Mapped[str] = mapped_column(primary_key=True)
    alias: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str]


class Line(Base):
    """What a line of a result shows. `row` is the number of the record in the text index.

    Lists are separated by spaces, `acronyms` by line ends (English, tab, Russian); `names` are
    lines of field, language and text, read only to tell why a record was found; `levels` are the
    titles and summaries in base letters (see `rows.LEVELS`).
    """

    __tablename__ = "line"
    row: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    id: Mapped[str]
    title_en: Mapped[str]
    title_ru: Mapped[str]
    summary_en: Mapped[str]
    summary_ru: Mapped[str]
    title_more: Mapped[str]  # further languages, see `plain.pairs`
    summary_more: Mapped[str]
    countries: Mapped[str]
    sectors: Mapped[str]
    acronyms: Mapped[str]
    instruments: Mapped[str]
    amount: Mapped[str]
    currency: Mapped[str]
    status: Mapped[str]
    first_year: Mapped[str]
    last_year: Mapped[str]
    regional: Mapped[bool]
    levels: Mapped[str]
    names: Mapped[str]
    body_en: Mapped[str]
    body_ru: Mapped[str]
    usd: Mapped[int | None]  # the size, in whole units


class Figure(Base):
    """A project as statistics count it. Lists are separated by spaces, each value once.

    `usd` and `eur` are its financing lines together, in whole units.
    """

    __tablename__ = "figure"
    row: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int | None]
    countries: Mapped[str]
    themes: Mapped[str]
    sectors: Mapped[str]
    status: Mapped[str]
    regional: Mapped[bool]
    wider: Mapped[bool]
    usd: Mapped[int | None]
    eur: Mapped[int | None]


class Share(Base):
    """A financing line of a project, in whole units.

    `within`: the row of the project whose lines contain its money already.
    """

    __tablename__ = "share"
    __table_args__ = (Index("share_of_row", "row"),)
    number: Mapped[int] = mapped_column(primary_key=True)
    row: Mapped[int]
    funder: Mapped[str]
    instrument: Mapped[str]
    within: Mapped[int | None]
    usd: Mapped[int | None]
    eur: Mapped[int | None]


class Spot(Base):
    """A place of a project that has coordinates."""

    __tablename__ = "spot"
    __table_args__ = (Index("spot_of_row", "row"),)
    number: Mapped[int] = mapped_column(primary_key=True)
    row: Mapped[int]
    name_en: Mapped[str]
    name_ru: Mapped[str]
    name_more: Mapped[str]  # further languages, see `plain.pairs`
    region: Mapped[str]
    latitude: Mapped[float]
    longitude: Mapped[float]
    precision: Mapped[str]
    origin: Mapped[str]


class Word(Base):
    """The words of all texts in base letters and in how many records each stands."""

    __tablename__ = "word"
    word: Mapped[str] = mapped_column(primary_key=True)
    records: Mapped[int]
