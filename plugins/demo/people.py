"""People and firms that do not exist: names, addresses, telephones. Pure, by chance alone."""

from dataclasses import dataclass, field
from random import Random

from . import numbers

MEN = ("Алексей", "Борис", "Виктор", "Глеб", "Денис", "Егор", "Илья", "Кирилл", "Максим",
       "Никита", "Олег", "Павел", "Роман", "Степан", "Фёдор")  # fmt: skip
WOMEN = ("Анна", "Валентина", "Галина", "Дарья", "Екатерина", "Ирина", "Ксения", "Лариса",
         "Марина", "Надежда", "Ольга", "Полина", "Светлана", "Юлия")  # fmt: skip
FAMILIES = ("Аксёнов", "Белов", "Воронин", "Громов", "Дятлов", "Ершов", "Жилин", "Зимин",
            "Калинин", "Ларин", "Мельников", "Носов", "Орехов", "Панин", "Рябов", "Соболев",
            "Тихонов", "Ушаков", "Фролов", "Щукин")  # fmt: skip
FATHERS = ("Алексеев", "Борисов", "Викторов", "Иванов", "Максимов", "Олегов", "Павлов",
           "Петров", "Романов", "Фёдоров")  # fmt: skip
FIRMS = ("Берёзка", "Горизонт", "Заря", "Исток", "Каравай", "Лесное", "Маяк", "Надежда",
         "Орбита", "Околица", "Радуга", "Северянка", "Тополь", "Уют", "Феникс",
         "Хозяюшка", "Ярмарка", "Вектор", "Атриум", "Сфера", "Родник", "Метелица", "Пристань",
         "Соната", "Вершина")  # fmt: skip
TRADES = ("Торг", "Снаб", "Опт", "Маркет", "Сервис", "Плюс", "Групп", "Дом")
CITIES = (
    ("101000", "г. Москва"), ("190000", "г. Санкт-Петербург"), ("620014", "г. Екатеринбург"),
    ("630099", "г. Новосибирск"), ("420111", "г. Казань"), ("443010", "г. Самара"),
    ("350000", "г. Краснодар"), ("603000", "г. Нижний Новгород"), ("454091", "г. Челябинск"),
)  # fmt: skip
STREETS = ("Садовая", "Лесная", "Набережная", "Полевая", "Заводская", "Вокзальная", "Мира",
           "Школьная", "Речная", "Складская", "Ремесленная", "Торговая")  # fmt: skip
LATIN = str.maketrans(
    dict(zip("абвгдеёзийклмнопрстуфхцыэ", "abvgdeeziyklmnoprstufhcye", strict=True))
    | {"ж": "zh", "ч": "ch", "ш": "sh", "щ": "sch", "ю": "yu", "я": "ya", "ъ": "", "ь": ""}
)


@dataclass(frozen=True)
class Somebody:
    """A firm or a person, as a card is filled in."""

    name: str
    full_name: str
    kind: str
    tax_id: str
    kpp: str
    ogrn: str
    address: str
    contacts: tuple[tuple[str, str], ...] = field(default=())


def latin(text: str) -> str:
    """A Russian word as it stands in an address of mail."""
    return "".join(one for one in text.lower().translate(LATIN) if one.isalnum())


def full_name(chance: Random) -> str:
    """Family name, name and patronymic."""
    family, father = chance.choice(FAMILIES), chance.choice(FATHERS)
    if chance.random() < 0.5:
        return f"{family} {chance.choice(MEN)} {father}ич"
    return f"{family}а {chance.choice(WOMEN)} {father}на"


def address(chance: Random) -> str:
    """Where somebody might live or trade."""
    code, city = chance.choice(CITIES)
    return f"{code}, {city}, ул. {chance.choice(STREETS)}, д. {chance.randint(1, 120)}"


def phone(chance: Random) -> str:
    """A number of the range that is kept for films and books nowhere, and so rings nowhere."""
    return f"+7 000 {chance.randint(100, 999)}-{chance.randint(10, 99)}-{chance.randint(10, 99)}"


def firm(chance: Random, taken: set[str]) -> Somebody:
    """A company, or now and then an entrepreneur, of a name nobody has yet."""
    person = full_name(chance)
    if chance.random() < 0.2:
        name, inn = f"ИП {person}", numbers.person_inn(chance)
        long = f"Индивидуальный предприниматель {person}"
    else:
        name = _firm_name(chance, taken)
        inn = numbers.company_inn(chance)
        long = f"Общество с ограниченной ответственностью «{name}»"
        name = f"{name} ООО"
    if name in taken:
        return firm(chance, taken)
    taken.add(name)
    mail = f"{latin(name.removesuffix(' ООО').removeprefix('ИП ').split()[0])}@example.com"
    company = len(inn) == 10
    return Somebody(
        name,
        long,
        "company",
        inn,
        numbers.kpp(inn) if company else "",
        numbers.ogrn(chance, inn),
        address(chance),
        (("phone", phone(chance)), ("email", mail)),
    )


def buyer(chance: Random, taken: set[str]) -> Somebody:
    """A private person who buys."""
    name = full_name(chance)
    if name in taken:
        return buyer(chance, taken)
    taken.add(name)
    mail = f"{latin(name.split()[0])}.{chance.randint(1, 99)}@example.com"
    contacts = (("phone", phone(chance)), ("email", mail))
    return Somebody(name, name, "person", "", "", "", address(chance), contacts)


def _firm_name(chance: Random, taken: set[str]) -> str:
    name = chance.choice(FIRMS)
    if chance.random() < 0.6 or f"{name} ООО" in taken:
        name = f"{name}-{chance.choice(TRADES)}"
    if f"{name} ООО" in taken:
        name = f"{name} {chance.randint(2, 99)}"
    return name
