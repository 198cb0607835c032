"""The words goods are named with, Russian and English side by side; all makers are invented."""

from dataclasses import dataclass

Word = tuple[str, str]


@dataclass(frozen=True)
class Sort:
    """A sort of goods: what it is called, in which forms and sizes, what it costs to buy.

    Attributes:
        name: Russian and English.
        forms: what tells one from another: flavour, colour, model.
        sizes: packs, each with its price against the first.
        low, high: bounds of the purchase price of the first size, in roubles.
        unit: code of the base unit.
        season: name of the year's curve in `market.SEASONS`.
    """

    name: Word
    forms: tuple[Word, ...]
    sizes: tuple[tuple[str, str, float], ...]
    low: int
    high: int
    unit: str = "pcs"
    season: str = "even"


@dataclass(frozen=True)
class Group:
    """A group of the catalogue: its makers, the margin in percent, the rate of VAT it bears."""

    code: str
    name: Word
    makers: tuple[Word, ...]
    margin: tuple[int, int]
    vat: str
    sorts: tuple[Sort, ...]


def _sizes(*given: tuple[str, str, float]) -> tuple[tuple[str, str, float], ...]:
    return given


ONE = _sizes(("", "", 1.0))
BY_WEIGHT = _sizes(("весовой", "by weight", 1.0))
PACKS = _sizes(("100 г", "100 g", 1.0), ("200 г", "200 g", 1.9), ("500 г", "500 g", 4.4))
KILOS = _sizes(("450 г", "450 g", 1.0), ("900 г", "900 g", 1.9))
BOTTLES = _sizes(("0,5 л", "0.5 l", 1.0), ("1 л", "1 l", 1.8), ("1,5 л", "1.5 l", 2.5))
FLASKS = _sizes(("500 мл", "500 ml", 1.0), ("1 л", "1 l", 1.8), ("5 л", "5 l", 7.5))
COLOURS: tuple[Word, ...] = (
    ("цвет белый", "white"), ("цвет синий", "blue"), ("цвет зелёный", "green"),
    ("цвет красный", "red"), ("цвет серый", "grey"), ("цвет чёрный", "black"),
)  # fmt: skip

FOOD = Group(
    "food", ("Продукты", "Food"),
    (("Полянка", "Polyanka"), ("Тихий берег", "Quiet Shore"), ("Старая мельница", "Old Mill"),
     ("Семь ложек", "Seven Spoons")),
    (18, 35), "food",
    (
        Sort(("Чай", "Tea"),
             (("чёрный", "black"), ("зелёный", "green"), ("с чабрецом", "with thyme"),
              ("травяной", "herbal")), PACKS, 55, 95, season="winter"),
        Sort(("Кофе", "Coffee"),
             (("молотый", "ground"), ("в зёрнах", "beans"), ("растворимый", "instant")),
             PACKS, 110, 240, season="winter"),
        Sort(("Крупа", "Groats"),
             (("гречневая", "buckwheat"), ("рисовая", "rice"), ("овсяная", "oat"),
              ("пшённая", "millet"), ("перловая", "pearl barley")), KILOS, 28, 60),
        Sort(("Макароны", "Pasta"),
             (("рожки", "elbows"), ("спагетти", "spaghetti"), ("перья", "penne")), KILOS, 30, 65),
        Sort(("Печенье", "Biscuits"),
             (("овсяное", "oat"), ("сахарное", "sugar"), ("песочное", "shortbread")),
             PACKS, 22, 48, season="holidays"),
        Sort(("Варенье", "Jam"),
             (("вишнёвое", "cherry"), ("клубничное", "strawberry"), ("абрикосовое", "apricot")),
             _sizes(("300 г", "300 g", 1.0), ("600 г", "600 g", 1.85)), 70, 130),
        Sort(("Сок", "Juice"),
             (("яблочный", "apple"), ("томатный", "tomato"), ("мультифрукт", "mixed fruit")),
             BOTTLES, 38, 66, season="summer"),
        Sort(("Вода питьевая", "Drinking water"),
             (("негазированная", "still"), ("газированная", "sparkling")),
             BOTTLES, 12, 22, season="summer"),
        Sort(("Масло подсолнечное", "Sunflower oil"),
             (("рафинированное", "refined"), ("пахучее", "unrefined")), BOTTLES, 62, 98),
        Sort(("Сыр", "Cheese"),
             (("полутвёрдый", "semi-hard"), ("копчёный", "smoked"), ("рассольный", "brined")),
             BY_WEIGHT, 420, 690, "kg"),
        Sort(("Яблоки", "Apples"),
             (("сладкие", "sweet"), ("кислые", "sour")), BY_WEIGHT, 48, 95, "kg", "summer"),
        Sort(("Шоколад", "Chocolate"),
             (("молочный", "milk"), ("горький", "dark"), ("с орехами", "with nuts")),
             PACKS, 48, 90, season="holidays"),
    ),
)  # fmt: skip

