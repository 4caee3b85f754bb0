"""Invented lines that have each form of dateline."""

from reader_examples import Example, example

_PROSE = "Rain fell on the roofs of the town all day, and the mayor said that it would not cease."

FORMS: dict[str, tuple[Example, ...]] = {
    "place_date_agency": (
        example(
            "BEIJING, June 20, 2023 (AFP) - Rain fell.",
            dateline="BEIJING, June 20, 2023 (AFP)",
            located="BEIJING",
            dateline_date="2023-06-20",
            agency="AFP",
        ),
        example("Baja, 2023. június 20., kedd (MTI) - Esett.", dateline_date="2023-06-20", agency="MTI"),
        example("PÉKIN, 20 juin 2023 (AFP) - Il a plu.", located="PÉKIN", dateline_date="2023-06-20", agency="AFP"),
        example("Nueva Delhi, 21 ene (EFE).- Llovió.", located="Nueva Delhi", dateline_date="XXXX-01-21", agency="EFE"),
        example("Addis Ababa October 2/2023 (ENA) Rain fell.", dateline_date="2023-10-02", agency="ENA"),
        example("Rouen, le 20 juin (AFP) - Il a plu.", located="Rouen", dateline_date="XXXX-06-20", agency="AFP"),
        example("Lyon (Francia), 3 may (EFE). - Llovió.", located="Lyon", dateline_date="XXXX-05-03", agency="EFE"),
        example("MADRID, 20 Jun. (EUROPA PRESS) - Llovió.", dateline_date="XXXX-06-20", agency="Europa Press"),
        example("Roma, 20 giu. (Adnkronos) - Piove.", located="Roma", dateline_date="XXXX-06-20", agency="Adnkronos"),
        example("Lisboa, 20 jun 2023 (Lusa) – Choveu.", dateline_date="2023-06-20", agency="Lusa"),
        example("NEW DELHI [India], June 2 (ANI): Rain fell.", located="NEW DELHI", agency="ANI"),
        example("Nagpur (Maharashtra) [India], June 2 (ANI): Rain fell.", located="Nagpur", agency="ANI"),
        example("Mumbai, Jun 20 (PTI) Rain fell.", located="Mumbai", dateline_date="XXXX-06-20", agency="PTI"),
        example("MOSCOW. June 20 (Interfax) - Rain fell.", located="MOSCOW", agency="Interfax"),
        example("BRUSSELS 20/06 (BELGA) = Rain fell.", located="BRUSSELS", dateline_date="XXXX-06-20", agency="Belga"),
        example("ABU DHABI, 20th June, 2023 (WAM) -- Rain fell.", dateline_date="2023-06-20", agency="WAM"),
        example("BEIJING, Jan. 1(Xinhua) -- Rain fell.", dateline_date="XXXX-01-01", agency="Xinhua"),
        example("Warsaw, June 20 (PAP) - Rain fell.", located="Warsaw", agency="PAP"),
        example("SEOUL, June 20 (Yonhap) -- Rain fell.", located="SEOUL", agency="Yonhap"),
        example("PARIS and LONDON, June 20 (AFP) - Rain fell.", located="PARIS", located_all="LONDON"),
        example("PARIS, LONDON, June 20 [AFP] - Rain fell.", located="PARIS", located_all="LONDON", agency="AFP"),
    ),
    "place_day_agency": (
        example(
            "LIMA, 4 (EUROPA PRESS) Rain fell on the roofs of the town all day, the mayor said.",
            located="LIMA",
            agency="Europa Press",
        ),
        example("Lausanne, 24 (ATS).- Il pleut.", located="Lausanne", dateline_date="XXXX-XX-24", agency="ATS"),
    ),
    "place_day_month_agency": (
        example("Kyiv. 20.06. UNN. Rain fell.", located="Kyiv", dateline_date="XXXX-06-20", agency="UNN"),
        example("Kuwait - 6 - 11 (KUNA) -- Rain fell.", located="Kuwait", dateline_date="XXXX-11-06", agency="KUNA"),
    ),
    "place_dash_date_agency": (
        example("Cairo - June 20 (MENA) - Rain fell.", located="Cairo", dateline_date="XXXX-06-20", agency="MENA"),
    ),
    "place_agency_date": (
        example("PARIS (AFP) June 20 - Rain fell.", located="PARIS", dateline_date="XXXX-06-20", agency="AFP"),
        example("Oslo (NTB), 20. juni: Det regner.", located="Oslo", dateline_date="XXXX-06-20", agency="NTB"),
    ),
    "place_agency_person": (
        example("ANKARA (AA) - JANE ROE - Rain fell.", located="ANKARA", agency="Anadolu", authors="JANE ROE"),
    ),
    "person_place_agency": (
        example("Jane ROE/TRABZON, (DHA) - Rain fell.", located="TRABZON", agency="DHA", authors="Jane ROE"),
    ),
    "place_agency": (
        example("Bern (sda) Rain fell on the roofs of the town all day, the mayor said.", located="Bern", agency="SDA"),
        example(
            "Stockholm (TT) Rain fell on the roofs of the town all day, the mayor said.",
            located="Stockholm",
            agency="TT",
        ),
        example("Beijing (AFP) – Rain fell.", dateline="Beijing (AFP)", located="Beijing", agency="AFP"),
        example("Pékin\u00a0(AFP)\u00a0— Il a plu.", located="Pékin", agency="AFP"),
        example("BETHESDA, Md. (AP) _ Rain fell.", dateline="BETHESDA, Md. (AP)", located="BETHESDA", agency="AP"),
        example("London/Berlin (dpa/bb) - Es regnete.", located="London", agency="dpa"),
        example("Erfurt (epd). Es regnete.", dateline="Erfurt (epd)", located="Erfurt", agency="epd"),
        example("San Diego (tca/dpa) - Es regnete.", located="San Diego", agency="dpa"),
        example("HONG KONG (Dow Jones)--Rain fell.", located="HONG KONG", agency="Dow Jones"),
        example("København (Ritzau): Det regner.", located="København", agency="Ritzau"),
        example("Wien (APA) - Es regnet.", located="Wien", agency="APA"),
        example("ISTANBUL (AA) - Rain fell.", located="ISTANBUL", agency="Anadolu"),
        example("Paris (ats afp)", located="Paris", agency="ATS", agency_role="co_source"),
        example("LYON (Afp-Ap). — Il a plu.", located="LYON", agency="AFP", agency_role="co_source"),
        example("Boston [A.P.] - Rain fell.", located="Boston", agency="AP"),
        example("DAKAR (APS) - Il a plu.", located="DAKAR", agency="Agence de presse sénégalaise"),
        example("HONOLULU, Hawaii (KXYZ) - Rain fell.", located="HONOLULU"),
    ),
    "place_date_slashes": (
        example("MOSCOW, June 20. /TASS/. Rain fell.", located="MOSCOW", dateline_date="XXXX-06-20", agency="TASS"),
        example("BELGRADE, June 20 /Tanjug/ - Rain fell.", located="BELGRADE", agency="Tanjug"),
        example("Gomel, June 20 /Corr. BelTA/. Rain fell.", located="Gomel", agency="BelTA"),
        example("Abu Dhabi, on June 20th / WAM / Rain fell.", dateline_date="XXXX-06-20", agency="WAM"),
        example("Muscat, on June 20 / Omani / Rain fell.", located="Muscat", agency="ONA"),
        example("YEREVAN, JUNE 20. /ARMENPRESS/. Rain fell.", located="YEREVAN", agency="Armenpress"),
        example("TUNIS, April 4, 2014/Roof Press Organization (RPO)/ — Rain fell.", dateline_date="2014-04-04"),
        example("КИЕВ. 20 июня. /УНИАН/. Дождь.", located="КИЕВ", dateline_date="XXXX-06-20", agency="UNIAN"),
    ),
    "place_slash_agency": (
        example("Malmö/TT. Det regnade.", located="Malmö", agency="TT"),
        example("Hamburg/dpa.", located="Hamburg", agency="dpa"),
    ),
    "place_bars": (
        example(f"Kampala, Uganda | AFP | {_PROSE}", dateline="Kampala, Uganda | AFP", located="Kampala", agency="AFP"),
        example(f"GULU, Uganda | ROOFS TODAY | {_PROSE}", located="GULU"),
    ),
    "place_slashes": (example("TORONTO /CNW/ - Rain fell.", located="TORONTO", agency="CNW"),),
    "agency_place_date": (
        example(
            "Xinhua News Agency, Wuhan, July 6 (Reporter Jane Roe) Rain fell.",
            located="Wuhan",
            dateline_date="XXXX-07-06",
            agency="Xinhua",
            authors="Jane Roe",
        ),
        example("China News Service, Lhasa, Tibet, July 6. Title: Rain", located="Lhasa", agency="China News Service"),
    ),
    "agency_reporter_place_date": (
        example(
            "(Central News Agency reporter Jane Roe, Taipei, 20th) Rain fell.",
            located="Taipei",
            dateline_date="XXXX-XX-20",
            agency="CNA",
            authors="Jane Roe",
        ),
        example("(Central News Agency, Taipei, June 20) Rain fell.", dateline_date="XXXX-06-20", agency="CNA"),
    ),
    "place_date_dash_agency": (
        example("MOSCOW, June 20 - RIA Novosti, Jane Roe. Rain fell.", agency="RIA Novosti", authors="Jane Roe"),
        example("MOSCOW, June 20 - RIA Novosti. Rain fell.", located="MOSCOW", agency="RIA Novosti"),
    ),
    "place_date_comma_agency": (
        example("VILNIUS, June 20, BNS – Rain fell.", located="VILNIUS", dateline_date="XXXX-06-20", agency="BNS"),
        example("SYDNEY, July 30 AAP - Rain fell.", located="SYDNEY", dateline_date="XXXX-07-30", agency="AAP"),
        example("Baku, June 20, AZERTAC The rain fell.", located="Baku", dateline_date="XXXX-06-20", agency="AzerTAc"),
        example("TOKYO, June 20, Kyodo", located="TOKYO", dateline_date="XXXX-06-20", agency="Kyodo"),
        example("TAUPO, New Zealand, March 23, Reuter - Rain fell.", located="TAUPO", agency="Reuters"),
        example("Minsk. 4 Nov. INTERFAX.RU — Rain fell.", located="Minsk", dateline_date="XXXX-11-04"),
    ),
    "place_hijri_agency": (
        example("Riyadh, Rajab 14, 1445, SPA -- Rain fell.", located="Riyadh", agency="SPA"),
        example("Makkah, Dhul-Hijjah 8, 1444 AH, SPA -- Rain fell.", located="Makkah", agency="SPA"),
        example(
            "Riyadh, Rajab 14, 1445 (January 26, 2024), SPA -- Rain fell.", dateline_date="2024-01-26", agency="SPA"
        ),
    ),
    "place_comma_agency": (
        example("Riyadh, SPA -- Rain fell.", located="Riyadh", agency="SPA"),
        example("NUR-SULTAN. KAZINFORM – Rain fell.", located="NUR-SULTAN", agency="Kazinform"),
        example("Izmir, AA - Rain fell.", located="Izmir", agency="Anadolu"),
    ),
    "place_comma_site": (example("MEDAN, ROOFS.com - Rain fell on the roofs of the town.", located="MEDAN"),),
    "site_comma_place": (example("Roofs.com, Surabaya - Rain fell on the roofs of the town.", located="Surabaya"),),
    "place_dash_agency": (
        example("Beirut - AFP", dateline="Beirut - AFP", located="Beirut", agency="AFP"),
        example("Cairo – MENA – Rain fell.", located="Cairo", agency="MENA"),
    ),
    "agency_place": (
        example("Press Trust of India Nagpur", located="Nagpur", agency="PTI"),
        example("ANI | Jaipur", located="Jaipur", agency="ANI"),
        example("AFP, Lima", located="Lima", agency="AFP"),
        example("Agence France-Presse . Lima", located="Lima", agency="AFP"),
    ),
    "place_date": (
        example("SALVADOR, Feb 26 - Rain fell.", located="SALVADOR", dateline_date="XXXX-02-26"),
        example("AKRON, Ohio, March  3- Rain fell.", located="AKRON", dateline_date="XXXX-03-03"),
        example("BEIRUT, Lebanon, June 2 — Rain fell.", located="BEIRUT", dateline_date="XXXX-06-02"),
        example("MILAN, Italy Oct. 5, 2004 - Rain fell.", located="MILAN", dateline_date="2004-10-05"),
        example("****SANTO DOMINGO, april 3 - Rain fell.", located="SANTO DOMINGO", dateline_date="XXXX-04-03"),
    ),
    "date_agency": (
        example(
            "Jan 3 (Reuters) - Rain fell.", dateline="Jan 3 (Reuters)", dateline_date="XXXX-01-03", agency="Reuters"
        ),
        example("Am 3. Mai (dpa) - Es regnete.", dateline_date="XXXX-05-03", agency="dpa"),
        example("Am Mittwoch, 3. Mai (dpa) - Es regnete.", dateline_date="XXXX-05-03", agency="dpa"),
        example("Le 3 mai (AFP) - Il pleut.", dateline_date="XXXX-05-03", agency="AFP"),
        example("El 3 de mayo (EFE) .- Llueve.", dateline_date="XXXX-05-03", agency="EFE"),
        example("Il 3 maggio (ANSA) Piove.", dateline_date="XXXX-05-03", agency="ANSA"),
        example("No dia 3 de maio (Lusa) - Chove.", dateline_date="XXXX-05-03", agency="Lusa"),
        example("Op 3 mei (ANP) - Het regent.", dateline_date="XXXX-05-03", agency="ANP"),
        example("W dniu 3 maja (PAP) - Pada deszcz.", dateline_date="XXXX-05-03", agency="PAP"),
        example("On May 3 (AP) - Rain fell.", dateline_date="XXXX-05-03", agency="AP"),
    ),
    "place_equals_agency": (
        example("[Washington = Jiji] Rain fell.", located="Washington", agency="Jiji Press"),
        example(
            "(Seoul = Yonhap) Reporter Jane Roe = Rain fell.", located="Seoul", agency="Yonhap", authors="Jane Roe"
        ),
    ),
    "square_brackets": (
        example("[Tokyo, 20th Reuters] - Rain fell.", located="Tokyo", dateline_date="XXXX-XX-20", agency="Reuters"),
        example("[Sapporo Kyodo] Rain fell.", located="Sapporo", agency="Kyodo"),
        example("[LONDON, June 20 (Reuters)] - Rain fell.", located="LONDON", dateline_date="XXXX-06-20"),
    ),
    "place": (
        example("WASHINGTON — Rain fell.", dateline="WASHINGTON", located="WASHINGTON"),
        example("Berlin - Rain fell.", dateline="Berlin", located="Berlin"),
        example("SANTA FE, N.M. -- Rain fell.", dateline="SANTA FE, N.M.", located="SANTA FE"),
        example("SCRANTON, PA — Rain fell.", dateline="SCRANTON, PA", located="SCRANTON"),
    ),
    "place_joined": (
        example(f"ALGIERS- {_PROSE}", dateline="ALGIERS", located="ALGIERS"),
        example(f"KARACHI- {_PROSE}", located="KARACHI"),
    ),
    "place_mark": (
        example(f"ANKARA: {_PROSE}", dateline="ANKARA", located="ANKARA"),
        example(f"Leipzig. {_PROSE}", dateline="Leipzig", located="Leipzig"),
    ),
    "place_line": (
        example("ANKARA", located="ANKARA"),
        example("Leipzig, Germany", located="Leipzig"),
    ),
    "place_medium": (
        example("Jakarta, CNN Indonesia", located="Jakarta"),
        example("Surabaya, Roofs TV", located="Surabaya"),
    ),
    "place_quoted": (
        example("Cairo: «Valley Wire»", located="Cairo"),
        example("Riyadh: «SPA»", located="Riyadh", agency="SPA"),
    ),
}
SCRIPTS: dict[str, tuple[Example, ...]] = {
    "place_date_agency": (
        example("पटना, 20 जून (भाषा) शहर में रात भर पानी बरसा।", located="पटना", dateline_date="XXXX-06-20", agency="PTI"),
        example(
            "পটুয়াখালী, ২০ জুন, ২০২৩ (বাসস) : শহরে সারা রাত বৃষ্টি হয়েছে।",
            located="পটুয়াখালী",
            dateline_date="2023-06-20",
            agency="BSS",
        ),
    ),
    "place_agency": (
        example("जयपुर (आईएएनएस)। शहर में रात भर पानी बरसा।", located="जयपुर", agency="IANS"),
        example("القاهرة (رويترز) - هطل المطر على المدينة.", located="القاهرة", agency="Reuters"),
    ),
    "place_dash_agency": (
        example("الرياض - واس: هطل المطر على المدينة.", located="الرياض", agency="SPA"),
        example("إسطنبول/ رامي خليل/ الأناضول", located="إسطنبول", agency="Anadolu", byline="رامي خليل"),
    ),
    "place_date_brackets": (
        example("العقبة 20 حزيران (بترا) - هطل المطر.", located="العقبة", dateline_date="XXXX-06-20", agency="Petra"),
        example("الدوحة في 20 يونيو /قنا/ هطل المطر.", located="الدوحة", dateline_date="XXXX-06-20", agency="QNA"),
        example("عمان 2 كانون الأول 2023 (بترا)- هطل المطر.", dateline_date="2023-12-02", agency="Petra"),
    ),
    "latin_in_brackets": (
        example("【Washington = Jiji】Rain fell.", located="Washington", agency="Jiji Press"),
        example("【Tokyo, June 20, Kyodo】Rain fell.", located="Tokyo", dateline_date="XXXX-06-20", agency="Kyodo"),
    ),
    "place_agency_brackets": (
        example("【ワシントン時事】町では一晩中雨が降った。", located="ワシントン", agency="Jiji Press"),
        example(
            "［東京　２０日　ロイター］ - 町では雨が降った。",
            located="東京",
            dateline_date="XXXX-XX-20",
            agency="Reuters",
        ),
        example("【北京=共同】町では一晩中雨が降った。", located="北京", agency="Kyodo"),
    ),
    "date_agency": (example("【6月20日 AFP】町では一晩中雨が降った。", dateline_date="XXXX-06-20", agency="AFP"),),
    "agency_place_date": (
        example("新华社上海6月20日电 城里下了一夜的雨。", located="上海", dateline_date="XXXX-06-20", agency="Xinhua"),
        example("（中央社記者王小明台北20日電）城裡下了一夜的雨。", located="台北", agency="CNA", authors="王小明"),
        example("（中央社台北20日電）城裡下了一夜的雨。", located="台北", dateline_date="XXXX-XX-20", agency="CNA"),
    ),
    "place_equals_agency": (
        example("(부산=연합뉴스) 홍길동 기자 = 밤새 비가 내렸다.", located="부산", agency="Yonhap", authors="홍길동"),
        example("[대전=뉴시스] 밤새 비가 내렸다.", located="대전", agency="Newsis"),
    ),
    "place": (example("大阪 - 町では一晩中雨が降り、川の水かさが増した。", located="大阪"),),
    "place_mark": (
        example("लखनऊ: शहर में रात भर पानी बरसा और नदी का जलस्तर बढ़ गया।", located="लखनऊ"),
        example("संवाद सूत्र, भोपाल। शहर में रात भर पानी बरसा और नदी का जलस्तर बढ़ गया।", located="भोपाल"),
    ),
}
OTHERS: tuple[tuple[str, Example], ...] = (
    ("agency", example("AP - Rain fell on the roofs of the town.", agency="AP", agency_role="author")),
    ("agency", example("(Bloomberg) -- Rain fell on the roofs of the town.", agency="Bloomberg")),
    ("agency", example("(TASS) - rain fell on the roofs of the town.", agency="TASS")),
    ("place_date_agency", example("Au, 3. Mai (dpa) - Es regnete.", located="Au", dateline_date="XXXX-05-03")),
    ("place_date_agency", example("Berlin, am 3. Mai (dpa) - Es regnete.", located="Berlin", agency="dpa")),
    ("place_date_agency", example("छतपुर, 20 जून (भाषा) रात भर पानी बरसा।", located="छतपुर", agency="PTI")),
    ("place_date_agency", example("पटना, चार जून (भाषा) शहर में पानी बरसा।", dateline_date="XXXX-06-04", agency="PTI")),
    ("place_date_agency", example("PATNA, June 20 (language) Rain fell on the roofs.", located="PATNA", agency="PTI")),
    ("agency", example("/TASS/. Rain fell on the roofs of the town.", agency="TASS")),
    ("agency", example("/BTA/ Rain fell on the roofs of the town.", agency="BTA")),
    ("agency_place_date", example("(ANSA) - ROME, OCT 11 - Rain fell.", agency="ANSA", located="ROME")),
    (
        "agency_place_agency",
        example("Canadian Press - REGINA, Sask. (AP) - Rain fell.", agency="CP", agency_role="distributor"),
    ),
    (
        "byline_place_agency",
        example("By JANE ROE    AKRON, Ohio (AP) -- Rain fell.", byline="By JANE ROE", located="AKRON", agency="AP"),
    ),
    (
        "place_date_agency",
        example("Por Juana Roe Lima, 2 may (EFE). - Llovió.", byline="Por Juana Roe", located="Lima", agency="EFE"),
    ),
    ("slug_place_date_agency", example("EFE ab/cd-e Lima, 2 may (EFE). - Llovió.", located="Lima", agency="EFE")),
    ("place_date_agency", example("TEJADOS Lima, 2 may (EFE). - Llovió.", located="Lima", agency="EFE")),
)
