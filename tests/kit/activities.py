"""Files of other publishers, small and odd as real ones are: IATI activities, the Bank's list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from openpyxl import Workbook

from tests.kit.content import packs
from wecoop_desktop.publisher.importing.activity import Activity, Log, Told, Unread
from wecoop_desktop.publisher.importing.iati import read_iati
from wecoop_desktop.publisher.importing.mapping import Known
from wecoop_desktop.publisher.importing.worldbank import read_worldbank

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
OLD = """<iati-activity default-currency="EUR" last-updated-datetime="2015-02-01T00:00:00+06:00"
 hierarchy="2"><reporting-org ref="XX-TEST-1" type="10">A ministry</reporting-org>
 <iati-identifier> XX-TEST-1-7/8 </iati-identifier>
 <title>Rural water &amp; pumps</title><title xml:lang="fr">Eau rurale</title>
 <description>&lt;p&gt;Pipes &amp;amp; pumps.&lt;/p&gt;</description>
 <activity-status>Implementation</activity-status>
 <activity-date type="start-planned" iso-date="2014-04-15T00:00:00Z"/>
 <activity-date type="end-planned">2018-13-41</activity-date>
 <participating-org role="Funding" ref="XX-TEST-1" type="10">A ministry</participating-org>
 <participating-org role="Implementing">A water union</participating-org>
 <recipient-country code="kg" percentage="60"/><recipient-country code="TJ" percentage="40"/>
 <recipient-country code="AF" percentage="0"/>
 <location><name>Naryn</name><coordinates latitude="41.43" longitude="76.0"/></location>
 <sector vocabulary="DAC" code="0"/><sector vocabulary="DAC" code="14031" percentage="100"/>
 <transaction><transaction-type code="C"/><value currency="EUR">1,200,000</value></transaction>
 <transaction><transaction-type code="C"/><value currency="">300000</value></transaction>
 <transaction><transaction-type code="C"/><value currency="USD">5</value></transaction>
 <transaction><transaction-type code="C"/><value currency="EUR">many</value></transaction>
 <transaction><transaction-type code="IF"/><value currency="EUR">9</value></transaction>
 <budget><value>12</value></budget><empty/></iati-activity>"""


def new(
    identifier: str = "XX-TEST-2-1",
    title: str = "Waste of a town",
    *,
    country: str = "KG",
    sector: str = "14050",
    more: str = "",
    russian: str = "",
) -> str:
    """An activity of version 2.03."""
    translated = f'<narrative xml:lang="ru">{russian}</narrative>' if russian else ""
    return f"""<iati-activity xml:lang="en" default-currency="USD">
<iati-identifier>{escape(identifier)}</iati-identifier>
<reporting-org ref="XX-TEST-2" type="22"><narrative>A society</narrative></reporting-org>
<title><narrative>{escape(title)}</narrative>{translated}</title>
<recipient-country code="{country}"/><sector vocabulary="1" code="{sector}"/>{more}
</iati-activity>"""


def iati(
    folder: Path, *activities: str, version: str = "2.03", name: str = "a.xml", spaces: str = ""
) -> Path:
    path = folder / name
    root = f'<iati-activities version="{version}" generated-datetime="2025-05-06"{spaces}>'
    body = "\n".join(activities)
    path.write_text(f"{HEAD}{root}\n{body}\n</iati-activities>\n", encoding="utf-8")
    return path


def told(path: Path) -> tuple[list[Told], Log]:
    log = Log(path.name, "iati")
    return list(read_iati(path, log)), log


def one(path: Path) -> Activity:
    """The only activity of a file, which could be read."""
    (found,), _ = told(path)
    assert isinstance(found, Activity), found
    return found


def codes(found: Told) -> list[str]:
    """What was remarked on an activity."""
    if isinstance(found, Unread):
        return [found.remark.code]
    return [remark.code for remark in found.remarks]


WORDS = (
    "Project ID", "Region", "Country", "Project Status", "Project Name",
    "Project Development Objective ", "Implementing Agency", "Board Approval Date",
    "Project Closing Date", "Current Project Cost", "IBRD Commitment ", "IDA Commitment",
    "Grant Amount", "Total IBRD, IDA and Grant Commitment", "Environmental Assessment Category",
    "Environmental and Social Risk", "Sector 1", "Theme 1",
)  # fmt: skip
NAMES = (
    "id", "regionname", "countryshortname", "projectstatusdisplay", "project_name", "pdo",
    "impagency", "boardapprovaldate", "closingdate", "curr_project_cost", "curr_ibrd_commitment",
    "curr_ida_commitment", "grantamt", "curr_total_commitment", "envassesmentcategorycode",
    "esrc_ovrl_risk_rate", "sector1", "theme1",
)  # fmt: skip
USUAL: Mapping[str, object] = {
    "id": "P999001",
    "regionname": "Europe and Central Asia",
    "countryshortname": "Kyrgyz Republic",
    "projectstatusdisplay": "Active",
    "project_name": "Waste of Two Towns Project",
    "pdo": "To collect and sort the waste of two towns.",
    "impagency": "A city",
    "boardapprovaldate": "2021-05-06T00:00:00Z",
    "closingdate": "12/31/2027 12:00:00 AM",
    "curr_project_cost": 25000000,
    "curr_ibrd_commitment": 0,
    "curr_ida_commitment": 20000000,
    "grantamt": "0",
    "curr_total_commitment": "20,000,000",
    "esrc_ovrl_risk_rate": "Moderate",
    "sector1": "Waste Management",
}


def bank(folder: Path, *rows: Mapping[str, object], name: str = "all.xlsx") -> Path:
    """The Bank's list: a line about the download, heads twice, a project a row."""
    table: list[Sequence[object]] = [
        ("World Bank Projects downloaded at 03/31/2025",),
        WORDS,
        NAMES,
    ]
    table += [[{**USUAL, **row}.get(column) for column in NAMES] for row in rows]
    path = folder / name
    if name.endswith(".csv"):
        lines = [",".join(_quoted(cell) for cell in line) for line in table]
        path.write_text("\n".join(lines), encoding="utf-8")
        return path
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "World Bank Projects"
    for line in table:
        sheet.append(list(line))
    book.save(path)
    return path


def _quoted(cell: object) -> str:
    text = "" if cell is None else str(cell)
    return '"' + text.replace('"', '""') + '"'


def told_bank(path: Path) -> tuple[list[Told], Log]:
    log = Log(path.name, "worldbank")
    return list(read_worldbank(path, log)), log


@cache
def known() -> Known:
    """The published records."""
    found = packs()
    return Known.of(found.projects, found.organisations, found.legend["dac"])
