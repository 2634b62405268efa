"""Acronyms of both languages and what they stand for.

Each line holds equal acronyms, then the names in full. Organisations carry the id under which they
pay (`organisations.json`); a test holds this table against that file and against the glossary.
Left out are acronyms that are words of their own (SEA, STAR, US): they would find too much.
"""

from __future__ import annotations

from typing import NamedTuple


class Acronym(NamedTuple):
    """`short` and `long` say the same thing; `funder`: the organisation that pays by that name."""

    short: tuple[str, ...]
    long: tuple[str, ...] = ()
    funder: str = ""


def _of(short: str, *long: str, funder: str = "") -> Acronym:
    return Acronym(tuple(short.split()), long, funder)


ORGANISATIONS = (
    _of("WB ВБ IBRD МБРР IDA МАР", "World Bank", "Всемирный банк", funder="world_bank"),
    _of(
        "EBRD ЕБРР",
        "European Bank for Reconstruction and Development",
        "Европейский банк реконструкции и развития",
        funder="ebrd",
    ),
    _of("ADB АБР", "Asian Development Bank", "Азиатский банк развития", funder="adb"),
    _of("EIB ЕИБ", "European Investment Bank", "Европейский инвестиционный банк", funder="eib"),
    _of(
        "AIIB АБИИ",
        "Asian Infrastructure Investment Bank",
        "Азиатский банк инфраструктурных инвестиций",
        funder="aiib",
    ),
    _of("IsDB IDB ИБР", "Islamic Development Bank", "Исламский банк развития", funder="isdb"),
    _of(
        "IFC МФК",
        "International Finance Corporation",
        "Международная финансовая корпорация",
        funder="ifc",
    ),
    _of("EDB ЕАБР", "Eurasian Development Bank", "Евразийский банк развития", funder="edb"),
    _of(
        "EFSD ЕФСР",
        "Eurasian Fund for Stabilization and Development",
        "Евразийский фонд стабилизации и развития",
        funder="efsd",
    ),
    _of("GEF ГЭФ", "Global Environment Facility", "Глобальный экологический фонд", funder="gef"),
    _of("GCF ЗКФ", "Green Climate Fund", "Зелёный климатический фонд", funder="gcf"),
    _of("AF АФ", "Adaptation Fund", "Адаптационный фонд", funder="adaptation_fund"),
    _of(
        "CIF КИФ",
        "Climate Investment Funds",
        "Климатические инвестиционные фонды",
        funder="cif",
    ),
    _of("ОФИД OFID", "OPEC Fund", "Фонд ОПЕК", funder="opec_fund"),
    _of(
        "KFAED КФАЭР",
        "Kuwait Fund for Arab Economic Development",
        "Кувейтский фонд арабского экономического развития",
        funder="kuwait_fund",
    ),
    _of("SFD СФР", "Saudi Fund for Development", "Саудовский фонд развития", funder="saudi_fund"),
    _of("EU ЕС", "European Union", "Европейский союз", "Евросоюз", funder="eu"),
    _of("SDC SECO ШУРС СЕКО ДЕЗА", "SDC / SECO", funder="sdc_seco"),
    _of("IKI МКИ", "International Climate Initiative", "МКИ (IKI)", funder="iki"),
    _of("KfW КфВ", "Банк развития KfW", funder="kfw"),
    _of("GIZ ГИЦ"),
    _of("AFD АФД", "French Development Agency", "Французское агентство развития", funder="afd"),
    _of(
        "USAID ЮСАИД ЮСЭЙД",
        "Агентство США по международному развитию",
        "United States Agency for International Development",
        funder="usaid",
    ),
    _of("US США", "United States", "Соединённые Штаты", funder="united_states"),
    _of(
        "JICA ДЖАЙКА ЯАМС",
        "Japan International Cooperation Agency",
        "Японское агентство международного сотрудничества",
        funder="jica",
    ),
    _of(
        "KOICA КОИКА",
        "Korea International Cooperation Agency",
        "Корейское агентство международного сотрудничества",
        funder="koica",
    ),
    _of(
        "CDB БРК",
        "БРК (Китай)",
        "China Development Bank",
        "Банк развития Китая",
        funder="china_development_bank",
    ),
    _of("CAS КАН", "Chinese Academy of Sciences", "Китайская академия наук", funder="cas"),
    _of(
        "UNDP ПРООН",
        "United Nations Development Programme",
        "Программа развития ООН",
        funder="undp",
    ),
    _of(
        "UNEP ЮНЕП",
        "United Nations Environment Programme",
        "Программа ООН по окружающей среде",
        funder="unep",
    ),
    _of(
        "FAO ФАО",
        "Food and Agriculture Organization",
        "Продовольственная и сельскохозяйственная организация ООН",
        funder="fao",
    ),
    _of(
        "IFAD МФСР",
        "International Fund for Agricultural Development",
        "Международный фонд сельскохозяйственного развития",
        funder="ifad",
    ),
    _of("UNESCO ЮНЕСКО", funder="unesco"),
    _of(
        "UNECE ЕЭК",
        "ЕЭК ООН",
        "Европейская экономическая комиссия ООН",
        "United Nations Economic Commission for Europe",
        funder="unece",
    ),
    _of("WFP ВПП", "World Food Programme", "Всемирная продовольственная программа", funder="wfp"),
    _of("UNDRR УСРБ", "УСРБ ООН", "Управление ООН по снижению риска бедствий", funder="undrr"),
    _of("UNTFHS ЦФБЧ", "ЦФБЧ ООН", funder="untfhs"),
    _of(
        "OSCE ОБСЕ",
        "Organization for Security and Co-operation in Europe",
        "Организация по безопасности и сотрудничеству в Европе",
        funder="osce",
    ),
    _of(
        "GGGI ГИЗР",
        "Global Green Growth Institute",
        "Глобальный институт зелёного роста",
        funder="gggi",
    ),
    _of("WWF", "World Wide Fund for Nature", "Всемирный фонд дикой природы", funder="wwf"),
    _of("UK", "United Kingdom", "Великобритания", funder="united_kingdom"),
    _of("Sida", funder="sweden"),
    _of("Danida", funder="denmark"),
    _of("BMZ", funder="bmz"),
    _of("FMO", funder="fmo"),
    _of("ICBC", funder="icbc"),
    _of("CEPF", "Critical Ecosystem Partnership Fund", funder="cepf"),
    _of("RSPB", funder="rspb"),
    Acronym((), ("Polish Aid",), "poland"),
    _of("Эксимбанк Eximbank", "China Eximbank", "Эксимбанк Китая", funder="china_eximbank"),
    _of("IUCN МСОП", "Международный союз охраны природы"),
    _of("CAREC РЭЦЦА", "Региональный экологический центр Центральной Азии"),
    _of("CAREC ЦАРЭС"),
    _of("WECOOP ВЕКООП"),
    _of("IFAS МФСА", "Международный фонд спасения Арала"),
    _of("ICWC МКВК", "Межгосударственная координационная водохозяйственная комиссия"),
    _of("Оксфам Oxfam", funder="oxfam"),
    _of("UN ООН", "United Nations"),
)

