"""Invented lines that readers read: the form that reads each, and what must be read in it."""

from typing import NamedTuple


class Example(NamedTuple):
    """A line and what must be read in it: pairs of field and value."""

    line: str
    values: tuple[tuple[str, str], ...]


def example(line: str, **values: str) -> Example:
    """Write an example; the field names are those of articles."""
    return Example(line, tuple(values.items()))


BYLINE: tuple[tuple[str, Example], ...] = (
    ("by", example("By Jane Roe", byline="By Jane Roe", authors="Jane Roe")),
    ("by", example("By JANE ROE, Associated Press Writer", authors="JANE ROE", agency="AP")),
    ("by", example("By Jane Roe, Reuters", authors="Jane Roe", agency="Reuters")),
    ("by", example("Par Jeanne Dupré", authors="Jeanne Dupré")),
    ("by", example("By Reporter Kim Min-su", authors="Kim Min-su")),
    ("by", example("By Jane Roe | Edited By: Kim Min-su", authors="Jane Roe")),
    ("name_alone", example("Kim Min-su Reporter", authors="Kim Min-su")),
    (
        "by",
        example("By Jane Roe, Jr., M.D. | June 20, 2023", byline="By Jane Roe, Jr., M.D.", published_on="2023-06-20"),
    ),
    ("by", example("Автор: Анна Роева", authors="Анна Роева")),
    ("by", example("Von Anna Lind, Warschau", authors="Anna Lind")),
    ("by", example("（记者李成）", authors="李成")),
    ("by", example("（本報記者 李成、王小五 報導）", authors="李成")),
    ("by_nobody", example("(Gdansk Newsroom)", byline="(Gdansk Newsroom)")),
    ("by_agency", example("By Reuters Staff", byline="By Reuters Staff", agency="Reuters")),
    ("by_nobody", example("By our correspondent", byline="By our correspondent")),
    ("name_agency", example("Jane Roe, Associated Press", authors="Jane Roe", agency="AP")),
    ("name_agency", example("Minh Anh (Theo AFP)", authors="Minh Anh", agency="AFP")),
    ("name_agency", example("Jane Roe (AFP)", authors="Jane Roe", agency="AFP")),
    ("name_title", example("Jane Roe, Staff Writer", authors="Jane Roe")),
    ("by", example("By Jane Roe, with AFP", authors="Jane Roe", agency="AFP", agency_role="co_source")),
    ("by", example("Par Jeanne Dupré avec AFP", authors="Jeanne Dupré", agency="AFP", agency_role="co_source")),
    (
        "helped",
        example(
            "Associated Press writers Jane Roe in Accra and John Doe contributed to this report.",
            agency="AP",
            agency_role="co_source",
        ),
    ),
    ("team", example("(Reporting by Jane Roe in Accra; Editing by John Doe)", authors="Jane Roe")),
)
CREDIT: tuple[tuple[str, Example], ...] = (
    ("alone", example("AFP", agency="AFP", agency_role="author", info_sources="author:AFP")),
    ("alone", example("(Reuters)", agency="Reuters", agency_role="author")),
    ("alone", example("Agence France-Presse", agency="AFP")),
    ("alone", example("==Kyodo", agency="Kyodo")),
    ("alone", example("/ritzau/", agency="Ritzau")),
    ("alone", example("— AFP", agency="AFP")),
    ("alone", example("（中新社）", agency="China News Service")),
    (
        "labelled",
        example("Source: Xinhua| 2023-06-20 17:32:05|Editor: roe", agency="Xinhua", published_on="2023-06-20"),
    ),
    ("labelled", example("Editor: Ann Poe | Source: AA", agency="Anadolu", agency_role="co_source")),
    ("labelled", example("By: Jane Roe | Source: AFP | 3 May 2023", authors="Jane Roe", published_on="2023-05-03")),
    ("labelled", example("Oprac. Jane Roe / Źródło: PAP", agency="PAP", authors="Jane Roe")),
    ("source", example("Kaynak: AA", agency="Anadolu")),
    ("source", example("Da Agência Brasil", agency="Agência Brasil")),
    ("alone", example("PAP, oprac. red.", agency="PAP")),
    ("source", example("Theo TTXVN", agency="VNA", agency_role="co_source")),
    ("ambiguous", example("TT", agency="TT")),
    ("ambiguous", example("(UNB)", agency="UNB")),
    ("alone", example("AFP/Reuters", agency="AFP", agency_role="co_source")),
    ("alone", example("(dpa/AFP)", agency="dpa", agency_role="co_source")),
    ("alone", example("(ats afp)", agency="ATS", agency_role="co_source")),
    ("end_mark", example("REUTER", agency="Reuters", agency_role="author")),
    ("with", example("With AFP", agency="AFP", agency_role="co_source")),
    ("with", example("(with AFP and Reuters)", agency="AFP", agency_role="co_source")),
    ("with", example("The Daily Example with AFP", agency="AFP", info_sources="author:The Daily Example")),
    ("with", example("Le Monde avec AFP", agency="AFP", agency_role="co_source")),
    ("with", example("mit dpa", agency="dpa", agency_role="co_source")),
    ("with", example("(con EFE)", agency="EFE", agency_role="co_source")),
    ("source", example("Source: AFP, Reuters", agency="AFP", agency_role="co_source")),
    ("source", example("( Source – PTI )", agency="PTI")),
    ("source", example("Sursa: Agerpres", agency="Agerpres")),
    ("source", example("Zdrojwww.dpa.com", agency="dpa")),
    ("source", example("स्रोत: पीटीआई", agency="PTI")),
    ("source", example("Quelle: dpa", agency="dpa", agency_role="co_source")),
    ("distributed", example("Distributed by PR Newswire", agency="PR Newswire", agency_role="distributor")),
    (
        "report",
        example(
            "This report by The Canadian Press was first published June 20, 2023.", agency="CP", agency_role="author"
        ),
    ),
)
DISCLAIMER: tuple[Example, ...] = (
    example("*** DISCLAIMER: THIS IS AN AUTOMATED TRANSLATION FROM FINNISH ***", source_language_declared="fi"),
    example("This article was automatically translated from French.", source_language_declared="fr"),
    example("Translated from the original Spanish by a machine.", source_language_declared="es"),
    example("Traduit de l'anglais par une machine.", source_language_declared="en"),
    example("Traducido del francés.", source_language_declared="fr"),
    example("Tradotto dall'inglese.", source_language_declared="en"),
    example("Automatisch übersetzt aus dem Englischen.", source_language_declared="en"),
    example(
        "This is a machine translation; the article was originally published in German.", source_language_declared="de"
    ),
    example("* This article, published by The Roof, was translated by AI.", is_translated="true"),
    example("Dieser Text wurde mit DeepL übersetzt.", is_translated="true", translation_tool="DeepL"),
    example("Материал переведён с английского с помощью нейросети.", source_language_declared="en"),
    example("Translation: Jane Roe", is_translated="true"),
)
ENDINGS: tuple[tuple[str, Example], ...] = (
    ("end_mark", example("Enditem", representation_type="full")),
    ("end_mark", example("-30-", representation_type="full")),
    ("end_mark", example("###", representation_type="full")),
    ("more", example("(MORE)", representation_type="partial")),
    ("end_mark", example("End of item", representation_type="full")),
    ("sign_off", example("bur-ab/cde")),
    ("sign_off", example("भाषा अनिता मोहन")),
    ("sign_off", example("Bhasha Anita Mohan")),
    ("sign_off", example("abc/def/gh")),
    ("desk", example("dpa abc xx yyy", agency="dpa")),
    ("desk", example("dpa abc xxde n1 yyz", agency="dpa")),
    ("closing_bracket", example("Rain fell on the roofs. (ANSA)", agency="ANSA")),
    ("closing_bracket", example("Rain fell on the roofs (Belga).", agency="Belga")),
    ("closing_bracket", example("छत पर पानी गिरा। (पीटीआई)", agency="PTI")),
    ("closing_bracket", example("屋根に雨が降った。（共同）", agency="Kyodo")),
    ("closing_bracket", example("Il a plu sur les toits. (ats/awp)", agency="ATS", agency_role="co_source")),
    ("closing_slash", example("Il a plu sur les toits. / ats-afp", agency="ATS", agency_role="co_source")),
    ("closing_slash", example("Es fiel Regen auf die Dächer. /sda/", agency="SDA")),
    ("closing_name", example("Rain fell on the roofs. EFE", agency="EFE")),
    ("closing_name", example("Rain fell on the roofs. EFE afr int", agency="EFE")),
    ("closing_mark", example("Rain fell on the roofs. Enditem")),
    ("closing_editor", example("Rain fell on the roofs. (Editor: Jane Roe) 1130620")),
    ("closing_editor", example("城裡下了一夜的雨。（編輯：王小明）1130620")),
    ("closing_name", example("Rain fell on the roofs. PTI ABC DV", agency="PTI")),
    ("closing_name", example("Rain fell on the roofs. --IANS", agency="IANS")),
)
MEDIA: tuple[tuple[str, Example], ...] = (
    ("photo", example("(Photo: AFP / Jane Roe)", info_sources="media:AFP")),
    ("photo", example("Photo: Jane Roe/Getty Images", info_sources="media:Jane Roe")),
    ("photo", example("(Image credit: All About Roofs)", info_sources="media:All About Roofs")),
    ("photo", example("Foto: dpa", info_sources="media:dpa")),
    ("owners", example("© Jane Roe / POOL / AFP", info_sources="media:Jane Roe")),
    ("archive", example("AFP/Archives", info_sources="media:AFP")),
)
MEDIA_CAPTIONS: tuple[Example, ...] = (
    example("FILE - A boat leaves the port, May 4, 2022. (AP Photo/Jane Roe, File)", info_sources="media:AP"),
    example("A boat leaves the port. (Jane Roe/Pool Photo via AP)", info_sources="media:AP"),
    example("A boat leaves the port. (Photo by Jane ROE / AFP)", info_sources="media:AFP"),
    example("A boat leaves the port [File photo: Jane Roe/Reuters]", info_sources="media:Reuters"),
    example("Ein Boot im Hafen. (Foto: Johanna Roh/dpa)", info_sources="media:dpa"),
    example("Un barco sale del puerto. (Foto de archivo: EFE)", info_sources="media:EFE"),
    example("Un bateau quitte le port. © Jeanne Dupré, AFP", info_sources="media:AFP"),
    example("A boat leaves the port on May 4, 2022. / AFP PHOTO / JANE ROE", info_sources="media:AFP"),
    example("A boat leaves the port. (Jane Roe/The Valley Herald via AP)", info_sources="media:AP"),
    example("Un barco sale del puerto (EFE/Juana Roe/Archivo)", info_sources="media:EFE"),
    example("A boat leaves the port (AP file photo)", info_sources="media:AP"),
    example("Rain falls on a roof in Lima. REUTERS / Jane Roe", info_sources="media:Reuters"),
    example("Rain falls on a roof in Lima (Xinhua/Jane Roe)", info_sources="media:Xinhua"),
    example("Rain falls on a roof in Lima. Photo courtesy of the Roof Office", info_sources="media:the Roof Office"),
)
PUBLISHED: tuple[tuple[str, Example], ...] = (
    (
        "published",
        example(
            "Posted on June 20, 2023 at 5:32 p.m.",
            published_on="2023-06-20",
            published_local="2023-06-20T17:32:00",
            timestamp_local="2023-06-20T17:32:00",
            timestamp_role="portal_published",
        ),
    ),
    ("published", example("Published on 06/20/2023 at 17:32", published_local="2023-06-20T17:32:00")),
    ("published", example("Publié le 20 juin 2023 à 17h32", published_local="2023-06-20T17:32:00")),
    ("published", example("Published: 20/06/2023 17:32 GMT", timezone_printed="GMT")),
    (
        "published",
        example("Published June 20, 2023 | Updated June 21, 2023 08:00", updated_local="2023-06-21T08:00:00"),
    ),
    ("updated", example("Updated June 20, 2023 5:32 PM EDT", updated_on="2023-06-20", timezone_printed="EDT")),
    ("updated", example("Stand: 20.06.2023, 17:32 Uhr", updated_local="2023-06-20T17:32:00")),
    ("updated", example("Mis à jour le 20/06/2023 à 17:32", timestamp_role="portal_updated")),
    ("updated", example("2023年6月20日 17時32分更新", updated_local="2023-06-20T17:32:00")),
    ("published", example("نشر في: 20 حزيران 2023 - 17:32", published_local="2023-06-20T17:32:00")),
    ("updated", example("Updated Date: 20 June 2023 17:32", updated_local="2023-06-20T17:32:00")),
    ("bare", example("20.06.2023, 17:32 Moscow time", timezone_printed="Moscow time")),
    ("published", example("Input 2023.06.20 17:32", published_local="2023-06-20T17:32:00")),
    ("bare", example("thứ ba, 20/06/2023 17:32", published_local="2023-06-20T17:32:00")),
    ("updated", example("Latest update: 2023/06/20 17:32", updated_local="2023-06-20T17:32:00")),
    ("updated", example("Aangepast 20 jun. 2023 om 17:32", updated_local="2023-06-20T17:32:00")),
    ("bare", example("2023-06-20 17:32:05", published_local="2023-06-20T17:32:05")),
    ("bare", example("20 de junio de 2023 · 17:32 hs", published_local="2023-06-20T17:32:00")),
    ("bare", example("17:32 | 20 June")),
    ("relative", example("Updated 2 hours ago")),
)
RIGHTS: tuple[Example, ...] = (
    example("© 2023 AFP", copyright_holder="AFP", copyright_year="2023", agency="AFP", copyright_notice="© 2023 AFP"),
    example("(c) AFP 2023", copyright_holder="AFP", copyright_year="2023", agency="AFP"),
    example("© Agence France-Presse", copyright_holder="Agence France-Presse", agency="AFP"),
    example(
        "Copyright 2023 The Associated Press. All rights reserved.",
        copyright_holder="The Associated Press",
        agency="AP",
    ),
    example("Copyright © 2000-2023 The Daily Example. All rights reserved.", copyright_year="2023"),
    example("©2023 Bloomberg L.P.", copyright_holder="Bloomberg L.P.", agency="Bloomberg"),
    example("Copyright 2023, dpa (www.dpa.de). All rights reserved", copyright_holder="dpa", agency="dpa"),
    example("© Agenzia Nova - Riproduzione riservata", copyright_holder="Agenzia Nova", agency="Agenzia Nova"),
    example("© Reuters", copyright_holder="Reuters", agency="Reuters"),
)
SIGNALS: tuple[tuple[str, Example], ...] = (
    ("bracketed", example("(Adds details, quotes)", signal="update")),
    ("bracketed", example("(1st lead)", signal="update")),
    ("bracketed", example("(This May 3 story has been corrected to fix a name)", signal="correction")),
    ("bracketed", example("(This story was refiled to add a word)", signal="update")),
    ("bracketed", example("(Corrects spelling in paragraph 2)", signal="correction")),
    ("bracketed", example("(añade reacciones)", signal="update")),
    ("bracketed", example("(Répétition titre)", signal="repeat")),
    ("marked", example("UPDATE 2-Rain falls on roofs", signal="update")),
    ("marked", example("CORRECTION - ROOFS", signal="correction")),
    ("marked", example("URGENT", signal="alert")),
    ("marked", example("EILMELDUNG: Regen", signal="alert")),
    ("ending", example("Rain falls on many roofs (UPDATE 1)", signal="update")),
    ("ending", example("Rain falls on many roofs (Corrected)", signal="correction")),
    ("stars", example("******RAIN FALLS ON ROOFS", signal="alert")),
    (
        "ed_note",
        example("Editor's note: this story contains rain.", ed_note="Editor's note: this story contains rain."),
    ),
    ("changes", example("UPDATES WITH REMARKS OF THE MAYOR, CHANGES HEADLINE", signal="update")),
    ("slug", example("BC-RAIN-ROOFS")),
)
TRAILER: tuple[Example, ...] = (
    example(
        "20/06/2023 17:32:23 – Lima (AFP) – © 2023 AFP",
        dateline="20/06/2023 17:32:23 – Lima (AFP)",
        located="Lima",
        dateline_date="2023-06-20",
        timestamp_local="2023-06-20T17:32:23",
        agency="AFP",
        copyright_holder="AFP",
        copyright_year="2023",
    ),
    example("20/06/2023 17:32:23 - Lima (Reuters) - © 2023 Reuters", located="Lima", agency="Reuters"),
    example(
        "20/06/2023\u00a007:05\u00a0– Rio de Janeiro (dpa)\u00a0–\u00a0©\u00a02023\u00a0dpa", located="Rio de Janeiro"
    ),
    example("20/06/2023 – Paris ( AFP ) – © AFP", dateline_date="2023-06-20", agency="AFP"),
    example("20 June 2023 17:32 GMT — Accra (AP)", timezone_printed="GMT", agency="AP"),
    example("Lima (AFP) – © 2023 AFP", dateline="Lima (AFP)", located="Lima", agency="AFP"),
    example("AFP – 20/06/2023", dateline_date="2023-06-20", agency="AFP"),
    example("05/06/2023 08:00:00 – Lima (AFP)", dateline_date="2023-06-05"),
    example("05/06/2023 – Lima (Reuters)", dateline_date="[2023-05-06,2023-06-05]"),
    example("20/06/2023 17:32 – Lima (AFP) – © 2023 AFP – All rights reserved.", dateline_date="2023-06-20"),
    example("Published on 20 June 2023 | Lima | AFP", located="Lima", dateline_date="2023-06-20", agency="AFP"),
    example("31/02/2023 – Lima (AFP) – © 2023 AFP", located="Lima", agency="AFP", _reason="impossible_date"),
    example("20/06/2023 – Lima (AFP) – no 7141 – © 2023 AFP", located="Lima", dateline_date="2023-06-20"),
    example("Lima, 20 June 2023, AFP", located="Lima", dateline_date="2023-06-20", agency="AFP"),
)
