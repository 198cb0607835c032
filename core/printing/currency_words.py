"""What the units of currencies are called in words, in Russian and English.

Russian names stand as gender, then the forms for 1, 2 and 5 of them; English ones as the
forms for one and many. The names of the parts follow; a currency without parts has none.
"""

from collections.abc import Mapping

Names = tuple[tuple[str, ...], tuple[str, ...]]

CENT = ("m", "цент", "цента", "центов")
KOPECK = ("f", "копейка", "копейки", "копеек")
DOLLAR = ("m", "доллар", "доллара", "долларов")
TIYIN = ("m", "тийин", "тийина", "тийинов")
ORE = ("n", "эре", "эре", "эре")


def _crown(adjective: str) -> tuple[str, ...]:
    """The crown of a country, whose adjective stands without its ending."""
    return "f", f"{adjective}ая крона", f"{adjective}ие кроны", f"{adjective}их крон"


def _dollar(adjective: str) -> tuple[str, ...]:
    many = f"{adjective}их"
    return "m", f"{adjective}ий доллар", f"{many} доллара", f"{many} долларов"


RUSSIAN: Mapping[str, Names] = {
    "RUB": (("m", "рубль", "рубля", "рублей"), KOPECK),
    "AED": (("m", "дирхам", "дирхама", "дирхамов"), ("m", "филс", "филса", "филсов")),
    "AMD": (("m", "драм", "драма", "драмов"), ("f", "лума", "лумы", "лум")),
    "AUD": (_dollar("австралийск"), CENT),
    "AZN": (("m", "манат", "маната", "манатов"), ("m", "гяпик", "гяпика", "гяпиков")),
    "BGN": (("m", "лев", "лева", "левов"), ("f", "стотинка", "стотинки", "стотинок")),
    "BRL": (("m", "реал", "реала", "реалов"), ("n", "сентаво", "сентаво", "сентаво")),
    "BYN": (
        ("m", "белорусский рубль", "белорусских рубля", "белорусских рублей"),
        KOPECK,
    ),
    "CAD": (_dollar("канадск"), CENT),
    "CHF": (
        ("m", "швейцарский франк", "швейцарских франка", "швейцарских франков"),
        ("m", "раппен", "раппена", "раппенов"),
    ),
    "CNY": (("m", "юань", "юаня", "юаней"), ("m", "фэнь", "фэня", "фэней")),
    "CZK": (_crown("чешск"), ("m", "геллер", "геллера", "геллеров")),
    "DKK": (_crown("датск"), ORE),
    "EGP": (
        ("m", "египетский фунт", "египетских фунта", "египетских фунтов"),
        ("m", "пиастр", "пиастра", "пиастров"),
    ),
    "EUR": (("n", "евро", "евро", "евро"), CENT),
    "GBP": (
        ("m", "фунт стерлингов", "фунта стерлингов", "фунтов стерлингов"),
        ("m", "пенс", "пенса", "пенсов"),
    ),
    "GEL": (("m", "лари", "лари", "лари"), ("m", "тетри", "тетри", "тетри")),
    "HKD": (_dollar("гонконгск"), CENT),
    "HUF": (("m", "форинт", "форинта", "форинтов"), ("m", "филлер", "филлера", "филлеров")),
    "IDR": (("f", "рупия", "рупии", "рупий"), ("m", "сен", "сена", "сенов")),
    "INR": (
        ("f", "индийская рупия", "индийские рупии", "индийских рупий"),
        ("f", "пайса", "пайсы", "пайс"),
    ),
    "JPY": (("f", "иена", "иены", "иен"), ()),
    "KGS": (("m", "сом", "сома", "сомов"), ("m", "тыйын", "тыйына", "тыйынов")),
    "KRW": (("f", "вона", "воны", "вон"), ()),
    "KZT": (("n", "тенге", "тенге", "тенге"), ("m", "тиын", "тиына", "тиынов")),
    "MDL": (
        ("m", "молдавский лей", "молдавских лея", "молдавских леев"),
        ("m", "бан", "бана", "банов"),
    ),
    "NOK": (_crown("норвежск"), ORE),
    "NZD": (_dollar("новозеландск"), CENT),
    "PLN": (("m", "злотый", "злотых", "злотых"), ("m", "грош", "гроша", "грошей")),
    "QAR": (
        ("m", "катарский риал", "катарских риала", "катарских риалов"),
        ("m", "дирхам", "дирхама", "дирхамов"),
    ),
    "RON": (
        ("m", "румынский лей", "румынских лея", "румынских леев"),
        ("m", "бан", "бана", "банов"),
    ),
    "RSD": (
        ("m", "сербский динар", "сербских динара", "сербских динаров"),
        ("f", "пара", "пары", "пар"),
    ),
    "SEK": (_crown("шведск"), ORE),
    "SGD": (_dollar("сингапурск"), CENT),
    "THB": (("m", "бат", "бата", "батов"), ("m", "сатанг", "сатанга", "сатангов")),
    "TJS": (("m", "сомони", "сомони", "сомони"), ("m", "дирам", "дирама", "дирамов")),
    "TMT": (
        ("m", "туркменский манат", "туркменских маната", "туркменских манатов"),
        ("m", "тенге", "тенге", "тенге"),
    ),
    "TRY": (("f", "лира", "лиры", "лир"), ("m", "куруш", "куруша", "курушей")),
    "UAH": (("f", "гривна", "гривны", "гривен"), KOPECK),
    "USD": (DOLLAR, CENT),
    "UZS": (("m", "сум", "сума", "сумов"), TIYIN),
    "VND": (("m", "донг", "донга", "донгов"), ()),
    "XDR": (("f", "единица СДР", "единицы СДР", "единиц СДР"), ()),
    "ZAR": (("m", "рэнд", "рэнда", "рэндов"), CENT),
}

