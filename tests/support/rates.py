"""Files of daily rates as the Bank of Russia writes them, made small."""

ROW = (
    "<Valute ID='R1'><NumCode>{n}</NumCode><CharCode>{c}</CharCode><Nominal>{per}</Nominal>"
    "<Name>{name}</Name><Value>{value}</Value></Valute>"
)


def a_file(*rows, day="09.11.2024", head=""):
    text = f'<?xml version="1.0" encoding="windows-1251"?>{head}<ValCurs Date="{day}">'
    return (text + "".join(rows) + "</ValCurs>").encode("cp1251")


def row(c="USD", value="97,8335", per="1", n="840", name="Доллар США"):
    return ROW.format(c=c, value=value, per=per, n=n, name=name)