HOME = Group(
    "home", ("Хозяйственные товары", "Household"),
    (("Чистый дом", "Clean House"), ("Белоручка", "Lily Hands"), ("Лазурь", "Azure")),
    (25, 45), "common",
    (
        Sort(("Средство для посуды", "Dish soap"),
             (("лимон", "lemon"), ("яблоко", "apple"), ("без запаха", "unscented")),
             FLASKS, 45, 80),
        Sort(("Порошок стиральный", "Laundry powder"),
             (("для белого", "for whites"), ("для цветного", "for colours"),
              ("детский", "for children")),
             _sizes(("400 г", "400 g", 1.0), ("1,5 кг", "1.5 kg", 3.3), ("3 кг", "3 kg", 6.0)),
             60, 95),
        Sort(("Средство для стёкол", "Glass cleaner"),
             (("морской бриз", "sea breeze"), ("нашатырный", "with ammonia")), FLASKS, 55, 85,
             season="garden"),
        Sort(("Губки", "Sponges"), (("для посуды", "for dishes"), ("для тела", "for bath")),
             _sizes(("3 шт.", "3 pcs", 1.0), ("5 шт.", "5 pcs", 1.5)), 22, 45),
        Sort(("Мешки для мусора", "Bin bags"), (("прочные", "strong"), ("с завязками", "tied")),
             _sizes(("30 л", "30 l", 1.0), ("60 л", "60 l", 1.6), ("120 л", "120 l", 2.9)),
             38, 70),
        Sort(("Ведро", "Bucket"), COLOURS[:4],
             _sizes(("7 л", "7 l", 1.0), ("12 л", "12 l", 1.4)), 95, 160, season="garden"),
        Sort(("Полотенце кухонное", "Kitchen towel"), COLOURS[:5], ONE, 70, 140),
        Sort(("Контейнер пищевой", "Food box"), COLOURS[:3],
             _sizes(("0,7 л", "0.7 l", 1.0), ("1,5 л", "1.5 l", 1.5)), 60, 120),
        Sort(("Свечи", "Candles"), (("столовые", "dinner"), ("ароматные", "scented")),
             _sizes(("2 шт.", "2 pcs", 1.0), ("6 шт.", "6 pcs", 2.6)), 48, 110,
             season="holidays"),
    ),
)  # fmt: skip

TOOLS = Group(
    "tools", ("Инструмент", "Tools"),
    (("Мастер Фёдор", "Master Fyodor"), ("Стальной путь", "Steel Way"), ("Кедр", "Kedr")),
    (30, 55), "common",
    (
        Sort(("Молоток", "Hammer"), (("слесарный", "fitter's"), ("столярный", "joiner's")),
             _sizes(("300 г", "300 g", 1.0), ("500 г", "500 g", 1.3), ("800 г", "800 g", 1.7)),
             210, 380),
        Sort(("Отвёртка", "Screwdriver"),
             (("крестовая", "Phillips"), ("шлицевая", "slotted")),
             _sizes(("3×75 мм", "3×75 mm", 1.0), ("5×100 мм", "5×100 mm", 1.3)), 70, 160),
        Sort(("Набор ключей", "Spanner set"),
             (("рожковых", "open-end"), ("торцевых", "socket")),
             _sizes(("8 шт.", "8 pcs", 1.0), ("12 шт.", "12 pcs", 1.7)), 650, 1400),
        Sort(("Дрель", "Drill"), (("ударная", "hammer"), ("аккумуляторная", "cordless")),
             _sizes(("600 Вт", "600 W", 1.0), ("850 Вт", "850 W", 1.35)), 1900, 3900,
             season="holidays"),
        Sort(("Рулетка", "Tape measure"), (("", ""), ("с магнитом", "magnetic")),
             _sizes(("3 м", "3 m", 1.0), ("5 м", "5 m", 1.5), ("10 м", "10 m", 2.6)), 90, 170),
        Sort(("Саморезы", "Screws"), (("по дереву", "for wood"), ("по металлу", "for metal")),
             _sizes(("3,5×35, 200 шт.", "3.5×35, 200 pcs", 1.0),
                    ("4,2×70, 100 шт.", "4.2×70, 100 pcs", 1.2)), 95, 180),
        Sort(("Лопата", "Spade"), (("штыковая", "pointed"), ("совковая", "square"),
             ("снеговая", "for snow")), ONE, 320, 620, season="garden"),
        Sort(("Шланг поливочный", "Garden hose"), (("армированный", "braided"),),
             _sizes(("15 м", "15 m", 1.0), ("25 м", "25 m", 1.55)), 620, 1100, season="garden"),
        Sort(("Перчатки рабочие", "Work gloves"), (("х/б", "cotton"), ("спилковые", "leather")),
             _sizes(("пара", "pair", 1.0), ("10 пар", "10 pairs", 8.6)), 25, 110,
             season="garden"),
        Sort(("Кабель", "Cable"), (("ВВГнг 3×1,5", "3×1.5 mm²"), ("ВВГнг 3×2,5", "3×2.5 mm²")),
             _sizes(("метр", "metre", 1.0)), 55, 110, "m"),
    ),
)  # fmt: skip

