"""What the codes of others mean in ours: countries, sectors, statuses, money, organisations.

DAC purpose codes, CRS channel codes and the IATI code lists are those of OECD and IATI. Only codes
that tell one of our sectors by themselves are here; others are left to an editor.
"""

from __future__ import annotations

from collections.abc import Mapping

COUNTRIES: Mapping[str, str] = {
    name: code
    for code, names in {
        "KZ": "kz kaz kazakhstan,republic of kazakhstan,казахстан",
        "KG": "kg kgz kyrgyzstan,kyrgyz republic,the kyrgyz republic,кыргызстан",
        "TJ": "tj tjk tajikistan,republic of tajikistan,таджикистан",
        "TM": "tm tkm turkmenistan,туркменистан",
        "UZ": "uz uzb uzbekistan,republic of uzbekistan,узбекистан",
    }.items()
    for part in [names.split(" ", 2)]
    for name in (*part[:2], *part[2].split(","))
}
# Regions of the DAC, and names, that stand for Central Asia as a whole.
REGION = frozenset({"619", "central asia", "central asia, regional"})

SECTORS: Mapping[str, tuple[str, ...]] = {
    code: (sector,)
    for sector, codes in {
        "water_resources": "14010 14015 14040",
        "water_supply_sanitation": "140 14020 14021 14030 14031 14032 14081",
        "wastewater": "14022",
        "waste": "14050",
        "mitigation_transport": "21012",
        "mitigation_energy": "231 232 23030 23065 23066 23067 23068 23070 23110 23181 23182 23183"
        " 23210 23220 23230 23231 23232 23240 23250 23260 23270 23620 23630 23631",
        "land": "31130",
        "irrigation": "31140",
        "forestry": "312 31210 31220 31261 31281 31282 31291",
        "governance": "410 41010 41081 41082",
        "air_quality": "41020",
        "biodiversity": "41030",
        "disaster_risk": "41050 43060 740 74010 74020",
    }.items()
    for code in codes.split()
}
# Rio markers of the DAC (policy-marker) that tell a sector where they are the main objective.
MARKERS: Mapping[str, str] = {
    "5": "biodiversity", "7": "adaptation", "8": "land", "10": "disaster_risk",
}  # fmt: skip
PRINCIPAL = frozenset({"2", "3"})

# Sectors and themes of the World Bank, old and new taxonomy, in lower case.
BANK: Mapping[str, str] = {
    name: sector
    for sector, names in {
        "water_supply_sanitation": "water supply;rural and inter-urban water supply;public"
        " administration - water, sanitation and waste management;other water supply, sanitation"
        " and waste management;general water, sanitation and flood protection sector",
        "wastewater": "sanitation;sewerage;wastewater collection and transportation;wastewater"
        " treatment and disposal",
        "water_resources": "water resource management;water resources management",
        "waste": "waste management;solid waste management;solid waste;waste disposal",
        "irrigation": "irrigation and drainage",
        "forestry": "forestry;forests",
        "mitigation_energy": "renewable energy hydro;renewable energy solar;renewable energy wind;"
        "renewable energy biomass;renewable energy geothermal;other renewable energy;hydropower;"
        "energy transmission and distribution;transmission and distribution of electricity;energy"
        " efficiency in heat and power;district heating and energy efficiency services;energy"
        " efficiency",
        "mitigation_transport": "urban transport",
        "disaster_risk": "flood protection;disaster risk management;disaster preparedness;disaster"
        " response and recovery;disaster risk reduction;natural disaster management",
        "adaptation": "adaptation",
        "biodiversity": "biodiversity",
        "land": "landscape management;land administration and management",
        "air_quality": "air quality management",
        "chemicals": "soil pollution",
        "governance": "environmental policies and institutions;environmental policy",
    }.items()
    for name in names.split(";")
}

STATUSES: Mapping[str, str] = {
    name: status
    for status, names in {
        "pipeline": "1 pipeline/identification pipeline identification planned proposed",
        "active": "2 implementation active ongoing on-going current approved",
        "closed": "3 4 finalisation closed completion completed post-completion finished ended",
        "cancelled": "5 cancelled canceled dropped terminated",
    }.items()
    for name in names.split()
}  # fmt: skip
# Understood, and no status of ours: the activity rests.
RESTING = frozenset({"6", "suspended"})

