"""From files of others to a queue, an editor's decisions, and the pack: nothing is lost."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.kit.activities import bank, iati, known, new
from tests.kit.content import packs
from tests.kit.listings import listing, written
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.folders import resources_folder
from wecoop_desktop.packs.read import read_packs
from wecoop_desktop.publisher.importing.activity import (
    Activity,
    Log,
    Money,
    Party,
    Remark,
    Told,
    Unread,
)
from wecoop_desktop.publisher.importing.apply import apply
from wecoop_desktop.publisher.importing.decide import accept, obstacles, reject, set_value
from wecoop_desktop.publisher.importing.intake import import_files, import_told
from wecoop_desktop.publisher.importing.mapping import Known
from wecoop_desktop.publisher.importing.queue import Entry, Queue, read_queue, write_queue

SHIPPED = resources_folder() / "packs"
ATYRAU = "wb-P008500"
# Few records: comparing with all of them takes a second.
SMALL = Known.of(
    [one for one in packs().projects if one.id.startswith(("wb-P00", "ebrd-38901"))],
    packs().organisations,
    packs().legend["dac"],
)


def queue(folder: Path, *activities: str) -> Queue:
    return import_files([iati(folder, *activities)], "iati", SMALL)


def only(found: Queue) -> Entry:
    (entry,) = found.entries
    return entry


def balanced(found: Queue) -> None:
    """Everything that was read is counted once."""
    counts = found.counts
    parts = ("accepted", "waiting", "rejected", "out_of_scope")
    assert counts["read"] == sum(counts[part] for part in parts)


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of the shipped pack of projects, with few projects."""
    folder = tmp_path / "packs" / "projects"
    (folder / "projects").mkdir(parents=True)
    for name in ("pack.json", "organisations.json", "classification.json"):
        shutil.copy(SHIPPED / "projects" / name, folder / name)
    for name in (ATYRAU, "ebrd-38901"):
        shutil.copy(SHIPPED / "projects/projects" / f"{name}.json", folder / "projects")
    return tmp_path / "packs"


def files(folder: Path) -> dict[str, bytes]:
    return {str(one.relative_to(folder)): one.read_bytes()
            for one in folder.rglob("*") if one.is_file()}  # fmt: skip


def record(pack: Path, name: str) -> dict[str, object]:
    data = json.loads((pack / "projects/projects" / f"{name}.json").read_text("utf-8"))
    assert isinstance(data, dict)
    return data


# Round trip


def test_what_we_export_is_the_same_when_it_comes_back(tmp_path: Path) -> None:
    data, result = written("iati", listing(packs().projects))
    path = tmp_path / "own.xml"
    path.write_bytes(data)
    found = import_files([path], "iati", known())
    balanced(found)
    assert found.verdicts["same"] == found.counts["read"] == result.projects > 700
    assert not any(entry.differences for entry in found.entries)


def test_what_we_export_makes_the_same_records_anew(tmp_path: Path) -> None:
    """Without the records that are published, they come back as they were, as far as IATI goes."""
    data, _ = written("iati", listing(packs().projects))
    path = tmp_path / "own.xml"
    path.write_bytes(data)
    held = known()
    found = import_files([path], "iati", replace(held, projects={}, aliases={}))
    published = {project.id: project for project in packs().projects}
    assert found.counts["rejected"] == found.counts["out_of_scope"] == 0
    for entry in found.entries:
        project, made = published[entry.id], entry.record
        assert not entry.translate
        assert not entry.organisations
        assert made["title"] == {"en": project.title.en, "ru": project.title.ru}
        assert made["countries"] == list(project.countries)
        assert made["sectors"] == list(project.sectors)
        assert bool(made.get("wider")) == project.wider
        for key in ("status", "approved", "start", "end", "dac_sector"):
            told = made.get(key, "")
            assert told == getattr(project, key) or (key == "approved" and not told)
        assert len(made.get("locations", [])) == len(project.locations)  # type: ignore[arg-type]


# Matching


