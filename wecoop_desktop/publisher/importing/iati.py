"""Reads IATI activity files, 1.0x and 2.0x, as they are found: tolerant, and telling of it.

Each activity is parsed by itself: no document type, no entities, no network, bounded in size and
number of elements. What is broken is an `Unread` with its line; what is only odd is a remark.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from wecoop_desktop.base.jobs import Job
from wecoop_desktop.documents.listing.iati import (
    APPROVAL,
    BEYOND,
    ONLY_MONTH,
    ONLY_YEAR,
    OWN,
    PREFIX,
)
from wecoop_desktop.publisher.importing import codes
from wecoop_desktop.publisher.importing.activity import (
    Activity,
    Log,
    Money,
    Party,
    Purpose,
    Remark,
    Said,
    Spot,
    Told,
    Unread,
)
from wecoop_desktop.publisher.importing.pieces import Piece, pieces
from wecoop_desktop.publisher.importing.plain import (
    LONGEST,
    day,
    figure,
    flat,
    has_markup,
    is_russian,
    one_line,
    plain,
)

if TYPE_CHECKING:
    from lxml.etree import _Element as Element  # type: ignore[import-untyped]

ELEMENTS = 400_000  # in one activity; signs of "<" bound them
ATTRIBUTES = 800_000
ROOT = re.compile(r"<iati-activities\b([^>]*)>")
ATTRIBUTE = re.compile(r"([A-Za-z_][\w:.-]{0,60})\s*=\s*(\"[^\"]*\"|'[^']*')")
ENTITY = re.compile(r"&(?:#(x[0-9A-Fa-f]{1,8}|\d{1,8})|([A-Za-z][A-Za-z0-9]{1,31}));|&")
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
REGION = re.compile(r"\b((?:KZ|KG|TJ|TM|UZ)-[A-Z0-9]{1,3})\b")
CODE = re.compile(r"\d{5}")
# How our own files say in words that a project has further countries.
FURTHER = BEYOND.removeprefix("{name} (").removesuffix(")")
MOST_MONEY = 20_000  # transactions


def read_iati(path: Path, log: Log, job: Job | None = None) -> Iterator[Told]:
    """The activities of a file in its order; `log` is filled meanwhile.

    Raises `AppError` import-no-activities, import-dtd, import-packed, file-*; and `Cancelled`.
    """
    job = job or Job()
    reader: _Reader | None = None
    for piece in pieces(path, log):
        if isinstance(piece, str):
            reader = _Reader(log, piece)
            continue
        log.read += 1
        job.step(log.read, 0, "import-reading")
        if reader is not None:
            yield reader.told(piece)


class _Reader:
    """One file; the attributes of its root hold for its activities."""

    def __init__(self, log: Log, prolog: str) -> None:
        from lxml import etree  # type: ignore[import-untyped]

        self._log = log
        self._etree = etree
        self._parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        found = ROOT.search(prolog)
        root = found.group(1) if found else ""
        self._root = {name: html.unescape(text[1:-1]) for name, text in ATTRIBUTE.findall(root)}
        spaces = [(k, v) for k, v in ATTRIBUTE.findall(root) if k.startswith("xmlns:")]
        self._around = "".join(f" {name}={text}" for name, text in spaces)
        log.version = self._root.get("version", "")[:20]
        log.as_of = day(self._root.get("generated-datetime", ""))

    def told(self, piece: Piece) -> Told:
        if piece.fault:
            return Unread(self._log.name, piece.line, Remark(piece.fault, piece.line))
        if piece.text.count("<") > ELEMENTS or piece.text.count("=") > ATTRIBUTES:
            return Unread(self._log.name, piece.line, Remark("import-large", piece.line))
        remarks: list[Remark] = []
        element = self._parsed(piece, remarks)
        if element is None:
            return Unread(self._log.name, piece.line, remarks[-1])
        return _Activity(element, piece.line, self._root, self._log, remarks).read()

    def _parsed(self, piece: Piece, remarks: list[Remark]) -> Element | None:
        """The activity; one that is not well-formed is mended where that is plain, and told."""
        error: Exception | None = None
        for text in (piece.text, ENTITY.sub(_entity, piece.text)):
            data = f"<around{self._around}>{text}</around>".encode("utf-8", "replace")
            try:
                root = self._etree.fromstring(data, self._parser)
            except self._etree.XMLSyntaxError as failed:
                error = failed
                continue
            if error is not None:
                remarks.append(Remark("import-mended", piece.line, _problem(error)))
            return root[0] if len(root) else None
        line = piece.line + max(0, (getattr(error, "lineno", None) or 1) - 1)
        remarks.append(Remark("import-broken", line, _problem(error)))
        return None


def _problem(error: Exception | None) -> dict[str, object]:
    return {"problem": str(getattr(error, "msg", ""))[:120].rpartition(", line ")[0] or "?"}


def _entity(found: re.Match[str]) -> str:
    """Entities of HTML that XML has not, forbidden signs, and a bare "&"."""
    number, name = found.groups()
    if number:
        value = int(number[1:], 16) if number.startswith("x") else int(number)
        fine = value in (9, 10, 13) or 0x20 <= value < 0xD800 or 0xE000 <= value < 0xFFFE
        return found.group() if fine or 0xFFFF < value < 0x110000 else " "
    if name in ("amp", "lt", "gt", "quot", "apos"):
        return found.group()
    known = html.unescape(f"&{name};").replace("\u00a0", " ") if name else ""
    if known and not known.startswith("&"):
        return html.escape(known)
    return "&amp;" + found.group()[1:]


class _Activity:
    """One activity; elements by their names, in any order, as each version has them."""

    def __init__(
        self,
        element: Element,
        first: int,
        root: Mapping[str, str],
        log: Log,
        remarks: list[Remark],
    ) -> None:
        self._first = first
        self._root = root
        self._log = log
        self._remarks = remarks
        self._element = element
        self._language = (element.get(XML_LANG) or root.get("xml:lang") or "").lower()[:2]
        self._currency = (element.get("default-currency") or "").strip().upper()
        self._parts: dict[str, list[Element]] = {}
        foreign = set()
        for child in element:
            if not isinstance(child.tag, str):
                self._note("import-entity", child)
            elif child.tag.startswith("{"):
                foreign.add(child.tag.rpartition("}")[2])
            else:
                self._parts.setdefault(child.tag, []).append(child)
        if foreign:
            names = ", ".join(sorted(foreign)[:5])
            self._remarks.append(Remark("import-extension", first, {"names": names}))

    def read(self) -> Told:
        identifier = one_line(self._own(self._one("iati-identifier")))[:300]
        title = self._title()
        if not identifier and not any(title.values()):
            remark = Remark("import-nameless", self._first)
            return Unread(self._log.name, self._first, remark)
        if not identifier:
            self._remarks.append(Remark("import-no-identifier", self._first))
        summary, objective = self._summary()
        dates = self._dates()
        sectors, own = self._sectors()
        countries, wider, regional = self._countries()
        hierarchy = self._element.get("hierarchy") or ""
        if hierarchy not in ("", "1"):
            self._remarks.append(Remark("import-part", self._first, {"level": hierarchy[:10]}))
        as_of = day(self._element.get("last-updated-datetime") or "") or self._log.as_of
        return Activity(
            identifier=identifier,
            file=self._log.name,
            line=self._first,
            publisher=self._party(self._one("reporting-org")),
            dataset="IATI" + (f", {as_of}" if as_of else ""),
            title=title,
            summary=summary,
            objective=objective,
            others=self._others(),
            url=self._url(),
            as_of=as_of,
            status=self._status(),
            approved=dates.get("approved", ""),
            start=dates.get("start") or dates.get("planned-start", ""),
            end=dates.get("end") or dates.get("planned-end", ""),
            countries=countries,
            wider=wider,
            regional=regional,
            purposes=self._purposes(),
            sectors=sectors,
            own=own,
            money=tuple(self._money()),
            funders=tuple(self._parties("funding")),
            implementers=tuple(self._parties("implementing")),
            spots=tuple(self._spots()),
            related=tuple(
                dict.fromkeys(
                    (each.get("ref") or "").strip()
                    for each in self._parts.get("related-activity", ())
                    if (each.get("ref") or "").strip()
                )
            ),
            remarks=tuple(self._remarks),
        )

    # texts

    def _title(self) -> Said:
        said: dict[str, str] = {}
        for element in self._parts.get("title", ()):
            for language, text in self._said(element).items():
                said.setdefault(language, flat(text))
        return said

    def _summary(self) -> tuple[Said, bool]:
        """The general description, else the objectives, else the first that is there."""
        by_type: dict[str, dict[str, str]] = {}
        for element in self._parts.get("description", ()):
            kind = element.get("type") or "1"
            for language, text in self._said(element).items():
                held = by_type.setdefault(kind, {})
                # Versions 1.0x give paragraphs as descriptions of their own.
                held[language] = f"{held[language]}\n{text}" if language in held else text
        for kind in ("1", "2", *sorted(by_type)):
            if by_type.get(kind):
                return by_type[kind], kind == "2"
        return {}, False

    def _said(self, element: Element) -> dict[str, str]:
        """A text by language: narratives of 2.0x, or the words of the element itself of 1.0x."""
        found: dict[str, str] = {}
        carriers = element.findall("narrative") or [element]
        for carrier in carriers:
            raw = self._own(carrier)
            text = plain(raw)
            if not text:
                continue
            if has_markup(raw):
                self._note("import-markup", carrier)
            if len(text) > LONGEST:
                self._note("import-text-cut", carrier, most=LONGEST)
                text = text[:LONGEST]
            given = (carrier.get(XML_LANG) or element.get(XML_LANG) or "").lower()[:2]
            language = given or self._language or "en"
            if is_russian(text) and language in ("en", ""):
                language = "ru"
                self._note("import-language", carrier)
            found.setdefault(language, text)
        return found

    def _own(self, element: Element | None) -> str:
        """All the words in an element; markup inside is passed over."""
        if element is None:
            return ""
        if not len(element):
            return element.text or ""
        return "".join(element.itertext())

    # who

    def _party(self, element: Element | None) -> Party:
        if element is None:
            return Party()
        kind = codes.KINDS.get((element.get("type") or "").strip(), "")
        ref = (element.get("ref") or "").strip()[:200]
        said = {k: flat(v)[:300] for k, v in self._said(element).items()}
        return Party(said, "" if ref.upper() in ("N/A", "NONE", "0") else ref, kind)

    def _parties(self, role: str) -> Iterator[Party]:
        for element in self._parts.get("participating-org", ()):
            given = (element.get("role") or "").strip().lower()
            if codes.ROLES.get(given) == role:
                party = self._party(element)
                if party:
                    yield party
            elif given and given not in codes.ROLES and role == "funding":
                self._note("import-code", element, what="role", value=given[:40])

    def _others(self) -> tuple[str, ...]:
        """Identifiers elsewhere: `ref` of 2.0x, the words of 1.0x; previous ones too."""
        found = []
        for element in self._parts.get("other-identifier", ()):
            ref = (element.get("ref") or element.text or "").strip()
            if ref:
                found.append(ref[:300])
        return tuple(dict.fromkeys(found))

    def _url(self) -> str:
        for element in self._parts.get("activity-website", ()):
            if (element.text or "").strip().startswith("http"):
                return str(element.text).strip()[:2000]
        for element in self._parts.get("document-link", ()):
            pages = {one.get("code") for one in element.findall("category")}
            url = (element.get("url") or "").strip()
            if "A12" in pages and url.startswith("http"):
                return url[:2000]
        return ""

    # when

    def _status(self) -> str:
        element = self._one("activity-status")
        if element is None:
            return ""
        for given in (element.get("code"), self._own(element)):
            bare = one_line(given or "").lower()
            if bare in codes.STATUSES:
                return codes.STATUSES[bare]
            if bare in codes.RESTING:
                self._note("import-resting", element)
                return ""
        told = one_line(element.get("code") or self._own(element))
        if told:
            self._note("import-code", element, what="activity-status", value=told[:40])
        return ""

    def _dates(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for element in self._parts.get("activity-date", ()):
            given = (element.get("type") or "").strip().lower()
            kind = codes.DATES.get(given)
            raw = (element.get("iso-date") or "").strip()
            words = self._own(element).strip()
            on = day(raw) or (day(words.strip()) if not raw else "")
            if kind is None:
                self._note("import-code", element, what="activity-date", value=given[:40])
                continue
            if not on:
                if raw or words:
                    self._note("import-date", element, value=(raw or words)[:40])
                continue
            notes = "" if len(words) > LONGEST else words
            if ONLY_YEAR in notes:
                on = on[:4]
            elif ONLY_MONTH in notes:
                on = on[:7]
            if APPROVAL in notes:
                kind = "approved"
            if kind in found and found[kind] != on:
                self._note("import-date-twice", element, value=on, kept=found[kind])
            found.setdefault(kind, on)
        return found

    # where

    def _countries(self) -> tuple[tuple[str, ...], bool, bool]:
        """Ours, whether there are others, and whether it is told as regional."""
        ours: list[str] = []
        wider = regional = False
        for element in self._each("recipient-country"):
            given = (element.get("code") or self._own(element)).strip().lower()
            share = figure(element.get("percentage") or "")
            if share is not None and share <= 0:
                continue
            code = codes.COUNTRIES.get(given) or codes.COUNTRIES.get(
                one_line(self._own(element)).lower()
            )
            if code and code not in ours:
                ours.append(code)
            elif not code and given:
                wider = True
        for element in self._each("recipient-region"):
            told = {(element.get("code") or "").strip(), one_line(self._own(element)).lower()}
            share = figure(element.get("percentage") or "")
            if told & codes.REGION:
                regional = True
            elif ours and share and share > 0:  # without a share it is where the country lies
                wider = True
        scope = self._one("activity-scope")
        if scope is not None and scope.get("code") in ("2", "3") and len(ours) > 1:
            regional = True
        beyond = any(FURTHER in self._own(one) for one in self._parts.get("recipient-country", ()))
        return tuple(ours), wider or beyond, regional or len(ours) > 1

    def _spots(self) -> Iterator[Spot]:
        for element in self._parts.get("location", ())[:500]:
            name = element.find("name")
            said = self._said(name) if name is not None else {}
            said = {k: flat(v)[:200] for k, v in said.items()}
            if not any(said.values()):
                self._note("import-place-nameless", element)
                continue
            latitude, longitude = self._point(element)
            described = " ".join(self._own(one) for one in element.findall("description"))
            codes_of = " ".join(one.get("code") or "" for one in element.findall("administrative"))
            region = REGION.search(f"{element.get('ref') or ''} {codes_of} {described[:2000]}")
            place = element.find("location-class")
            precision = {"1": "region", "2": "place", "3": "feature", "4": "feature"}.get(
                (place.get("code") if place is not None else "") or "", ""
            )
            yield Spot(said, region.group(1) if region else "", latitude, longitude, precision)

    def _point(self, element: Element) -> tuple[Decimal | None, Decimal | None]:
        pos = element.find("point/pos")
        old = element.find("coordinates")
        if pos is not None:
            parts = (pos.text or "").replace(",", " ").split()
        elif old is not None:
            parts = [old.get("latitude") or "", old.get("longitude") or ""]
        else:
            return None, None
        found = [figure(part) for part in parts[:2]]
        if len(found) == 2 and found[0] is not None and found[1] is not None:
            latitude, longitude = (round(each, 6).normalize() for each in found if each is not None)
            if abs(latitude) <= 90 and abs(longitude) <= 180 and (latitude or longitude):
                return latitude, longitude
        if any(parts):
            self._note("import-place", element, value=" ".join(parts)[:40])
        return None, None

    # what for

    def _purposes(self) -> tuple[Purpose, ...]:
        found: dict[str, Decimal | None] = {}
        for element in self._each("sector"):
            vocabulary = (element.get("vocabulary") or "1").strip().upper()
            code = (element.get("code") or "").strip()
            if vocabulary in ("1", "DAC") and CODE.fullmatch(code):
                share = figure(element.get("percentage") or "")
                if code not in found:
                    found[code] = share
        return tuple(Purpose(code, share) for code, share in found.items())

    def _sectors(self) -> tuple[tuple[str, ...], bool]:
        ours: list[str] = []
        own: list[str] = []
        for element in self._each("sector"):
            vocabulary = (element.get("vocabulary") or "1").strip().upper()
            code = (element.get("code") or "").strip()
            if vocabulary == OWN and self._identifier().startswith(PREFIX):
                own.append(code)
            elif vocabulary in ("1", "2", "DAC", "DAC-3"):
                if not CODE.fullmatch(code) and not re.fullmatch(r"\d{3}", code):
                    self._note("import-code", element, what="sector", value=code[:40] or "–")
                ours += [one for one in codes.SECTORS.get(code, ()) if one not in ours]
        if own:
            return tuple(dict.fromkeys(own)), True
        if not ours:
            for element in self._parts.get("policy-marker", ()):
                known = codes.MARKERS.get((element.get("code") or "").strip().lstrip("0"))
                if known and (element.get("significance") or "").strip() in codes.PRINCIPAL:
                    self._note("import-marker", element, sector=known)
                    ours.append(known)
        return tuple(dict.fromkeys(ours)), False

    # for how much

    def _money(self) -> Iterator[Money]:
        default = self._one("default-finance-type")
        usual = codes.instrument((default.get("code") or "").strip()) if default is not None else ""
        elements = self._parts.get("transaction", [])
        if len(elements) > MOST_MONEY:
            self._note("import-many-transactions", elements[MOST_MONEY], most=MOST_MONEY)
        for element in elements[:MOST_MONEY]:
            kind = element.find("transaction-type")
            given = ((kind.get("code") if kind is not None else "") or "").strip().lower()
            if given in codes.PASSED:
                continue
            if given not in codes.MONEY:
                self._note("import-code", element, what="transaction-type", value=given[:40] or "–")
                continue
            amount, currency = self._value(element)
            if amount is None or not amount:
                continue
            finance = element.find("finance-type")
            code = ((finance.get("code") if finance is not None else "") or "").strip()
            yield Money(
                codes.MONEY[given],
                amount,
                currency,
                self._party(element.find("provider-org")),
                codes.instrument(code) if code else usual,
            )

    def _value(self, element: Element) -> tuple[Decimal | None, str]:
        value = element.find("value")
        if value is None:
            self._note("import-amount", element, value="–")
            return None, ""
        amount = figure(value.text or "")
        if amount is None:
            self._note("import-amount", value, value=one_line(value.text or "")[:40] or "–")
            return None, ""
        currency = (value.get("currency") or self._currency).strip().upper()
        if not re.fullmatch(r"[A-Z]{3}", currency):
            self._note("import-currency", value, value=currency[:20] or "–")
            return None, ""
        return amount, currency

    # elements

    def _identifier(self) -> str:
        return self._own(self._one("iati-identifier")).strip()

    def _one(self, name: str) -> Element | None:
        found = self._parts.get(name)
        return found[0] if found else None

    def _each(self, name: str) -> Sequence[Element]:
        """Of the activity, else of its transactions, where files of later versions have them."""
        found = self._parts.get(name)
        if found:
            return found
        inside = (one.findall(name) for one in self._parts.get("transaction", [])[:MOST_MONEY])
        return [each for one in inside for each in one]

    def _note(self, code: str, element: Element, **values: object) -> None:
        line = self._first + max(0, (element.sourceline or 1) - 1)
        if len(self._remarks) < Log.MOST:
            self._remarks.append(Remark(code, line, values))