PAPER = Group(
    "paper", ("Канцелярские товары", "Stationery"),
    (("Отличник", "Top Pupil"), ("Скрепка и Ко", "Clip & Co"), ("Чистый лист", "Blank Sheet")),
    (28, 60), "common",
    (
        Sort(("Тетрадь", "Exercise book"), (("в клетку", "squared"), ("в линейку", "ruled")),
             _sizes(("12 л.", "12 sheets", 1.0), ("48 л.", "48 sheets", 3.2),
                    ("96 л.", "96 sheets", 6.0)), 9, 18, season="school"),
        Sort(("Ручка шариковая", "Ballpoint pen"), COLOURS[1:4], ONE, 8, 28, season="school"),
        Sort(("Карандаши цветные", "Colour pencils"), (("шестигранные", "hexagonal"),
             ("акварельные", "watercolour")),
             _sizes(("12 шт.", "12 pcs", 1.0), ("24 шт.", "24 pcs", 1.9)), 85, 170,
             season="school"),
        Sort(("Бумага офисная", "Office paper"), (("А4, класс C", "A4, grade C"),
             ("А4, класс A", "A4, grade A"), ("А3", "A3")),
             _sizes(("500 л.", "500 sheets", 1.0)), 210, 390),
        Sort(("Папка", "Folder"), (("с кольцами", "ring"), ("на резинке", "elastic"),
             ("с файлами", "display")), _sizes(("А4", "A4", 1.0)), 45, 130),
        Sort(("Краски", "Paints"), (("акварельные", "watercolour"), ("гуашь", "gouache")),
             _sizes(("6 цветов", "6 colours", 1.0), ("12 цветов", "12 colours", 1.7)), 60, 130,
             season="school"),
        Sort(("Ежедневник", "Diary"), COLOURS[1:5], _sizes(("А5", "A5", 1.0)), 190, 420,
             season="holidays"),
        Sort(("Клей-карандаш", "Glue stick"), (("", ""),),
             _sizes(("15 г", "15 g", 1.0), ("36 г", "36 g", 1.9)), 22, 48, season="school"),
        Sort(("Степлер", "Stapler"), (("№ 10", "No. 10"), ("№ 24/6", "No. 24/6")), ONE, 95, 240),
    ),
)  # fmt: skip

ELECTRONICS = Group(
    "electronics", ("Электроника", "Electronics"),
    (("Вольта", "Volta"), ("Рубин-М", "Rubin-M"), ("Сигнал", "Signal")),
    (15, 30), "common",
    (
        Sort(("Лампа светодиодная", "LED bulb"), (("тёплый свет", "warm"),
             ("холодный свет", "cool")),
             _sizes(("7 Вт", "7 W", 1.0), ("11 Вт", "11 W", 1.3), ("15 Вт", "15 W", 1.7)),
             48, 110, season="winter"),
        Sort(("Чайник электрический", "Electric kettle"), COLOURS[0:1] + COLOURS[4:6],
             _sizes(("1,7 л", "1.7 l", 1.0)), 890, 1900, season="holidays"),
        Sort(("Удлинитель", "Extension lead"), (("3 розетки", "3 sockets"),
             ("5 розеток", "5 sockets")),
             _sizes(("1,5 м", "1.5 m", 1.0), ("3 м", "3 m", 1.4), ("5 м", "5 m", 1.9)), 190, 340),
        Sort(("Наушники", "Headphones"), (("проводные", "wired"), ("беспроводные", "wireless")),
             ONE, 390, 2400, season="holidays"),
        Sort(("Батарейки", "Batteries"), (("AA", "AA"), ("AAA", "AAA")),
             _sizes(("4 шт.", "4 pcs", 1.0), ("10 шт.", "10 pcs", 2.2)), 70, 160,
             season="holidays"),
        Sort(("Зарядное устройство", "Charger"), (("USB-C, 20 Вт", "USB-C, 20 W"),
             ("USB-C, 65 Вт", "USB-C, 65 W")), ONE, 420, 1600),
        Sort(("Накопитель USB", "USB drive"), COLOURS[1:3],
             _sizes(("32 ГБ", "32 GB", 1.0), ("64 ГБ", "64 GB", 1.4), ("128 ГБ", "128 GB", 2.1)),
             290, 480, season="school"),
        Sort(("Обогреватель", "Heater"), (("масляный", "oil"), ("конвектор", "convector")),
             _sizes(("1 кВт", "1 kW", 1.0), ("2 кВт", "2 kW", 1.5)), 1700, 3200,
             season="winter"),
        Sort(("Вентилятор", "Fan"), (("настольный", "desk"), ("напольный", "floor")), ONE,
             950, 2100, season="summer"),
    ),
)  # fmt: skip

GROUPS = (FOOD, HOME, TOOLS, PAPER, ELECTRONICS)