# What the glossary explains; its acronyms, and others in use for the same.
GLOSSARY = (
    _of("BAT НДТ", "Best available techniques", "Наилучшие доступные технологии"),
    _of("BAP", "Biodiversity action plan", "План действий по биоразнообразию"),
    _of("CAPEX КЗ", "Capital expenditure", "Капитальные затраты"),
    _of("OPEX", "Operating expenditure", "Эксплуатационные затраты"),
    _of("CBA АЗВ", "Cost-benefit analysis", "Анализ затрат и выгод"),
    _of("DSCR", "Debt service coverage ratio", "Коэффициент покрытия долга"),
    _of("DNSH", "Do no significant harm"),
    _of("EIRR ЭВНД", "Economic internal rate of return"),
    _of("FIRR ФВНД", "Financial internal rate of return"),
    _of("GWP ПГП", "Global warming potential", "Потенциал глобального потепления"),
    _of("IRR ВНД", "Internal rate of return", "Внутренняя норма доходности"),
    _of("NPV ЧПС", "Net present value", "Чистая приведённая стоимость"),
    _of(
        "EIA ОВОС",
        "Environmental impact assessment",
        "Оценка воздействия на окружающую среду",
    ),
    _of(
        "ESIA ОЭСВ",
        "Environmental and social impact assessment",
        "Оценка экологического и социального воздействия",
    ),
    _of(
        "ESMP ПЭСМ",
        "Environmental and social management plan",
        "План экологического и социального менеджмента",
    ),
    _of("ESCP ПЭСО", "Environmental and social commitment plan"),
    _of(
        "EPR РОП",
        "Extended producer responsibility",
        "Расширенная ответственность производителей",
    ),
    _of("ТЭО", "Feasibility study", "Технико-экономическое обоснование"),
    _of("PFS предТЭО", "Pre-feasibility study", "Предварительное ТЭО"),
    _of("GHG GHGs ПГ", "Greenhouse gas", "Greenhouse gases", "Парниковые газы"),
    _of("GRM МРЖ", "Grievance mechanism", "Механизм рассмотрения жалоб"),
    _of(
        "IFI IFIs МФИ МФО",
        "International financial institutions",
        "Международные финансовые институты",
        "Международные финансовые организации",
    ),
    _of(
        "LFM ЛСМ", "Logical framework", "Логико-структурная матрица", "Логическая рамка", "logframe"
    ),
    _of("МиО", "M&E", "Monitoring and evaluation", "Мониторинг и оценка"),
    _of("MRV МОВ"),
    _of(
        "NAP NAPs НПА НАП",
        "National Adaptation Plan",
        "Национальный план адаптации",
        "National Adaptation Planning",
    ),
    _of(
        "NDA НУО",
        "National designated authority",
        "Национальный уполномоченный орган",
    ),
    _of(
        "NDC NDCs ОНУВ",
        "Nationally determined contribution",
        "Определяемый на национальном уровне вклад",
    ),
    _of("PIF ФИП", "Project identification form"),
    _of("PIU PMU ГРП", "Группа реализации проекта"),
    _of("PPP ГЧП", "Public-private partnership", "Государственно-частное партнёрство"),
    _of(
        "ООПТ PAs",
        "Protected areas",
        "Особо охраняемые природные территории",
        "Охраняемые природные территории",
        "Охраняемые территории",
    ),
    _of("RAP ПДП", "Resettlement action plan"),
    _of("SEP ПВЗС", "Stakeholder engagement plan"),
    _of("SEE ГЭЭ", "State ecological expertise", "Государственная экологическая экспертиза"),
    _of("СЭО", "Strategic environmental assessment", "Стратегическая экологическая оценка"),
    _of("ТП", "Technical assistance", "Техническая помощь"),
    _of("СТАР"),
)