_CENT = ("cent", "cents")
_KOPECK = ("kopeck", "kopecks")

ENGLISH: Mapping[str, Names] = {
    "RUB": (("rouble", "roubles"), _KOPECK),
    "AED": (("dirham", "dirhams"), ("fils", "fils")),
    "AMD": (("dram", "drams"), ("luma", "lumas")),
    "AUD": (("Australian dollar", "Australian dollars"), _CENT),
    "AZN": (("manat", "manats"), ("qepik", "qepiks")),
    "BGN": (("lev", "leva"), ("stotinka", "stotinki")),
    "BRL": (("real", "reais"), ("centavo", "centavos")),
    "BYN": (("Belarusian rouble", "Belarusian roubles"), _KOPECK),
    "CAD": (("Canadian dollar", "Canadian dollars"), _CENT),
    "CHF": (("Swiss franc", "Swiss francs"), ("rappen", "rappen")),
    "CNY": (("yuan", "yuan"), ("fen", "fen")),
    "CZK": (("Czech koruna", "Czech korunas"), ("haler", "halers")),
    "DKK": (("Danish krone", "Danish kroner"), ("ore", "ore")),
    "EGP": (("Egyptian pound", "Egyptian pounds"), ("piastre", "piastres")),
    "EUR": (("euro", "euros"), _CENT),
    "GBP": (("pound sterling", "pounds sterling"), ("penny", "pence")),
    "GEL": (("lari", "lari"), ("tetri", "tetri")),
    "HKD": (("Hong Kong dollar", "Hong Kong dollars"), _CENT),
    "HUF": (("forint", "forints"), ("filler", "fillers")),
    "IDR": (("rupiah", "rupiah"), ("sen", "sen")),
    "INR": (("Indian rupee", "Indian rupees"), ("paisa", "paise")),
    "JPY": (("yen", "yen"), ()),
    "KGS": (("som", "soms"), ("tyiyn", "tyiyns")),
    "KRW": (("won", "won"), ()),
    "KZT": (("tenge", "tenge"), ("tiyn", "tiyns")),
    "MDL": (("Moldovan leu", "Moldovan lei"), ("ban", "bani")),
    "NOK": (("Norwegian krone", "Norwegian kroner"), ("ore", "ore")),
    "NZD": (("New Zealand dollar", "New Zealand dollars"), _CENT),
    "PLN": (("zloty", "zlotys"), ("grosz", "groszy")),
    "QAR": (("Qatari riyal", "Qatari riyals"), ("dirham", "dirhams")),
    "RON": (("Romanian leu", "Romanian lei"), ("ban", "bani")),
    "RSD": (("Serbian dinar", "Serbian dinars"), ("para", "paras")),
    "SEK": (("Swedish krona", "Swedish kronor"), ("ore", "ore")),
    "SGD": (("Singapore dollar", "Singapore dollars"), _CENT),
    "THB": (("baht", "baht"), ("satang", "satang")),
    "TJS": (("somoni", "somoni"), ("diram", "dirams")),
    "TMT": (("Turkmen manat", "Turkmen manats"), ("tenge", "tenge")),
    "TRY": (("lira", "lira"), ("kurus", "kurus")),
    "UAH": (("hryvnia", "hryvnias"), _KOPECK),
    "USD": (("dollar", "dollars"), _CENT),
    "UZS": (("som", "soms"), ("tiyin", "tiyins")),
    "VND": (("dong", "dong"), ()),
    "XDR": (("unit of SDR", "units of SDR"), ()),
    "ZAR": (("rand", "rand"), _CENT),
}