def test_an_identifier_decides_and_differences_are_shown(tmp_path: Path) -> None:
    more = (
        '<activity-date type="4" iso-date="2005-01-31"/><activity-status code="4"/>'
        '<transaction><transaction-type code="2"/><value currency="USD">16500000</value>'
        '<provider-org ref="44000"/></transaction>'
    )
    text = new("44000-P008500", "Atyrau Water", country="KZ", sector="14020", more=more)
    entry = only(queue(tmp_path, text.replace("XX-TEST-2", "44000")))
    assert (entry.match, entry.by, entry.verdict) == (ATYRAU, "identifier", "conflict")
    told = {one.field: (one.ours, one.theirs, one.take) for one in entry.differences}
    assert told["end"] == ("2004-09-30", "2005-01-31", "")
    assert told["funders.world_bank.amount"][1] == {"amount": 16500000, "currency": "USD"}
    assert told["title.en"][2] == "ours"
    assert all(one.ours_source and one.theirs_source for one in entry.differences)
    assert {one.code for one in obstacles(entry)} == {"queue-undecided"}


def test_the_number_alone_of_another_publisher_decides_nothing(tmp_path: Path) -> None:
    entry = only(queue(tmp_path, new("XX-TEST-2-38901", "Quite another thing")))
    assert (entry.match, entry.verdict) == ("", "new")


def test_likeness_only_proposes(tmp_path: Path) -> None:
    title = SMALL.projects["ebrd-38901"].title.en
    entry = only(queue(tmp_path, new("XX-9", title, country="TJ")))
    assert (entry.match, entry.verdict) == ("", "conflict")
    assert "ebrd-38901" in entry.candidates
    assert [one.code for one in obstacles(entry)] == ["queue-match"]


def test_scope_counts_and_what_is_set_aside(tmp_path: Path) -> None:
    found = queue(
        tmp_path,
        new("XX-1", country="AF"),
        new("XX-2", "A school", sector="11220"),
        new("XX-3"),
        new("XX-3", "The same again"),
        "<iati-activity/>",
    )
    balanced(found)
    assert found.counts == {
        "read": 5, "accepted": 0, "waiting": 1, "rejected": 2, "out_of_scope": 2,
    }  # fmt: skip
    assert found.outside == {"country": 1, "sector": 1}
    assert [one.title for one in found.aside] == ["A school"]
    twice = next(one for one in found.entries if one.identifier == "XX-3" and not one.record)
    assert twice.reasons[0].values == {"file": "a.xml", "first": 15}


def test_the_banks_list(tmp_path: Path) -> None:
    path = bank(
        tmp_path,
        {"id": "P008500", "countryshortname": "Kazakhstan", "sector1": None, "grantamt": 1},
        {},
        {"id": "P999002", "countryshortname": "Peru"},
    )
    found = import_files([path], "worldbank", SMALL)
    balanced(found)
    assert [(one.id, one.verdict) for one in found.entries] == [
        ("wb-P008500", "conflict"),
        ("wb-P999001", "new"),
    ]
    made = found.entries[1].record
    assert made["total_cost"] == 25_000_000
    assert made["funders"] == [
        {"org_id": "world_bank", "org": {"en": "World Bank", "ru": "Всемирный банк"},
         "window": "IDA", "amount": 20_000_000, "currency": "USD"}
    ]  # fmt: skip
    assert found.entries[1].translate == ("title.ru", "summary.ru")


# Deciding


def test_nothing_is_accepted_in_one_language(tmp_path: Path) -> None:
    found = queue(tmp_path, new(more="<description><narrative>Bins.</narrative></description>"))
    name = only(found).id
    with pytest.raises(AppError) as caught:
        accept(found, name)
    assert caught.value.code == "queue-not-ready"
    for assignment in ("title.ru=Отходы", "summary.ru=Баки"):
        found = set_value(found, name, assignment)
    assert only(accept(found, name)).state == "accepted"