TOPICS = (
    _of(
        "ТБО ТКО MSW SWM",
        "municipal solid waste",
        "solid waste",
        "твёрдые бытовые отходы",
        "твёрдые коммунальные отходы",
        "твёрдые отходы",
        "бытовые отходы",
        "waste management",
        "управление отходами",
        "обращение с отходами",
    ),
    _of(
        "ВИЭ RES",
        "renewable energy",
        "renewables",
        "возобновляемые источники энергии",
        "возобновляемая энергия",
        "возобновляемая энергетика",
    ),
    _of(
        "ЖКХ ЖКУ", "жилищно-коммунальное хозяйство", "коммунальное хозяйство", "municipal services"
    ),
    _of(
        "IWRM ИУВР",
        "integrated water resources management",
        "integrated water resource management",
        "интегрированное управление водными ресурсами",
    ),
    _of(
        "WUA WUAs АВП",
        "water users association",
        "water users associations",
        "water user associations",
        "ассоциации водопользователей",
    ),
    _of("PCB PCBs ПХД ПХБ", "полихлорированные дифенилы", "polychlorinated biphenyls"),
    _of("POP POPs СОЗ", "persistent organic pollutants", "стойкие органические загрязнители"),
    _of("ODS ОРВ", "ozone depleting substances", "озоноразрушающие вещества"),
    _of("HCFC HCFCs ГХФУ", "гидрохлорфторуглероды"),
    _of("DDT ДДТ"),
    _of("UNFCCC РКИК", "РКИК ООН", "рамочная конвенция ООН об изменении климата"),
    _of("UNCCD КБО КБООН", "КБО ООН", "конвенция по борьбе с опустыниванием"),
    _of("CBD КБР", "Convention on Biological Diversity", "Конвенция о биологическом разнообразии"),
    _of("SDG SDGs ЦУР", "sustainable development goals", "цели устойчивого развития"),
    _of(
        "DRR СРБ УРБ DRM",
        "disaster risk reduction",
        "disaster risk management",
        "снижение риска бедствий",
        "снижение рисков бедствий",
        "управление рисками бедствий",
    ),
    _of("ЧС МЧС", "emergency situations", "чрезвычайные ситуации"),
    _of(
        "SME SMEs MSME MSMEs МСП МСБ ММСП",
        "small business",
        "small and medium enterprises",
        "малый бизнес",
        "малый и средний бизнес",
        "малые и средние предприятия",
    ),
    _of(
        "ГЭС HPP HPPs GES",
        "hydropower plant",
        "hydropower",
        "hydroelectric power station",
        "гидроэлектростанция",
    ),
    _of("МГЭС SHPP", "small hydropower", "малая ГЭС", "малые ГЭС", "малая гидроэнергетика"),
    _of("ТЭЦ CHP TETs", "combined heat and power", "теплоэлектроцентраль"),
    _of("ТЭС ГРЭС TPP", "thermal power plant", "тепловая электростанция"),
    _of(
        "СЭС ФЭС",
        "solar power plant",
        "solar power",
        "scaling solar",
        "солнечная электростанция",
        "солнечная энергетика",
    ),
    _of(
        "ВЭС WPP",
        "wind farm",
        "wind power plant",
        "ветровая электростанция",
        "ветроэлектростанция",
    ),
    _of("ЛЭП", "transmission line", "линия электропередачи"),
    _of(
        "КОС WWTP WWTPs",
        "wastewater treatment plant",
        "sewage treatment plant",
        "wastewater treatment",
        "канализационные очистные сооружения",
        "очистные сооружения",
        "очистка сточных вод",
    ),
    _of(
        "WSS ВиВ",
        "water supply and sanitation",
        "водоснабжение и водоотведение",
        "водоснабжение и санитария",
    ),
    _of("GIS ГИС", "геоинформационная система"),
    _of("CACILM ИСЦАУЗР"),
    _of("ЦА", "Central Asia", "Центральная Азия"),
    _of(
        "GLOF GLOFs",
        "glacier lake outburst flood",
        "glacial lake outburst flood",
        "прорыв ледниковых озёр",
        "прорывы ледниковых озёр",
    ),
    _of("SLM УУЗР", "sustainable land management", "устойчивое управление земельными ресурсами"),
    _of("EVs", "electric vehicles", "электромобили"),
    _of("CO2 СО2", "carbon dioxide", "углекислый газ"),
    _of("PPCR ППКУ", "pilot program for climate resilience"),
    _of("SGP ПМГ", "small grants programme", "программа малых грантов"),
)

ALL = (*ORGANISATIONS, *GLOSSARY, *TOPICS)
