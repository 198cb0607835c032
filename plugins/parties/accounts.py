"""Bank details: БИК and the key of an account. Pure checks.

The key: the last three digits of the БИК (for accounts at offices of the Bank of Russia: 0 and
its digits 5 and 6) stand before the account; the products with the weights 7, 1, 3 repeated,
each modulo 10, add up to a multiple of ten. Letters in the sixth place of an account stand
for digits. Treasury accounts break the rule in practice, so a wrong key is told, never
refused.
"""

import re

from ...core import Text, Texts

_ = Texts(__package__)

LETTERS = {letter: str(digit) for digit, letter in enumerate("ABCEHKMPTX")}
ACCOUNT = re.compile(r"[0-9]{5}[0-9ABCEHKMPTX][0-9]{14}")
BIC = re.compile(r"[0-9]{9}")
TREASURY = ("03", "00")
"""First digits of accounts whose key does not hold by the rule."""


def fault_of_bic(bic: str) -> Text | None:
    """What is wrong with a БИК, or None."""
    return None if BIC.fullmatch(bic) else _("BIC “{bic}” must have nine digits", bic=bic)


def fault_of_account(account: str, bic: str) -> Text | None:
    """What looks wrong about an account of a Russian bank, or None."""
    if not ACCOUNT.fullmatch(account):
        return _("Account {account} must have twenty digits", account=account)
    if not BIC.fullmatch(bic) or account.startswith(TREASURY):
        return None
    if key_holds(account, bic[-3:]) or key_holds(account, "0" + bic[4:6]):
        return None
    return _("Account {account} does not fit BIC {bic}", account=account, bic=bic)


def key_holds(account: str, before: str) -> bool:
    """Whether the digits of an account add up with the three digits of its bank."""
    digits = before + "".join(LETTERS.get(sign, sign) for sign in account)
    return sum(int(d) * (7, 1, 3)[place % 3] % 10 for place, d in enumerate(digits)) % 10 == 0