def test_a_rejection_needs_its_reason(tmp_path: Path) -> None:
    found = queue(tmp_path, new())
    with pytest.raises(AppError) as caught:
        reject(found, only(found).id, " ")
    assert caught.value.code == "queue-no-reason"
    done = only(reject(found, only(found).id, "No project"))
    assert (done.state, done.why) == ("rejected", "No project")


@pytest.mark.parametrize(
    "assignment",
    ["", "x", "id=y", "sources=[]", "take.end=mine", "take.none=ours", "match=nobody", "[0]=1",
     "a[7]=1", "=1", "title.ru.x.y=1"],
)  # fmt: skip
def test_what_cannot_be_set(tmp_path: Path, assignment: str) -> None:
    found = queue(tmp_path, new())
    with pytest.raises(AppError) as caught:
        set_value(found, only(found).id, assignment, SMALL)
    assert caught.value.code == "queue-bad-path"


def test_an_editor_says_what_it_is(tmp_path: Path) -> None:
    found = queue(tmp_path, new("XX-9", SMALL.projects["ebrd-38901"].title.en, country="TJ"))
    name = only(found).id
    same = only(set_value(found, name, "match=ebrd-tj-dushanbe-waste", SMALL))
    assert (same.match, same.by) == ("ebrd-38901", "editor")
    other = only(set_value(found, name, "match=new", SMALL))
    assert (other.match, other.verdict) == ("", "new")
    assert "queue-match" not in {one.code for one in obstacles(other)}


# Files


def test_a_queue_is_the_same_after_writing(tmp_path: Path) -> None:
    found = queue(tmp_path, new(), new("XX-3", country="AF"), "<iati-activity/>")
    path = tmp_path / "q.json"
    write_queue(found, path)
    again = read_queue(path)
    assert again.counts == found.counts
    write_queue(again, tmp_path / "q2.json")
    assert path.read_bytes() == (tmp_path / "q2.json").read_bytes()


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ('"state": "waiting"', '"state": "perhaps"', "queue-unreadable"),
        ('"format": 1', '"format": 2', "queue-newer"),
        ('"line": 3', '"line": "3"', "queue-unreadable"),
        ('"entries": [', '"entries": [1,', "queue-unreadable"),
        ("{", "", "queue-unreadable"),
        ('"id": "', '"name": "', "queue-unreadable"),
    ],
)
def test_a_queue_that_was_spoilt_by_hand(
    tmp_path: Path, before: str, after: str, code: str
) -> None:
    path = tmp_path / "q.json"
    write_queue(queue(tmp_path, new()), path)
    path.write_text(path.read_text("utf-8").replace(before, after, 1), encoding="utf-8")
    with pytest.raises(AppError) as caught:
        read_queue(path)
    assert caught.value.code == code


# Applying


def ready(folder: Path) -> Queue:
    """A new record of a new organisation, translated and accepted."""
    more = (
        '<participating-org role="1" type="22" ref="XX-TEST-2"><narrative>A society</narrative>'
        "</participating-org><description><narrative>Bins.</narrative></description>"
    )
    found = queue(folder, new(more=more))
    name = only(found).id
    for assignment in ("title.ru=Отходы", "summary.ru=Баки", "organisations[0].name.ru=Общество"):
        found = set_value(found, name, assignment)
    return accept(found, name)


def test_a_new_record_becomes_a_sound_file(tmp_path: Path, pack: Path) -> None:
    before = files(pack)
    applied = apply(ready(tmp_path), pack)
    name = "projects/projects/xx-test-2-1.json"
    assert applied.written == ("projects/organisations.json", name)
    assert not applied.stayed
    balanced(applied.queue)
    assert applied.queue.done[0].project == "xx-test-2-1"
    after = files(pack)
    assert {one for one in after if after[one] != before.get(one)} == set(applied.written)
    read = read_packs(pack)
    assert not [one for one in read.findings if one.file == name and one.level == "error"
                and one.code != "pack-reference-unknown"]  # fmt: skip
    assert {one.id for one in read.organisations} >= {"a_society"}
    assert after[name].decode().endswith("}\n")