DATES: Mapping[str, str] = {
    "1": "planned-start", "start-planned": "planned-start",
    "2": "start", "start-actual": "start",
    "3": "planned-end", "end-planned": "planned-end",
    "4": "end", "end-actual": "end",
}  # fmt: skip
ROLES: Mapping[str, str] = {
    "1": "funding", "funding": "funding", "2": "accountable", "accountable": "accountable",
    "3": "extending", "extending": "extending", "4": "implementing", "implementing": "implementing",
}  # fmt: skip
MONEY: Mapping[str, str] = {
    "2": "commitment", "c": "commitment", "11": "commitment",
    "3": "disbursement", "d": "disbursement", "4": "disbursement", "e": "disbursement",
}  # fmt: skip
# Transactions that are no money given by a funder: what comes in, repayments, purchases, pledges.
PASSED = frozenset({"1", "if", "5", "ir", "6", "lr", "7", "r", "8", "qp", "9", "qs", "10", "cg",
                    "12", "13"})  # fmt: skip
KINDS: Mapping[str, str] = {
    "10": "bilateral", "11": "bilateral", "15": "other", "21": "ngo", "22": "ngo", "23": "ngo",
    "24": "ngo", "30": "facility", "40": "international", "60": "private", "70": "private",
    "71": "private", "72": "private", "73": "private", "80": "other", "90": "other",
}  # fmt: skip


def instrument(finance: str) -> str:
    """A finance type of the DAC as our instrument; empty where it is none of them."""
    for name, finances in (
        ("grant", ("100", "110")),
        ("loan", ("400", "410", "411", "420", "421")),
        ("equity", ("510", "511", "512", "520")),
        ("guarantee", ("1100",)),
    ):
        if finance in finances:
            return name
    return ""


# Registered identifiers of organisations that packs know, by our id; a longer one begins so.
REFS: Mapping[str, str] = {
    ref: organisation
    for organisation, refs in {
        "world_bank": "44000 44001 44002 XM-DAC-44000 XM-DAC-44001 XM-DAC-44002",
        "ifc": "XM-DAC-44004 XI-IATI-IFC",
        "ebrd": "46015 XM-DAC-46015 XI-IATI-EBRD",
        "adb": "46004 XM-DAC-46004",
        "eib": "42004 XM-DAC-42004 XM-DAC-918-3",
        "aiib": "46026 XM-DAC-46026",
        "isdb": "46025 XM-DAC-46025",
        "gef": "47044 47129 XM-DAC-47044 XM-DAC-47129",
        "gcf": "41317 XM-DAC-41317",
        "adaptation_fund": "47111 XM-DAC-47111",
        "cif": "47134 47135 XM-DAC-47134 XM-DAC-47135 XI-IATI-CIF",
        "eu": "42001 XM-DAC-42001 XI-IATI-EC_DEVCO XI-IATI-EC_INTPA XI-IATI-EC_NEAR"
        " XI-IATI-EC_ECHO XI-IATI-EC_FPI EU",
        "sdc_seco": "CH-4 CH-5 XM-DAC-11-4",
        "bmz": "XM-DAC-5-1 DE-1",
        "kfw": "XM-DAC-5-2",
        "afd": "FR-3 FR-RCS-775665599 XM-DAC-4-3",
        "finland": "FI-3",
        "norway": "NO-BRC-971277882",
        "sweden": "SE-0 SE-6 XM-DAC-10-6",
        "united_kingdom": "GB-1 GB-GOV-1 GB-GOV-13",
        "usaid": "US-1 US-GOV-1",
        "jica": "XM-DAC-701-8",
        "koica": "KR-GOV-021",
        "undp": "41114 XM-DAC-41114",
        "unep": "41116 XM-DAC-41116",
        "fao": "41301 XM-DAC-41301",
        "ifad": "41108 XM-DAC-41108",
        "unesco": "41304 XM-DAC-41304",
        "wfp": "41140 XM-DAC-41140",
        "unece": "41314 XM-DAC-41314",
        "undrr": "41315 XM-DAC-41315",
        "opec_fund": "47142 XM-DAC-47142",
        "osce": "47131 XM-DAC-47131",
    }.items()
    for ref in refs.split()
}
