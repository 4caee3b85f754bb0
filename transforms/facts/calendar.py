"""The words of the calendar in many languages, with their abbreviations: months, weekdays, am and pm."""

from transforms.alternation import alternation

# One line a month. English, French, Spanish, German, Italian, Portuguese, Dutch, Scandinavian, Indonesian, Romanian,
# Hungarian, Polish, Czech, Slovak and Turkish; then Russian, Bulgarian and Ukrainian, Greek, Hindi and Arabic.
_MONTHS = """
january jan janvier janv enero ene januar januari jänner jän gennaio gen janeiro ianuarie ian január stycznia \
styczeń sty ledna leden januára ocak oca января январь янв януари січня січень січ ιανουαρίου ιαν जनवरी يناير \
januara siječnja janvāris janvārī sausio jaanuar jaanuari tammikuuta јануар јануара јануари yanvar janar қаңтар \
জানুয়ারি جنوری জানুয়ারী
february feb febr feber février fevrier févr fév febrero februar februari febbraio fevereiro fev februarie február \
lutego luty lut února únor februára şubat şub февраля февраль фев февр февруари лютого лютий лют φεβρουαρίου φεβ \
फरवरी फ़रवरी फ़रवरी فبراير februara veljače februāris februārī vasario veebruar veebruari helmikuuta фебруар \
фебруара фебруари fevral shkurt ақпан ফেব্রুয়ারি فروری pebrero
march mar marzo märz maerz mär mars março marco maart mrt marts maret martie márciusi március márc marca marzec \
března březen mart марта март мар березня березень бер μαρτίου μαρ मार्च مارس marta ožujka martā kovo märts märtsi \
maaliskuuta наурыз মার্চ مارچ machi marso
april apr avril avr abril abr aprile aprilie ápr április kwietnia kwiecień kwi dubna duben apríla nisan nis апреля \
апрель апр април квітня квітень квіт απριλίου απρ अप्रैल أبريل aprila travnja aprīlis aprīlī balandžio aprill \
aprilli huhtikuuta априла aprel prill сәуір এপ্রিল اپریل aprili
may mai mayo maggio mag maio mei maj máj május maja května květen mája mayıs мая май травня травень трав μαΐου μαι \
मई مايو svibnja maijs maijā gegužės toukokuuta мај маја мамыр মে مئی
june jun juin junio juni giugno giu junho iunie iun június jún czerwca czerwiec cze června červen júna haziran haz \
июня июнь июн юни червня червень черв ιουνίου ιουν जून يونيو juna lipnja jūnijs jūnijā birželio juuni kesäkuuta јун \
јуна јуни iyun qershor маусым জুন جون hunyo
july jul juillet juil julio juli luglio lug julho iulie iul július júl lipca lipiec lip července červenec júla \
temmuz tem июля июль июл юли липня липень лип ιουλίου ιουλ जुलाई يوليو jula srpnja jūlijs jūlijā liepos juuli \
heinäkuuta јул јула јули iyul korrik шілде জুলাই جولائی julai hulyo
august aug août aout agosto ago augustus augusti agustus agt agu augusztus sierpnia sierpień sie srpna srpen \
augusta ağustos ağu августа август авг серпня серпень серп αυγούστου αυγ अगस्त أغسطس avgust avgusta kolovoza \
augusts augustā rugpjūčio elokuuta avqust gusht тамыз আগস্ট اگست agosti
september sept sep septembre septiembre setiembre settembre set setembro septembrie szeptember szept września \
wrzesień wrz září septembra eylül eyl сентября сентябрь сен сент септември вересня вересень вер σεπτεμβρίου σεπ \
सितंबर सितम्बर سبتمبر rujna septembris septembrī rugsėjo septembri syyskuuta септембар септембра sentyabr shtator \
қыркүйек সেপ্টেম্বর ستمبر septemba setyembre
october oct octobre octubre oktober okt ottobre ott outubro out octombrie október października październik paź \
října říjen októbra ekim eki октября октябрь окт октомври жовтня жовтень жовт οκτωβρίου οκτ अक्टूबर अक्तूबर أكتوبر \
oktobra oktobris oktobrī spalio oktoobri oktoober lokakuuta октобар октобра oktyabr tetor қазан অক্টোবর اکتوبر \
oktoba oktubre
november nov novembre noviembre novembro noiembrie noi listopada listopad lis listopadu novembra kasım kas ноября \
ноябрь ноя нояб ноември листопада листопад лист νοεμβρίου νοε नवंबर नवम्बर نوفمبر studenoga studenog novembris \
novembrī lapkričio novembri marraskuuta новембар новембра noyabr nëntor қараша নভেম্বর نومبر novemba nobyembre
december dec décembre decembre déc diciembre dic dezember dez dicembre dezembro desember des decembrie grudnia \
grudzień gru prosince prosinec decembra aralık ara декабря декабрь дек декември грудня грудень груд δεκεμβρίου δεκ \
दिसंबर दिसम्बर ديسمبر prosinca decembris decembrī gruodžio detsembri detsember joulukuuta децембар децембра dekabr \
dhjetor желтоқсан ডিসেম্বর دسمبر desemba disyembre
"""
# Arabic has other names in the Levant and in the Maghreb; one line a month. `_` is a space in a name.
_MONTHS_IN_ARABIC = """
كانون_الثاني جانفي
شباط فيفري
آذار
نيسان أفريل
أيار ماي
حزيران جوان
تموز جويلية يوليوز
آب أوت غشت
أيلول شتنبر
تشرين_الأول
تشرين_الثاني نونبر
كانون_الأول دجنبر
"""
_WEEKDAYS = """
monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur thurs fri sat sun
lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo
montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
lunedì martedì mercoledì giovedì venerdì sabato domenica
segunda-feira terça-feira quarta-feira quinta-feira sexta-feira segunda terça quarta quinta sexta
maandag dinsdag woensdag donderdag vrijdag zaterdag zondag måndag tisdag onsdag torsdag fredag lördag söndag
mandag tirsdag lørdag søndag senin selasa rabu kamis jumat sabtu minggu ahad
poniedziałek wtorek środa czwartek piątek sobota niedziela pondělí úterý středa čtvrtek pátek neděle
luni marți miercuri joi vineri sâmbătă duminică pazartesi salı çarşamba perşembe cuma cumartesi pazar
понедельник вторник среда четверг пятница суббота воскресенье
понеділок вівторок середа п'ятниця п’ятниця субота неділя
понеделник вторник сряда четвъртък петък събота hétfő kedd szerda csütörtök péntek szombat vasárnap
pondelok utorok streda štvrtok piatok nedeľa ponedjeljak utorak srijeda četvrtak petak nedjelja
الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت
δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυριακή सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रविवार
thứ_hai thứ_ba thứ_tư thứ_năm thứ_sáu thứ_bảy chủ_nhật
星期一 星期二 星期三 星期四 星期五 星期六 星期日 星期天 周一 周二 周三 周四 周五 周六 周日
月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日 월요일 화요일 수요일 목요일 금요일 토요일 일요일
"""


def fold_case(word: str) -> str:
    """A word in lower case; letters that `re` treats as equal in any case become one: i, ı, İ and s, ſ."""
    return word.lower().replace("i\u0307", "i").replace("ı", "i").replace("ſ", "s")


MONTHS = {
    fold_case(name.replace("_", " ")): number
    for months in (_MONTHS, _MONTHS_IN_ARABIC)
    for number, line in enumerate(months.strip().splitlines(), 1)
    for name in line.split()
}


def _any_of(words: list[str]) -> str:
    return f"(?i:{alternation(sorted(words, key=lambda w: (-len(w), w)))})"


MONTH = rf"{_any_of(list(MONTHS))}(?!\w)"
WEEKDAYS = [name.replace("_", " ") for name in _WEEKDAYS.split()]
WEEKDAY = rf"{_any_of(WEEKDAYS)}(?!\w)\.?"