def test_only_what_was_chosen_changes(tmp_path: Path, pack: Path) -> None:
    more = '<activity-date type="4" iso-date="2005-01-31"/><activity-status code="5"/>'
    text = new("44000-P008500", "Atyrau Water", country="KZ", more=more)
    found = queue(tmp_path, text.replace('ref="XX-TEST-2"', 'ref="44000"'))
    name = only(found).id
    for assignment in ("take.end=theirs", "take.status=ours", "take.dac_sector=ours"):
        found = set_value(found, name, assignment)
    before = record(pack, ATYRAU)
    applied = apply(accept(found, name), pack)
    assert applied.written == (f"projects/projects/{ATYRAU}.json",)
    after = record(pack, ATYRAU)
    changed = {key for key in after if after[key] != before.get(key)}
    assert changed <= {"end", "discrepancies", "sources", "data_as_of"}
    assert after["end"] == "2005-01-31"
    assert {"field": "status", "value": "cancelled", "source": 1} in after["discrepancies"]  # type: ignore[operator]
    again = apply(accept(found, name), pack)
    assert again.written == ()  # a second time there is nothing to do


def test_what_changed_since_is_left_as_it_is(tmp_path: Path, pack: Path) -> None:
    text = new("44000-P008500", more='<activity-date type="4" iso-date="2005-01-31"/>')
    found = queue(tmp_path, text.replace('ref="XX-TEST-2"', 'ref="44000"'))
    name = only(found).id
    for one in only(found).differences:
        found = set_value(
            found, name, f"take.{one.field}=" + ("theirs" if one.field == "end" else "ours")
        )
    path = pack / "projects/projects" / f"{ATYRAU}.json"
    path.write_text(path.read_text("utf-8").replace("2004-09-30", "2006-01-01"), encoding="utf-8")
    before = files(pack)
    applied = apply(accept(found, name), pack)
    assert [one.code for _, one in applied.stayed] == ["queue-changed-since"]
    assert only(applied.queue).state == "waiting"
    assert files(pack) == before
    balanced(applied.queue)


def test_nothing_is_half_written(tmp_path: Path, pack: Path) -> None:
    before = files(pack)
    folder = pack / "projects/projects/xx-test-2-1.json"
    folder.mkdir()  # nobody can write a file there
    with pytest.raises(AppError):
        apply(ready(tmp_path), pack)
    folder.rmdir()
    assert files(pack) == before


def test_a_record_that_would_not_be_sound_stays(tmp_path: Path, pack: Path) -> None:
    found = ready(tmp_path)
    broken = set_value(found, only(found).id, "start=yesterday")
    applied = apply(accept(broken, only(found).id), pack)
    assert {(one.code, one.values["path"]) for _, one in applied.stayed} == {
        ("queue-fault", "start")
    }
    assert applied.written == ()


def test_hand_made_acceptance_is_looked_at_too(tmp_path: Path, pack: Path) -> None:
    found = queue(tmp_path, new())
    forced = found.having(replace(only(found), state="accepted"))
    applied = apply(forced, pack)
    assert applied.written == ()
    assert "queue-translate" in {one.code for _, one in applied.stayed}


@pytest.mark.parametrize("name", ["../ebrd-38901", "con", "x/y", "", "a.", "..\\\\x"])
def test_no_name_leads_out_of_the_pack(tmp_path: Path, pack: Path, name: str) -> None:
    before = files(tmp_path)
    found = ready(tmp_path)
    hostile = replace(only(found), record={**only(found).record, "id": name})
    assert apply(found.having(hostile), pack).written == ()
    text = new("44000-P008500", more='<activity-date type="4" iso-date="2005"/>')
    matched = only(queue(tmp_path, text.replace('ref="XX-TEST-2"', 'ref="44000"')))
    taken = tuple(replace(one, take="theirs") for one in matched.differences)
    led = replace(matched, match=name or "-", differences=taken, state="accepted")
    assert apply(Queue(entries=(led,)), pack).written == ()
    after = files(tmp_path)
    assert {one for one in after if after[one] != before.get(one)} <= {"a.xml"}


