"""Searches as specialists of ministries type them, and what a person who read the records expects.

What is expected was written down from the records themselves, never from what a search returned.

- `first`, `three`, `ten`: ids that must be at the first place (one of them), among the first three,
  among the first ten (all of them).
- `fit`: what the first ten must be, as `country:` `sector:` `funder:` `window:` `says:` `titled:`
  joined by spaces; `says` and `titled` are regular expressions, _ is a space.
- `never`: ids that must not be found. `empty`: nothing is expected; there is no such record.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import NamedTuple

from wecoop_desktop.packs.content import Project


class Judged(NamedTuple):
    """One search. `sort` says what it tries."""

    sort: str
    query: str
    first: tuple[str, ...] = ()
    three: tuple[str, ...] = ()
    ten: tuple[str, ...] = ()
    fit: str = ""
    never: tuple[str, ...] = ()
    empty: bool = False

    @property
    def wanted(self) -> tuple[str, ...]:
        return (*self.first, *self.three, *self.ten)


def judge(
    sort: str,
    query: str,
    first: str = "",
    *,
    three: str = "",
    ten: str = "",
    fit: str = "",
    never: str = "",
    empty: bool = False,
) -> Judged:
    lists = [tuple(text.split()) for text in (first, three, ten, never)]
    return Judged(sort, query, lists[0], lists[1], lists[2], fit, lists[3], empty)


def fitting(fit: str, projects: Iterable[Project], payers: dict[str, str]) -> set[str]:
    """The ids of the records that are what `fit` says; `payers`: words of organisations by id."""
    conditions = [part.split(":", 1) for part in fit.split()]
    return {
        project.id
        for project in projects
        if conditions and all(_is(project, name, value, payers) for name, value in conditions)
    }


def _is(project: Project, name: str, value: str, payers: dict[str, str]) -> bool:
    if name == "country":
        return value in project.countries
    if name == "sector":
        return value in project.sectors
    if name == "funder":
        return any(line.organisation == value for line in project.funding)
    if name == "window":
        return any(value in line.window for line in project.funding)
    texts = [project.title.en, project.title.ru]
    if name == "says":
        texts += [project.summary.en, project.summary.ru, project.implementer]
        texts += [payers.get(line.organisation, line.name.en) for line in project.funding]
        for place in project.locations:
            texts += [place.name.en, place.name.ru, place.region]
    return any(re.search(value.replace("_", " "), text, re.IGNORECASE) for text in texts)


def recall(one: Judged, found: Collection[str], fits: set[str]) -> float:
    """Of what must be among the first ten, the share that is (`found`: those ten)."""
    shares = []
    if one.first:
        shares.append(1.0 if set(one.first) & set(found) else 0.0)
    named = (*one.three, *one.ten)
    if named:
        shares.append(sum(each in found for each in named) / len(named))
    if one.fit:
        shares.append(min(1.0, len(fits & set(found)) / min(10, len(fits))))
    return sum(shares) / len(shares)


def rank(one: Judged, found: Iterable[str], fits: set[str]) -> float:
    """One over the place of the first hit that is expected; 0 where there is none."""
    wanted = {*one.wanted, *fits}
    return next((1 / place for place, each in enumerate(found, 1) if each in wanted), 0.0)


def graded(one: Judged, found: list[str]) -> bool:
    """Whether all grades are kept: first, in the first three, in the first ten, never."""
    return (
        (not one.first or (found[:1] != [] and found[0] in one.first))
        and set(one.three) <= set(found[:3])
        and set(one.ten) <= set(found[:10])
        and not set(one.never) & set(found)
    )


OZONE = "gef-15 gef-593 gef-594 gef-769"
HCFC = "gef-9712 gef-9722 gef-9788 gef-4102"
PARKS = "gef-1776 gef-3556 gef-3698 gef-4584 gef-4844"
NUREK = "wb-P150816 wb-P173804 wb-P177609 efsd-tj-nurek"
KAMBARATA = "wb-P181086 wb-P504168 wb-P505544 adb-kg-kambarata-1"
OSKEMEN = "ebrd-47526 ebrd-48621 ebrd-50141 ebrd-kz-oskemen-lighting wb-P078342"
NAP = "gcf-KGZ-RS-002 gcf-TJK-RS-002 gcf-UZB-RS-001 gcf-KAZ-RS-003"
WIND = "uz-zarafshan-wind ebrd-uz-bukhara-wind ebrd-52857 ebrd-50569 aiddata-39539"
LOSSES = "wb-P089244 wb-P122141 ebrd-49930 eu-2011-283-027 eu-2020-414-710"
URANIUM = "eu-2013-324-143 eu-2015-356-871 eu-2015-366-360 eu-2017-389-850"
CASPIAN = "gef-3620 gef-1618 gef-596 wb-P181526"
KHUJAND_WATER = "ebrd-34583 ebrd-38746"
KHUJAND_WASTE = "ebrd-khujand-waste ebrd-47477"
TAILINGS = "wb-P083235 wb-P112775"
PUMPS = "aiddata-54515 aiddata-54516 aiddata-54517"

JUDGED: tuple[Judged, ...] = (
    # Word forms and e for ё
    judge("forms", "экологическая информация мониторинг система Кыргызстан ГЭФ", ten="gef-5715"),
    judge("forms", "Алтай-Саяны биоразнообразие", three="gef-2836"),
    judge("forms", "экскаваторы для чистки каналов", three="jica-kg-irrigation-equipment"),
    judge("forms", "низкоуглеродное развитие Узбекистан", three="undp-00060832"),
    judge("forms", "сибирский белый журавль", ten="gef-1097"),
    judge("forms", "Западный Тянь-Шань биоразнообразие", ten="wb-P042573 gef-6958"),
    judge("forms", "Минаматская конвенция Казахстан", three="gef-9701"),
    judge("forms", "очистка реки от ртути", "wb-P059803"),
    judge("forms", "обрушение озера Сарез оповещение", three="wb-P067610"),
    judge("forms", "малые ГЭС на водохранилищах", three="aiddata-54488 aiddata-54490"),
    judge("forms", "приватизация хозяйств Таджикистан", three="wb-P049718 wb-P072760"),
    judge("forms", "лесные пожары Казахстан", ten="wb-P078301"),
    judge("forms", "рыбные запасы Каспия", three="gef-3620"),
    judge("forms", "стерх журавль", "gef-1097"),
    judge("forms", "дикие сородичи культурных растений", "gef-1259"),
    judge("forms", "технологические потребности", "gcf-KGZ-RS-003"),
    judge("forms", "бромистый метил", "gef-2118"),
    judge("forms", "счета за воду, счетчики воды", ten="aiddata-53934"),
    judge("forms", "нефтегазовый сектор биоразнообразие", "gef-3950"),
    judge("forms", "двухгодичный доклад транспарентность Казахстан", three="cfu-gef8-kz-btr1"),
    judge("forms", "микрокредит климат малый бизнес", ten="cfu-ppcr-tj-sme"),
    judge("forms", "дорога Бишкек Ош лавины", "japan-2017010328"),
    judge("forms", "медицинских отходов в больницах", "sdc-2009003735"),
    judge(
        "forms", "реабилитация насосных станций", ten="aiddata-54515 aiddata-54516 aiddata-54517"
    ),
    judge("forms", "гидропосты и метеостанции", ten="wb-P120788"),
    judge("forms", "водопровод Ташкент", three="kr-120-grp-0000154270 ebrd-29167"),
    judge("forms", "микроГЭС в селах", three="adb-38179-012"),
    judge("forms", "женщины орошение", three="carec-women-irrigation"),
    judge("forms", "опасные отходы Казахстан", three="eu-2008-172-639"),
    judge("forms", "деградация земель Таджикистан", ten="eu-2010-220-558 gef-3237"),
    judge("forms", "лесовосстановление", ten="wb-P078301 wb-P087485 kr-250-201911511236"),
    judge("forms", "страхование от катастроф", "wb-P152230"),
    judge("forms", "железные дороги", ten="wb-P177764 cfu-ctf-kz-railways"),
    judge("forms", "малые гранты ГЭФ", three="cfu-gef7-kz-sgp7 gef-9205"),
    judge("forms", "птицы Туркменистана", three="rspb-tm-birds rspb-tm-iba"),
    judge("forms", "школьники экология Алматы", three="eu-2009-224-655"),
    judge("forms", "подземные воды Сырдарьи", "gef-5301"),
    judge("forms", "хлорирование воды Ош", three="adb-52256-006"),
    judge("forms", "плавучая солнечная", "adb-kg-floating-solar"),
    judge("forms", "землетрясения станции", "aiddata-39944"),
    judge("forms", "животноводство и пастбища", ten="ifad-1100001575 ifad-2000000977"),
    judge("forms", "больницы отходы", "sdc-2009003735"),
    judge("forms", "ташсака канал", "isdb-uz-khorezm-irrigation"),
    judge("forms", "твёрдые отходы Душанбе", "ebrd-38901"),
    judge("forms", "управление отходами в Худжанде", three=KHUJAND_WASTE),
    judge("forms", "полигон в Оше", "ebrd-42471"),
    judge("forms", "мониторинг ледников", "adb-tj-glacier"),
    judge("forms", "таяние ледника", three="sdc-glacier-2017"),
    judge("forms", "прорыв ледниковых озер", "cfu-af-ca-glof"),
    judge("forms", "очистка сточных вод Самарканда", "aiddata-54506"),
    judge("forms", "канализация Бухары", ten="wb-P112719 wb-P152801 aiib-bukhara-2"),
    judge("forms", "орошение Джизак", "isdb-uz-jizzakh-irrigation"),
    judge("forms", "оросительные каналы Хорезма", "isdb-uz-khorezm-irrigation"),
    judge("forms", "Аму-Бухарская ирригация", three="adb-44458-013 jica-uz-amu-bukhara"),
    judge("forms", "питьевая вода Хатлон", ten="jica-tj-hamadoni-water jica-tj-panj-water"),
    judge("forms", "ветровые электростанции", ten=WIND),
    judge(
        "forms", "солнечные электростанции Байконур", three="adb-51250-001 ebrd-kz-baikonur-solar"
    ),
    judge("forms", "защита от лавин", "japan-2017010328"),
    judge("forms", "оползень", three="adb-36233-013 adb-53022-001"),
    judge("forms", "селезащитные плотины", "aiddata-53673"),
    judge("forms", "снежных барсов", three="gef-6949 iucn-sos-central-asia"),
    judge("forms", "сайгаки", ten="altyn-dala gef-3293"),
    judge("forms", "тугайный лес", "gef-1036"),
    judge("forms", "посадки саксаула", ten="afd-uz-saxaul undp-uz-green-aral"),
    judge("forms", "загрязнение ртутью", three="wb-P059803"),
    judge("forms", "урановые хвостохранилища", ten=TAILINGS),
    judge("forms", "устаревшие пестициды", ten="gef-3982"),
    judge("forms", "озоноразрушающих веществ", ten=OZONE),
    judge("forms", "медицинские отходы", ten="gef-4442 gef-5068 sdc-2009003735"),
    judge(
        "forms", "энергоэффективность зданий", ten="gef-3425 gef-4097 gef-3758 afd-uz-buildings-ee"
    ),
    judge("forms", "теплоснабжение Бишкека", three="danida-5166-2342"),
    judge("forms", "трамваи", three="ebrd-45645"),
    judge("forms", "электробус", three="ebrd-52947 adb-gcf-uz-emobility"),
    judge("forms", "загрязнение воздуха Бишкек", ten="wb-P177467"),
    judge("forms", "безопасность плотин", "unece-dam-safety"),
    judge("forms", "озеро Сарез", "wb-P067610"),
    judge("forms", "Сарезского озера", "wb-P067610"),
    judge("forms", "каспий", ten=CASPIAN),
    judge("forms", "лесовосстановление Казахстан", three="wb-P078301 wb-P087485"),
    judge("forms", "пастбища Таджикистан", ten="ifad-1100001575 ifad-2000000977 eu-2014-346-214"),
    judge("forms", "зеленая экономика Узбекистан", "afd-uz-green-economy-2"),
    judge("forms", "счетчики электроэнергии", ten="adb-41340-013 adb-41340-015 wb-P122773"),
    judge("forms", "займы на зелёную экономику", three="afd-uz-green-economy-2"),
    judge(
        "forms", "сельское водоснабжение Киргизии", fit="country:KG sector:water_supply_sanitation"
    ),
    judge("forms", "засуха на Арале", three="adb-35496-012"),
    judge("forms", "мусор Бишкек", three="ebrd-kg-bishkek-waste"),
    judge("forms", "свалка Ош", three="ebrd-42471"),
    judge("forms", "раздельный сбор отходов", three="us-kz-temirtau-waste"),
    judge("forms", "водно-болотные угодья", ten="gef-10356 gef-838 gef-1097 wb-P009127"),
    judge("forms", "угольная тэц павлодар", "ebrd-38145"),
    judge("forms", "накопители энергии", "wb-P181434"),
    # English
    judge("english", "goitred gazelle", three="iucn-sos-central-asia"),
    judge("english", "flood management strategy Tajikistan", three="adb-33512-012"),
    judge("english", "climate risks to hydropower plants in Tajikistan", ten="gcf-FP040"),
    judge("english", "malaria DDT Tajikistan", ten="gef-3614"),
    judge("english", "hydromet modernization Kyrgyz Tajik", ten="wb-P120788"),
    judge("english", "environmental awareness schools Almaty", three="eu-2009-224-655"),
    judge("english", "mudflow dam", "aiddata-53673"),
    judge("english", "crane wetland flyway", "gef-1097"),
    judge("english", "oil and gas biodiversity", "gef-3950"),
    judge("english", "fisheries", ten="gef-3620"),
    judge("english", "climate finance centre Kyrgyzstan", "cfu-ppcr-kg-cfc"),
    judge("english", "wind farm Bukhara", "ebrd-uz-bukhara-wind"),
    judge("english", "energy saving Tajikistan", ten="adb-36623-012"),
    judge("english", "public transport Bishkek", ten="ebrd-47624 adb-kg-urban-transport"),
    judge("english", "irrigation tariffs Kyrgyzstan", "adb-38078-012"),
    judge("english", "saxaul planting Karakalpakstan", "afd-uz-saxaul"),
    judge("english", "earthquake monitoring", "aiddata-39944"),
    judge("english", "Aarhus convention", "eu-2014-331-147"),
    judge("english", "sewerage Bukhara Samarkand", three="wb-P112719 wb-P152801"),
    judge("english", "air pollution monitoring", ten="us-kz-atbasar-air"),
    judge("english", "heat supply Bishkek", ten="danida-5166-2342"),
    judge("english", "uranium tailings", ten="wb-P083235 wb-P112775 wb-P095206"),
    judge("english", "floating solar", "adb-kg-floating-solar"),
    judge("english", "juniper forest", three="eu-2003-069-435"),
    judge("english", "lake Balkhash", ten="eu-2006-132-258 wwf-kz-tiger"),
    judge("english", "electricity meters", ten="adb-41340-013 adb-41340-015 wb-P122773"),
    judge("english", "carbon market Kazakhstan", three="wb-P177785"),
    judge("english", "landslides Kyrgyzstan", three="adb-53022-001"),
    judge("english", "small hydro Pamir", ten="kfw-tj-sebzor"),
    judge(
        "english", "energy efficient lighting Kazakhstan", ten="gef-4166 ebrd-kz-almaty-lighting"
    ),
    judge("english", "mercury Khaidarkan", "gef-4985"),
    judge("english", "tram", "ebrd-45645"),
    judge("english", "reforestation", ten="wb-P078301 wb-P087485 afd-uz-saxaul"),
    judge("english", "trolleybus Dushanbe", three="ebrd-39989"),
    judge("english", "Osh solid waste", three="ebrd-42471 eu-2016-375-313"),
    judge("english", "landfill Dushanbe", "ebrd-38901"),
    judge("english", "glacier lake outburst floods", "cfu-af-ca-glof"),
    judge("english", "glaciers", ten="adb-tj-glacier cfu-af-ca-glof sdc-glacier-2017"),
    judge("english", "wetlands", ten="gef-10356 gef-838 gef-1097 wb-P009127"),
    judge("english", "protected areas Turkmenistan", "gef-3698"),
    judge(
        "english",
        "district heating Kazakhstan",
        ten="ebrd-47396 ebrd-47569 ebrd-48621 cfu-ctf-kz-dhmff",
    ),
    judge("english", "wastewater treatment plant Namangan", "aiddata-54511"),
    judge("english", "waste water Khorezm", three="ebrd-50526"),
    judge("english", "pump station Andijan", three=PUMPS),
    judge("english", "women and irrigation", three="carec-women-irrigation"),
    judge("english", "tiger reintroduction", three="wwf-kz-tiger undp-kz-turan-tiger"),
    judge("english", "electric buses", three="ebrd-52947 adb-gcf-uz-emobility"),
    judge("english", "National Adaptation Plan", ten=NAP),
    judge("english", "energy losses reduction", ten=LOSSES),
    judge("english", "climate resilience Pyanj", ten="cfu-ppcr-tj-pyanj"),
    judge("english", "public employment water Tajikistan", ten="wb-P119690 wb-P133327"),
    judge("english", "rural electrification", ten="wb-P170132 wb-P171248"),
    judge("english", "Nura river clean up", "wb-P059803"),
    judge("english", "Caspian Sea", ten=CASPIAN),
    judge("english", "methyl bromide", "gef-2118"),
    judge("english", "biosafety", three="gef-3211 gef-4065"),
    judge("english", "steppe conservation", "gef-3293"),
    judge("english", "street lighting", ten="ebrd-kz-almaty-lighting ebrd-kz-oskemen-lighting"),
    judge("english", "garbage Kulob", "ebrd-46794"),
    judge("english", "dam safety", "unece-dam-safety"),
    judge("english", "seismological stations", "aiddata-39944"),
    judge("english", "DDT alternatives", "gef-3614"),
    # Acronyms
    judge("acronym", "CACILM multi-country partnership", ten="gef-2504"),
    judge("acronym", "НСПДБ КБР Узбекистан доклад", ten="gef-219"),
    judge("acronym", "ТЭО ОВОС урановое наследие Чаркесар", three="eu-2013-324-143"),
    judge("acronym", "GIZ EU Turkmenistan climate policy", three="eu-giz-tm-green"),
    judge("acronym", "DFID World Bank trust fund energy water", three="uk-202114-101"),
    judge("acronym", "ИСЦАУЗР мелиорация", three="gef-3232"),
    judge("acronym", "CACILM Tajikistan rural development", "gef-3234"),
    judge("acronym", "ЕИБ ЕБРР вода Кызыл-Кия", "ebrd-kg-kyzyl-kiya"),
    judge("acronym", "ФАО ГЭФ Сырдарья", three="fao-gef-syrdarya-naryn"),
    judge("acronym", "CAWEP", "eu-wb-cawep"),
    judge("acronym", "SECCA", "eu-secca"),
    judge("acronym", "ERIK", ten="wb-P162635"),
    judge("acronym", "ПГ ЕБРР ресурсоэффективность", "gef-4348"),
    judge("acronym", "ЦУР лес Кыргызстан", "fao-641921"),
    judge("acronym", "CTF Kazakhstan", fit="window:CTF country:KZ"),
    judge("acronym", "АБР ТЭЦ", "adb-kz-almaty-chp"),
    judge("acronym", "ПМГ ГЭФ Казахстан", three="cfu-gef7-kz-sgp7 gef-9205"),
    judge("acronym", "ЕБРР ТБО Хорог", "ebrd-46147"),
    judge("acronym", "ПРООН ГЭФ снежный барс", three="gef-6949"),
    judge("acronym", "СЭС Навои", three="ebrd-51454 wb-P170598"),
    judge("acronym", "ЦАЭК", "ebrd-39914"),
    judge("acronym", "КБР Таджикистан", ten="gef-4694"),
    judge("acronym", "НСПДСБ", ten="gef-4666 gef-4694"),
    judge("acronym", "ETF Tajikistan", three="cfu-gef7-tj-etf"),
    judge("acronym", "WECOOP", three="eu-wecoop-1 eu-wecoop-2 eu-wecoop-3"),
    judge("acronym", "ВЕКООП", three="eu-wecoop-1 eu-wecoop-2 eu-wecoop-3"),
    judge("acronym", "EURECA", "eu-eureca"),
    judge("acronym", "PPCR Tajikistan", ten="uk-200990-101 cfu-ppcr-tj-pyanj"),
    judge("acronym", "DIPECHO", three="eu-dipecho-ca undp-00060375"),
    judge("acronym", "МОВ парниковые газы", fit="says:парниковы|greenhouse"),
    judge("acronym", "ИСЦАУЗР", fit="says:ИСЦАУЗР|CACILM"),
    judge("acronym", "ТБО", fit="sector:waste"),
    judge("acronym", "ТКО", fit="sector:waste"),
    judge("acronym", "MSW", fit="sector:waste"),
    judge("acronym", "ТБО Самарканд", three="eu-2014-354-878 afd-cuz101301"),
    judge("acronym", "ТКО Душанбе", three="ebrd-38901"),
    judge("acronym", "MSW Osh", three="ebrd-42471"),
    judge("acronym", "ООПТ", ten=PARKS),
    judge("acronym", "protected areas", fit="says:protected_area|\\bPAs?\\b"),
    judge("acronym", "ООПТ Туркменистана", "gef-3698"),
    judge("acronym", "ЕБРР водоснабжение Худжанд", three=KHUJAND_WATER),
    judge("acronym", "EBRD water Khujand", three=KHUJAND_WATER),
    judge("acronym", "АБР ирригация Таджикистан", fit="funder:adb country:TJ sector:irrigation"),
    judge("acronym", "ADB irrigation Uzbekistan", fit="funder:adb country:UZ sector:irrigation"),
    judge(
        "acronym", "ВБ ирригация Кыргызстан", fit="funder:world_bank country:KG sector:irrigation"
    ),
    judge(
        "acronym", "МБРР ирригация Кыргызстан", fit="funder:world_bank country:KG sector:irrigation"
    ),
    judge("acronym", "МАР", fit="funder:world_bank"),
    judge("acronym", "IDA Tajikistan", fit="funder:world_bank country:TJ"),
    judge("acronym", "WB energy efficiency Uzbekistan", ten="wb-P118737 wb-P133633 wb-P165054"),
    judge(
        "acronym",
        "ГЭФ биоразнообразие Туркменистан",
        fit="funder:gef country:TM sector:biodiversity",
    ),
    judge(
        "acronym", "GEF biodiversity Turkmenistan", fit="funder:gef country:TM sector:biodiversity"
    ),
    judge("acronym", "ЗКФ Таджикистан", fit="funder:gcf country:TJ"),
    judge("acronym", "GCF Tajikistan", fit="funder:gcf country:TJ"),
    judge("acronym", "Зеленый климатический фонд Узбекистан", fit="funder:gcf country:UZ"),
    judge("acronym", "Green Climate Fund Kazakhstan", fit="funder:gcf country:KZ"),
    judge("acronym", "ПРООН стихийные бедствия Кыргызстан", ten="undp-00043552 undp-00064333"),
    judge("acronym", "UNDP Turkmenistan", fit="funder:undp country:TM"),
    judge("acronym", "ИБР орошение", three="isdb-uz-jizzakh-irrigation isdb-uz-khorezm-irrigation"),
    judge("acronym", "IsDB Rogun", "isdb-tj-rogun"),
    judge("acronym", "КфВ", three="kfw-tj-drr kfw-tj-murghab-hpp kfw-tj-sebzor"),
    judge("acronym", "КФВ ГЭС", three="kfw-tj-murghab-hpp kfw-tj-sebzor"),
    judge("acronym", "ЕАБР", three="adb-46348-003 adb-49013-002 edb-undp-kz-irrigation"),
    judge("acronym", "ЕФСР", three="efsd-tj-nurek efsd-tj-zafarobod"),
    judge("acronym", "АБИИ", fit="funder:aiib"),
    judge("acronym", "ЕИБ Кайраккум", "eib-20110652-81719"),
    judge("acronym", "ЮСАИД", fit="funder:usaid"),
    judge("acronym", "USAID rural water", "usaid-72011520c00004"),
    judge("acronym", "ФАО Таджикистан", fit="says:FAO|Food_and_Agri country:TJ"),
    judge("acronym", "МФСР пастбища", ten="ifad-1100001575 ifad-2000000977"),
    judge("acronym", "IFAD livestock", ten="ifad-1100001575 ifad-2000000977 cfu-asap-kg-livestock"),
    judge("acronym", "джайка Пяндж", three="jica-tj-panj-water jica-2014010301"),
    judge("acronym", "КОИКА", fit="funder:koica"),
    judge("acronym", "АФД Самарканд", "afd-cuz101301"),
    judge("acronym", "ШУРС вода Таджикистан", fit="funder:sdc_seco country:TJ"),
    judge("acronym", "ОБСЕ", "osce-ca-border-nrm"),
    judge("acronym", "ЕЭК ООН плотины", "unece-dam-safety"),
    judge("acronym", "выбросы ПГ Казахстан", three="gef-4348"),
    judge("acronym", "GHG emissions Kazakhstan", three="gef-4348"),
    judge("acronym", "ВИЭ Казахстан", fit="country:KZ says:renewab|возобновл|KazREF"),
    judge("acronym", "ВИЭ Кыргызстан", three="wb-P178286"),
    judge("acronym", "ОВОС уран", ten=URANIUM),
    judge("acronym", "EIA uranium", ten=URANIUM),
    judge("acronym", "ТЭО отходы Мангистау", "eu-2009-216-945"),
    judge("acronym", "ГЭС Узбекистан", fit="country:UZ says:ГЭС|hydropower|гидроэнерг"),
    judge("acronym", "HPP Tajikistan", fit="country:TJ says:ГЭС|HPP|hydropower|гидроэл"),
    judge("acronym", "ТЭЦ Алматы", three="adb-kz-almaty-chp ebrd-kz-almaty-chp2"),
    judge("acronym", "CHP Almaty", three="adb-kz-almaty-chp ebrd-kz-almaty-chp2"),
    judge("acronym", "ИУВР Фергана", three="sdc-iwrm-fergana"),
    judge("acronym", "IWRM Uzbekistan", ten="undp-00058460"),
    judge("acronym", "АВП Кыргызстан", three="eu-2012-300-752"),
    judge("acronym", "WUA", ten="eu-2012-300-752 eu-2012-308-208"),
    judge("acronym", "ПХД", "gef-3528"),
    judge("acronym", "ОРВ", ten=OZONE),
    judge("acronym", "ODS phase out", ten=OZONE),
    judge("acronym", "ГХФУ", ten=HCFC),
    judge("acronym", "HCFC", ten=HCFC),
    judge("acronym", "СОЗ Кыргызстан", ten="gef-1980 gef-5068"),
    judge("acronym", "POPs Tajikistan", ten="gef-1955 gef-3983 gef-5223"),
    judge("acronym", "РКИК ООН Таджикистан", ten="gef-830 gef-9333 cfu-gef8-tj-btr1"),
    judge("acronym", "UNCCD", ten="gef-4825 gef-5274"),
    judge("acronym", "КБО ООН", ten="gef-4825 gef-5274"),
    judge("acronym", "НПА адаптация", fit="says:National_Adaptation_Plan|national_adaptation_plan"),
    judge("acronym", "DRR Tajikistan", fit="country:TJ sector:disaster_risk"),
    judge("acronym", "СРБ Таджикистан", fit="country:TJ sector:disaster_risk"),
    judge("acronym", "МСП Таджикистан климат", three="cfu-ppcr-tj-sme"),
    judge("acronym", "ГБАО", fit="says:ГБАО|GBAO|Бадахшан|TJ-GB|Pamir"),
    judge("acronym", "ВЭС Казахстан", ten="ebrd-50569 aiddata-39539 cfu-ctf-kz-yermentau-wind"),
    judge("acronym", "КОС Актобе", three="ebrd-kz-aktobe-wwtp"),
    judge("acronym", "GLOF", "cfu-af-ca-glof"),
    judge("acronym", "CASA-1000", three="wb-P145054 wb-P167898"),
    # Places: old, new, local, in either script
    judge("place", "автобусы Курган-Тюбе троллейбусы Хатлон", ten="ebrd-49083"),
    judge("place", "Муминабад водосбор", three="sdc-2011004942"),
    judge("place", "Muminobod watershed DRR", three="sdc-2011004942"),
    judge(
        "place", "район Хамадони водоснабжение JICA", ten="jica-2011010312 jica-tj-hamadoni-water"
    ),
    judge("place", "Ереймен ветер", three="cfu-ctf-kz-yermentau-wind"),
    judge("place", "Файзабад вода", three="ebrd-52574"),
    judge("place", "Дамхужа водовод", three="aiddata-54505"),
    judge("place", "Мин-Куш уран", ten="eu-2015-356-871 ebrd-era-minkush-shekaftar"),
    judge("place", "Темир-Тау", "us-kz-temirtau-waste"),
    judge("place", "Чуйская долина ирригация", ten="eu-ebrd-kg-chui-irrigation"),
    judge("place", "Хорог отходы", "ebrd-46147"),
    judge("place", "Душанбинский водоканал", ten="wb-P057883"),
    judge("place", "Ошский полигон", "ebrd-42471"),
    judge("place", "Алматинское метро трамвай", ten="ebrd-39082"),
    judge("place", "Нарынская программа", "adb-52256-007"),
    judge("place", "Термез", three="adb-30500-013"),
    judge("place", "Термиз", three="adb-30500-013"),
    judge("place", "Muzrabot", three="adb-30500-013"),
    judge("place", "Shahrisabz", three="adb-38074-013 afd-uz-karmana-sanitation"),
    judge("place", "Шаҳрисабз", three="adb-38074-013 afd-uz-karmana-sanitation"),
    judge("place", "Xiva", "adb-uz-integrated-urban"),
    judge("place", "Хива", "adb-uz-integrated-urban"),
    judge("place", "Чилек коридор ВЭС", "aiddata-39539"),
    judge("place", "Ерейментау", "cfu-ctf-kz-yermentau-wind"),
    judge("place", "Ишим река", "carec-ishim"),
    judge("place", "Esil basin", three="carec-ishim"),
    judge("place", "Или-Балхаш", ten="eu-2006-132-258 wwf-kz-tiger"),
    judge("place", "Пскем", "aiddata-54144"),
    judge("place", "Гульча", empty=True),
    judge("place", "Мургаб", ten="kfw-tj-murghab-hpp eu-2014-346-214"),
    judge("place", "Чкаловск питьевая вода", three="gef-4422"),
    judge("place", "Мангышлак отходы", three="eu-2009-216-945"),
    judge("place", "Каратегин", ten="sdc-2012006414"),
    judge("place", "Раштская долина", ten="sdc-2012006414 gcf-FP067"),
    judge("place", "Зеравшан ирригация", ten="eu-2015-368-928 wb-P158576"),
    judge("place", "Темиртау", "us-kz-temirtau-waste"),
    judge("place", "Akmolinsk waste", three="eu-2009-224-680"),
    judge("place", "Muynoq", fit="says:Muynak|Муйнак"),
    judge("place", "Нөкис су", three="wb-P044942"),
    judge("place", "Алмаата ТЭЦ-2", "ebrd-kz-almaty-chp2"),
    judge("place", "Усть-Каменогорск экологическая реабилитация", "wb-P078342"),
    judge("place", "Балхаш тигр", three="undp-kz-turan-tiger wwf-kz-tiger"),
    judge("place", "СКО водоснабжение", ten="ebrd-46955"),
    judge("place", "ЮКО водоснабжение", ten="ebrd-48089"),
    judge("place", "Фрунзе", fit="says:Бишкек"),
    judge("place", "общественный транспорт Фрунзе", "ebrd-47624"),
    judge("place", "Алма-Ата электротранспорт", three="ebrd-51583 ebrd-39082"),
    judge("place", "Алма-Ата ТЭЦ", three="adb-kz-almaty-chp ebrd-kz-almaty-chp2"),
    judge("place", "Целиноград отходы", "eu-2009-224-680"),
    judge("place", "Нур-Султан отходы", "eu-2009-224-680"),
    judge("place", "Ленинабад водоснабжение", three=KHUJAND_WATER),
    judge("place", "Ходжент отходы", three=KHUJAND_WASTE),
    judge("place", "Ленинабадская область", fit="says:Согд|Sughd|TJ-SU|Khujand"),
    judge("place", "Красноводск", fit="says:Balkan|Балкан|Türkmenbaşy|Turkmenbash"),
    judge("place", "Чарджоу", three="gef-6960"),
    judge("place", "Ташауз водоснабжение", "wb-P008867"),
    judge("place", "Daşoguz", ten="wb-P008867 gef-10352 gef-6960"),
    judge("place", "Шевченко водоснабжение", "ebrd-kz-aktau-water"),
    judge("place", "Пржевальск", ten="adb-41548-013 eib-20140105-83457"),
    judge("place", "Рыбачье водоснабжение", "ebrd-kg-balykchy-water"),
    judge("place", "Курган-Тюбе", three="ebrd-tj-qurghonteppa-waste ebrd-tj-bokhtar-dangara"),
    judge("place", "Бохтар отходы", "ebrd-tj-qurghonteppa-waste"),
    judge("place", "Qurghonteppa water", three="ebrd-tj-bokhtar-dangara"),
    judge("place", "Оскемен отходы", "ebrd-50141"),
    judge("place", "Өскемен", ten=OSKEMEN),
    judge("place", "Семипалатинск отходы", "ebrd-50142"),
    judge("place", "Джамбул вода", three="ebrd-42664"),
    judge("place", "Чимкент очистные", three="ebrd-kz-shymkent-wastewater"),
    judge("place", "Актюбинск теплоснабжение", three="ebrd-47569"),
    judge("place", "Гурьев", "wb-P008500"),
    judge("place", "Кустанай", three="ebrd-47396"),
    judge("place", "Кзыл-Орда отходы", "ebrd-kz-kyzylorda-waste"),
    judge("place", "Хайдаркан ртуть", "gef-4985"),
    judge("place", "Жалал-Абад суу", three="ebrd-47896"),
    judge("place", "Jalalabad water", three="ebrd-47896"),
    judge("place", "Ысык-Көл", fit="says:Иссык-Кул|Issyk|KG-Y"),
    judge("place", "Иссыккуль", fit="says:Иссык-Кул|Issyk|KG-Y"),
    judge("place", "Issyk Kul wastewater", "adb-50176-002"),
    judge("place", "Қызылорда", fit="says:Кызылорд|Kyzylorda|KZ-43"),
    judge("place", "Хуҷанд", fit="says:Худжанд"),
    judge("place", "Кӯлоб", three="ebrd-46794 ebrd-51436"),
    judge("place", "Норак", ten=NUREK),
    judge("place", "Toshkent chiqindi", three="wb-P049582 ebrd-4203"),
    judge("place", "Тошкент чиқинди", three="wb-P049582 ebrd-4203"),
    judge("place", "Xorazm suv", ten="aiib-000350 ebrd-uz-khorezm-water"),
    judge("place", "Fargʻona vodiysi", fit="says:Фергана|Ферган|Fergana|Ferghana"),
    judge("place", "Farg'ona", fit="says:Ферган"),
    judge("place", "Buxoro", fit="says:Бухар"),
    judge("place", "Aşgabat", "gef-9279"),
    judge("place", "Qoraqalpogʻiston", fit="says:Каракалпак|UZ-QR"),
    judge("place", "Токмак", "ebrd-44828"),
    judge("place", "Раззаков", "ebrd-49274"),
    judge("place", "Табошар", three="eu-2016-380-549 eu-2015-366-360"),
    judge("place", "Истиклол", three="eu-2016-380-549 eu-2015-366-360"),
    judge("place", "Панҷакент", three="adb-33483-012 wb-P077454"),
    judge("place", "Горный Бадахшан ГЭС", ten="kfw-tj-murghab-hpp kfw-tj-sebzor"),
    judge("place", "Hisor water", three="ebrd-41642"),
    judge("place", "Кайраккум ГЭС", three="ebrd-47253 eib-20110652-81719"),
    judge("place", "Камбар-Ата", ten=KAMBARATA),
    judge("place", "Камбаратинская ГЭС", ten=KAMBARATA),
    judge("place", "Nurek hydropower", ten=NUREK),
    judge("place", "Рогун", three="isdb-tj-rogun wb-P181029 wb-P178819"),
    judge("place", "Токтогульская ГЭС", three="adb-46348-003 adb-49013-002"),
    # Letters of the five languages, and words of theirs
    judge("letters", "Орал теңізі", fit="says:Арал|Aral"),
    judge("letters", "Chirchiq oqova suv", three="aiddata-54510"),
    judge("letters", "Ош шаары таштанды", three="ebrd-42471"),
    judge("letters", "Сирдарё сув", ten="seco-UR00527"),
    judge("letters", "қалдықтар Қызылорда", "ebrd-kz-kyzylorda-waste"),
    judge("letters", "су ресурстары Хатлон", ten="isdb-tj-khatlon-water"),
    judge("letters", "чиқинди", fit="sector:waste"),
    judge("letters", "мөңгү", ten="adb-tj-glacier sdc-glacier-2017"),
    judge("letters", "иқлим Фарғона", three="ru-undp-uz-fergana"),
    judge("letters", "Oʻzbekiston quyosh", fit="country:UZ says:солнечн|solar"),
    judge("letters", "Türkmenistan ekologiýa", fit="country:TM"),
    # Spelled with the letters of the other script
    judge("translit", "obshestvennyi transport Hatlon", three="ebrd-49083"),
    judge("translit", "Karakalpakiya zelenoe vosstanovlenie", three="gggi-uz-green-recovery"),
    judge("translit", "Sarez ozero", "wb-P067610"),
    judge("translit", "snezhnyi bars", three="gef-6949 iucn-sos-central-asia"),
    judge(
        "translit",
        "solnechnaya elektrostanciya Baikonur",
        three="adb-51250-001 ebrd-kz-baikonur-solar",
    ),
    judge("translit", "Shymkent ochistnye", "ebrd-kz-shymkent-wastewater"),
    judge("translit", "Ala-Buka", ten="adb-32415-013"),
    judge("translit", "Бурное солар", three="ebrd-46570 ebrd-48545"),
    judge("translit", "Total Eren", three="adb-52224-001"),
    judge("translit", "Тотал Эрен", three="adb-52224-001"),
    judge("translit", "Kambarata GES", ten="wb-P181086 wb-P504168"),
    judge("translit", "Tashkentskaya oblast vodosnabzhenie", ten="adb-46135-004 adb-51240-001"),
    judge("translit", "zelenaya ekonomika Uzbekistan", three="afd-uz-green-economy-2"),
    judge("translit", "Shimkent vodokanal", "ebrd-39302"),
    judge("translit", "Хёрезм", fit="says:Хорезм|Horezm"),
    judge("translit", "снежный барс SOS", "iucn-sos-central-asia"),
    judge("translit", "vodosnabzhenie Naryn", ten="ebrd-45358 adb-52256-001"),
    judge("translit", "othody Dushanbe", three="ebrd-38901"),
    judge("translit", "ledniki", ten="adb-tj-glacier sdc-glacier-2017"),
    judge("translit", "oroshenie", fit="sector:irrigation"),
    judge("translit", "Kulyab", three="ebrd-46794 ebrd-51436"),
    judge("translit", "Kayrakkum", three="ebrd-47253 eib-20110652-81719"),
    judge("translit", "Uchkurgan GES", "adb-49240-002"),
    judge("translit", "Тахиаташ", "adb-45306-001"),
    judge("translit", "Масдар", ten="aiib-uz-masdar-solar uz-zarafshan-wind"),
    judge("translit", "КазРЕФФ", three="cfu-ctf-kazreff"),
    judge("translit", "Dzhalal-Abad voda", three="ebrd-47896"),
    judge("translit", "САSА-1000", three="wb-P145054 wb-P167898"),
    judge("translit", "САМР4АSВ", ten="wb-P151363 wb-P163542 gcf-FP014"),
    judge("translit", "Чолпан-Ата", three="ebrd-45756"),
    judge("translit", "musor Bishkek", three="ebrd-kg-bishkek-waste"),
    judge("translit", "pastbisha Murgab", three="eu-2014-346-214"),
    # The wrong keyboard layout
    judge("layout", "Fkvfns NЭЦ-2", ten="ebrd-kz-almaty-chp2"),
    judge("layout", "cytj;ysq ,fhc", three="gef-6949 iucn-sos-central-asia"),
    judge("layout", "<fqrjyeh", three="adb-51250-001 ebrd-kz-baikonur-solar"),
    judge("layout", "uhfyn lfybb", ten="danida-5166-2342"),
    judge("layout", "Rfhfufylf", fit="says:Караганд"),
    judge("layout", "ptvkz yfi ljv", "undp-kz-earth-our-home"),
    judge("layout", "ыщдфк Тфмщш", three="ebrd-51454 wb-P170598"),
    judge("layout", "njrnjuekmcrfz U'C", three="adb-46348-003 adb-49013-002"),
    judge("layout", "hnenm Yehf", "wb-P059803"),
    judge("layout", "jn[jls Leify,t", three="ebrd-38901"),
    judge("layout", "отходы Leify,t", three="ebrd-38901"),
    judge("layout", "djljcyf,;tybt Yfhsy", three="ebrd-45358"),
    judge("layout", "ktlybrb", ten="adb-tj-glacier sdc-glacier-2017"),
    judge("layout", "T<HH", fit="funder:ebrd"),
    judge("layout", "цфыеу Щыр", three="ebrd-42471"),
    judge("layout", "пдфсшук", ten="adb-tj-glacier cfu-af-ca-glof"),
    judge("layout", "<birtr rfxtcndj djple[f", ten="koica-kg-air wb-P177467"),
    judge("layout", "F<H bhhbufwbz", fit="funder:adb sector:irrigation"),
    judge("layout", "УИКВ", fit="funder:ebrd"),
    judge("layout", "hjueycrfz U'C", three="isdb-tj-rogun wb-P181029 wb-P178819"),
    judge("layout", "gfcn,bof", ten="ifad-1100001575 ifad-2000000977"),
    # Typing errors
    judge("typo", "твердые отхды Худжант", three="ebrd-47477"),
    judge("typo", "Наманганн водоснобжение", ten="ebrd-uz-namangan-water"),
    judge("typo", "реинтрадукция тигра", three="wwf-kz-tiger undp-kz-turan-tiger"),
    judge("typo", "Кайрокумская ГЭС", three="ebrd-47253 eib-20110652-81719"),
    judge("typo", "Сарезкое озеро прорыв", three="wb-P067610"),
    judge("typo", "мониторинк ледникав", three="adb-tj-glacier"),
    judge("typo", "енергоэффективность здани", three="gef-3425"),
    judge("typo", "трамвй Павладар", three="ebrd-45645"),
    judge("typo", "землетресение станции", three="aiddata-39944"),
    judge("typo", "Согдийск потери енергии", three="eu-2011-283-027"),
    judge("typo", "сейсмика", ten="aiddata-39944"),
    judge("typo", "рогунская гидроэлетростанция", three="isdb-tj-rogun"),
    judge("typo", "стакгольмская конвенция Киргизия", three="gef-1980"),
    judge("typo", "renewble enrgy Kazakhstan", ten="ebrd-kz-renewables-framework"),
    judge("typo", "Taskent water suply", three="ebrd-29167"),
    judge("typo", "Kyrgzstan landslide", three="adb-53022-001"),
    judge("typo", "pestcide elimination", three="gef-3983"),
    judge("typo", "seismologcal", three="aiddata-39944"),
    judge("typo", "Karakalpakistan water suply", ten="aiib-000350"),
    judge("typo", "hazardus waste Kazakhstan", three="eu-2008-172-639"),
    judge("typo", "саркандская солнечная", three="adb-45120-003 ebrd-51055"),
    judge("typo", "тепласнабжение Актобэ", three="ebrd-47569"),
    judge("typo", "Джизакк водоотведение", three="adb-46135-002"),
    judge("typo", "рекультивация уранавого наследия", three="ebrd-era-minkush-shekaftar"),
    judge("typo", "эликтробусы", three="ebrd-52947"),
    judge("typo", "каракалпакстон водаснабжение", three="aiddata-54512"),
    judge("typo", "Nurk hydropower", three="wb-P150816 wb-P173804"),
    judge("typo", "solid wast managment Khorog", three="ebrd-46147"),
    judge("typo", "biodiversty corridor Dzungaria", three="cepf-kz-dzungaria"),
    judge("typo", "glacer lake outbrust", three="cfu-af-ca-glof"),
    judge("typo", "irigation Zafarobad", three="efsd-tj-zafarobod"),
    judge("typo", "Cholpon Atta water", three="ebrd-45756"),
    judge("typo", "клематическая устойчивость Пяндж", three="cfu-ppcr-tj-pyanj"),
    judge("typo", "управление пасбищами Суусамыр", three="gef-2743"),
    judge("typo", "отхды Душанбе", three="ebrd-38901"),
    judge("typo", "водоснобжение Худжанд", three=KHUJAND_WATER),
    judge("typo", "ледникоые озёра", three="cfu-af-ca-glof"),
    judge("typo", "Рагунская ГЭС", three="wb-P181029"),
    judge("typo", "Нурекскя ГЭС", three="wb-P150816"),
    judge("typo", "теплоснабжние Душанбе", three="ebrd-49375 ebrd-tj-dushanbe-dh"),
    judge("typo", "канализаця Бухара", three="wb-P112719"),
    judge("typo", "уличное освещене Алматы", three="ebrd-kz-almaty-lighting"),
    judge("typo", "електробусы Самарканд", three="ebrd-52947"),
    judge("typo", "солнечая электростанция Самарканд", three="adb-45120-003 ebrd-51055"),
    judge("typo", "ветренная электростанция Жанатас", three="ebrd-50569"),
    judge("typo", "биоразнобразие Даштиджум", three="wb-P082599"),
    judge("typo", "уничтожение пестецидов", three="gef-3983"),
    judge("typo", "мелеорация земель", three="adb-37536-012 adb-37536-013"),
    judge("typo", "Чолпон-Аты водоснабжене", three="ebrd-45756"),
    judge("typo", "Джалалабат вода", three="ebrd-47896"),
    judge("typo", "саксаул Каракалпакистан", three="afd-uz-saxaul"),
    judge("typo", "гидрометерология", three="wb-P120788"),
    judge("typo", "трансграничое управление водными ресурсами", three="giz-twm giz-twm-2"),
    judge("typo", "Усть-Каменогрск отходы", three="ebrd-50141"),
    judge("typo", "Кызыларда отходы", three="ebrd-kz-kyzylorda-waste"),
    judge("typo", "Шимкент водоснабжение", three="ebrd-47489"),
    judge("typo", "Петропавловк водоснабжение", three="ebrd-46955"),
    judge("typo", "Костонай теплоснабжение", three="ebrd-47396"),
    judge("typo", "безопастность плотин", three="unece-dam-safety"),
    judge("typo", "сейсмологичиские станции", three="aiddata-39944"),
    judge("typo", "wastwater Kashkadarya", three="ebrd-50525"),
    judge("typo", "hydropwer Toktogul", three="adb-46348-003 adb-49013-002"),
    judge("typo", "glaicer monitoring", three="adb-tj-glacier"),
    judge("typo", "irigation Kazvodkhoz", three="adb-50387-001"),
    judge("typo", "biodiversty Dashtidzhum", three="wb-P082599"),
    judge("typo", "pasture managment Susamyr", three="gef-2743"),
    judge("typo", "landslde risk", three="adb-53022-001"),
    judge("typo", "snow leoprad", three="gef-6949"),
    judge("typo", "mercry Nura", three="wb-P059803"),
    judge("typo", "uranum Mailuu-Suu", three="eu-2017-389-850"),
    judge("typo", "avalanch protection", three="japan-2017010328"),
    judge("typo", "dam saftey", three="unece-dam-safety"),
    judge("typo", "meteorolgy Kyrgyzstan", three="fi-2017-2013130268"),
    judge("typo", "methil bromide", three="gef-2118"),
    judge("typo", "tiger reintrodution", three="wwf-kz-tiger undp-kz-turan-tiger"),
    judge("typo", "Almaty elektric transport", three="ebrd-51583"),
    # Funder, sector and place together
    judge("together", "ЕС инвестиции водоотведение КР фаза 3", three="eu-2019-399-645"),
    judge("together", "МФСР Хатлон скотоводство", ten="ifad-2000000977"),
    judge("together", "мелиорация земель АБР техпомощь Узбекистан", ten="adb-37536-012"),
    judge("together", "СЭС Самарканд АБР", three="adb-45120-003"),
    judge("together", "Евросоюз гидроэнергетика Узбекистан", three="eu-2019-408-703"),
    judge(
        "together",
        "энергоэффективность заводов Узбекистан ВБ",
        ten="wb-P118737 wb-P133633 wb-P165054",
    ),
    judge("together", "Japan disaster risk reduction Kyrgyzstan UNDP", three="undp-00101687"),
    judge("together", "Всемирный банк электроэнергетика КР модернизация", ten="wb-P177871"),
    judge("together", "ЕС потери электроэнергии Хатлон", ten="eu-2020-414-710"),
    judge("together", "ЗКФ ЕБРР кредитные линии энергоэффективность Таджикистан", ten="gcf-FP025"),
    judge("together", "Швейцария питьевая вода Ферганская долина", three="sdc-2013005996"),
    judge(
        "together", "Япония ирригационная техника Кыргызстан", three="jica-kg-irrigation-equipment"
    ),
    judge("together", "ADB wastewater Issyk-Kul", "adb-50176-002"),
    judge("together", "кредит ЕБРР трамвай Павлодар", "ebrd-45645"),
    judge("together", "Кувейтский фонд водоснабжение", "kw-kg-rural-water-fs"),
    judge("together", "Оксфам санитария", ten="oxfam-tjka74 oxfam-tjka91 oxfam-tjkb09"),
    judge("together", "USAID Aral Sea", three="usaid-eras-1 usaid-eras-2"),
    judge("together", "Финляндия метеорология Таджикистан", three="fi-2013-2013130261"),
    judge("together", "gef-6949", "gef-6949"),
    judge("together", "FP075", "gcf-FP075"),
    judge("together", "ЕБРР отходы Таджикистан", fit="funder:ebrd country:TJ sector:waste"),
    judge("together", "EBRD solid waste Kazakhstan", fit="funder:ebrd country:KZ sector:waste"),
    judge("together", "Всемирный банк лес Кыргызстан", three="wb-P151102"),
    judge("together", "ЕС водоснабжение Ош", ten="ebrd-49420 ebrd-48036"),
    judge(
        "together", "Финляндия качество воды Кыргызстан", three="fi-kgz-water fi-2020-2020000356"
    ),
    judge("together", "Корея воздух Бишкек", three="koica-kg-air"),
    judge("together", "Китай ГЭС Наманган", ten="aiddata-54486 aiddata-54487"),
    judge("together", "Германия биоразнообразие пустыни", ten="iki-cadi"),
    judge("together", "грант Япония лавины", three="japan-2017010328"),
    judge("together", "Coca-Cola water Kazakhstan", ten="undp-kz-kok-ozek carec-ishim"),
    judge("together", "adaptation fund kyrgyzstan", ten="cfu-af-kg-rrpcp cfu-af-ca-glof"),
    judge("together", "ТБО Душанбе 2008", "ebrd-38901"),
    judge("together", "P008326", "wb-P008326"),
    judge("together", "ebrd-38901", "ebrd-38901"),
    judge("together", "FP040", "gcf-FP040"),
    judge("together", "38901", "ebrd-38901"),
    # Phrases and words left out
    judge(
        "signs",
        '"district heating" -Kazakhstan',
        ten="danida-5166-2342 ebrd-49375",
        never="ebrd-47569",
    ),
    judge("signs", "+отходы +Душанбе", "ebrd-38901"),
    judge("signs", "ТБО, Душанбе; ЕБРР.", "ebrd-38901"),
    judge(
        "signs",
        "водоснабжение -Ленинабад Таджикистан",
        fit="country:TJ sector:water_supply_sanitation",
        never="ebrd-34583 ebrd-38746",
    ),
    judge("signs", '"бытовыми отходами"', fit="sector:waste"),
    judge("signs", "«снежный барс»", three="gef-6949 iucn-sos-central-asia"),
    judge("signs", '"snow leopard', three="gef-6949 iucn-sos-central-asia"),
    judge(
        "signs",
        "«озоноразрушающих веществ» -Казахстан",
        three="gef-15 gef-593 gef-594",
        never="gef-769",
    ),
    judge("signs", "glacier -lake", ten="adb-tj-glacier", never="cfu-af-ca-glof"),
    judge("signs", "Токтогул -ГЭС", three="ebrd-kg-toktogul-water", never="adb-46348-003"),
    judge(
        "signs",
        "водоснабжение Душанбе -АБР",
        ten="wb-P057883 wb-P118196",
        never="adb-50347-002 adb-tj-dushanbe-wss-af",
    ),
    judge(
        "signs",
        "solar Uzbekistan -EBRD",
        ten="ifc-sii-42525 wb-P181627 wb-P174322 wb-P181434",
        never="ebrd-51055 ebrd-51454",
    ),
    judge("signs", "(отходы) AND Хорог; --", "ebrd-46147"),
    judge("signs", "отходы/Хорог", "ebrd-46147"),
    judge("signs", "вода? Нарын!", ten="ebrd-45358"),
    # Long questions
    judge(
        "question",
        "перевод ТЭЦ Алматы с угля на газ кто кредитует",
        three="ebrd-kz-almaty-chp2 adb-kz-almaty-chp",
    ),
    judge(
        "question",
        "Кто помогает Таджикистану бороться с последствиями наводнений?",
        ten="undp-00092658",
    ),
    judge(
        "question",
        "где можно найти данные о проектах по радиоактивным отходам в Узбекистане",
        "undp-00061443",
    ),
    judge(
        "question",
        "what was the cost of the Nurek hydropower rehabilitation phase 2",
        three="wb-P173804 wb-P177609",
    ),
    judge(
        "question",
        "проекты, в которых женщины получают доступ к поливной воде",
        three="carec-women-irrigation",
    ),
    judge(
        "question",
        "Which donors support biodiversity in Turkmenistan?",
        fit="country:TM sector:biodiversity",
    ),
    judge(
        "question",
        "как финансируется переход теплоэлектростанций с угля на газ в Алматы",
        ten="ebrd-kz-almaty-chp2 adb-kz-almaty-chp",
    ),
    judge(
        "question",
        "гранты для сельских жителей на солнечные водонагреватели и насосы",
        ten="fao-662921",
    ),
    judge("question", "чем занимается CEPF в горах Центральной Азии", "cepf-mca"),
    judge(
        "question",
        "какие есть проекты по качеству воздуха в городах Казахстана",
        ten="us-kz-atbasar-air",
    ),
    judge("question", "кто поставил мусоровозы в Душанбе", "ebrd-38901"),
    judge(
        "question", "What has been done about obsolete pesticides in Tajikistan", three="gef-3983"
    ),
    judge(
        "question",
        "программы помощи малому бизнесу для энергоэффективности в туризме Кыргызстан",
        three="eu-2019-412-069",
    ),
    judge(
        "question",
        "projects that help farmers in Karakalpakstan to cope with drought",
        three="cfu-af-uz-drought",
    ),
    judge(
        "question", "когда был одобрен проект очистных сооружений в Актобе", "ebrd-kz-aktobe-wwtp"
    ),
    judge(
        "question",
        "водоснабжение сёл Нарынской области кредит Азиатского банка развития",
        ten="adb-52256-001 adb-52256-012",
    ),
    judge("question", "какие проекты ЕБРР по твёрдым бытовым отходам были в Душанбе", "ebrd-38901"),
    judge(
        "question",
        "what projects did the EBRD finance on solid waste in Khujand?",
        three=KHUJAND_WASTE,
    ),
    judge("question", "кто финансировал очистку реки Нура в Казахстане", "wb-P059803"),
    judge(
        "question",
        "сколько денег выделил Зелёный климатический фонд Таджикистану на гидроэнергетику",
        three="gcf-FP040",
    ),
    judge(
        "question",
        "где строят солнечные электростанции в Узбекистане",
        fit="country:UZ says:солнечн|solar",
    ),
    judge("question", "Who pays for glacier monitoring in Tajikistan?", three="adb-tj-glacier"),
    judge("question", "есть ли проекты по сохранению снежного барса в Таджикистане?", "gef-6949"),
    judge(
        "question",
        "нужны примеры проектов по энергоэффективности жилых домов в Туркменистане",
        three="gef-4097",
    ),
    judge(
        "question",
        "список проектов Адаптационного фонда в Кыргызской Республике",
        three="cfu-af-kg-rrpcp cfu-af-ca-glof",
    ),
    judge(
        "question",
        "list of rural water supply projects in Naryn region financed by Asian Development Bank",
        ten="adb-52256-001 adb-52256-012",
    ),
    judge(
        "question",
        "Какие доноры работают в сфере интегрированного управления водными ресурсами Ферганской "
        "долины?",
        three="sdc-iwrm-fergana",
    ),
    judge(
        "question",
        "проекты раздельного сбора мусора для школьников в Темиртау",
        "us-kz-temirtau-waste",
    ),
    judge(
        "question",
        "remediation of uranium legacy sites in Kyrgyzstan who is the donor",
        three="ebrd-era-minkush-shekaftar",
    ),
    judge(
        "question",
        "модернизация насосных станций в Андижанской области за счёт китайского кредита",
        ten=PUMPS,
    ),
    judge("question", "how much does a wind farm of 100 MW in Kazakhstan cost", ten="ebrd-50569"),
    judge(
        "question",
        "опыт внедрения электробусов и зарядных станций в городах Узбекистана",
        three="ebrd-52947",
    ),
    # Nothing of the kind is there
    judge("empty", "МТБЭ", empty=True),
    judge("empty", "pfkeoybr", empty=True),
    judge("empty", "ышдщ", empty=True),
    judge("empty", "пингвин", empty=True),
    judge("empty", "zzzxqwv", empty=True),
    judge("empty", "ыыъъыъ", empty=True),
    judge("empty", "Copacabana", empty=True),
)