def test_an_amount_that_is_not_taken_is_kept_beside(tmp_path: Path, pack: Path) -> None:
    more = (
        '<transaction><transaction-type code="2"/><value currency="USD">16500000</value>'
        '<provider-org ref="44000"/></transaction>'
    )
    text = new("44000-P008500", more=more).replace('ref="XX-TEST-2"', 'ref="44000"')
    found = queue(tmp_path, text)
    for one in only(found).differences:
        found = set_value(found, only(found).id, f"take.{one.field}=ours")
    apply(accept(found, only(found).id), pack)
    kept = {"field": "funders.world_bank.amount", "value": 16500000, "currency": "USD", "source": 1}
    assert kept in record(pack, ATYRAU)["discrepancies"]  # type: ignore[operator]
    # Read again, the same file brings nothing new.
    again = read_packs(pack)
    held = Known.of(again.projects, again.organisations, SMALL.legend)
    entry = only(import_files([tmp_path / "a.xml"], "iati", held))
    assert "funders.world_bank.amount" not in {one.field for one in entry.differences}


# Counting, on anything


def activities() -> Iterator[st.SearchStrategy[Told]]:
    words = st.text(st.characters(codec="utf-8"), max_size=12)
    said = st.dictionaries(st.sampled_from(["en", "ru", "fr"]), words, max_size=3)
    party = st.builds(Party, said, st.sampled_from(["", "44000", "XX", "XM-DAC-41114-X"]))
    amount = st.decimals(-9, 10**9, places=2)
    money = st.builds(
        Money, st.sampled_from(["commitment", "disbursement"]), amount,
        st.sampled_from(["USD", "EUR"]), party, st.sampled_from(["", "loan"]),
    )  # fmt: skip
    identifier = words | st.sampled_from(
        ["44000-P008500", "P008500", "XX-1", f"WECOOP-DESKTOP-{ATYRAU}"]
    )
    day = st.dates(date(1990, 1, 1), date(2030, 1, 1)).map(date.isoformat)
    yield st.builds(
        Activity, identifier, st.just("f.xml"), st.integers(1, 99), party, words,
        title=said, summary=said, countries=st.sampled_from([(), ("KG",), ("KZ", "UZ")]),
        sectors=st.sampled_from([(), ("waste",), ("land", "irrigation")]), regional=st.booleans(),
        money=st.lists(money, max_size=3).map(tuple),
        funders=st.lists(party, max_size=2).map(tuple),
        status=st.sampled_from(["", "active", "closed"]), start=day, end=st.just(""),
        total=st.none() | st.just(Decimal("1.5")), currency=st.just("USD"),
    )  # fmt: skip
    yield st.builds(Unread, st.just("f.xml"), st.integers(1, 9), st.just(Remark("import-cut", 1)))


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(told=st.lists(st.one_of(*activities()), max_size=12), data=st.data())
def test_everything_read_is_counted_once(
    tmp_path: Path, told: list[Told], data: st.DataObject
) -> None:
    found = import_told(told, SMALL, Log("f.xml", "iati", read=len(told)))
    balanced(found)
    for entry in found.entries:
        choice = data.draw(st.sampled_from(["accept", "reject", "set", "leave"]))
        if choice == "accept" and not obstacles(entry):
            found = accept(found, entry.id)
        elif choice == "reject":
            found = reject(found, entry.id, "no")
        elif choice == "set" and entry.record:
            found = set_value(found, entry.id, "title.ru=Название", SMALL)
        balanced(found)
    path = tmp_path / "q.json"
    write_queue(found, path)
    assert read_queue(path).counts == found.counts
    target = tmp_path / "p"
    if not target.exists():
        (target / "projects" / "projects").mkdir(parents=True)
    balanced(apply(read_queue(path), target).queue)
