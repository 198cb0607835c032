import pytest

from tradepost.plugins.parties.accounts import fault_of_account, fault_of_bic, key_holds


@pytest.mark.parametrize(
    ("account", "bic"),
    [
        ("40702810938000060473", "044525225"),
        ("30101810400000000225", "044525225"),
        ("03100643000000018500", "019923923"),  # the treasury has a rule of its own
        ("40702810938000060473", ""),
    ],
)
def test_accounts_of_papers_look_right(account, bic):
    assert fault_of_account(account, bic) is None


@pytest.mark.parametrize("account", ["40702810938000060474", "4070281093800006047", "none"])
def test_a_mistyped_account_is_told(account):
    assert fault_of_account(account, "044525225") is not None


def test_a_letter_stands_for_a_digit():
    digits = "40702810938000060473"
    assert key_holds(digits, "225") == key_holds(digits[:5] + "K" + digits[6:], "225") is False
    assert key_holds(digits.replace("810", "A10"), "225") == key_holds(
        digits.replace("810", "010"), "225"
    )


def test_a_bic_has_nine_digits():
    assert fault_of_bic("044525225") is None
    assert fault_of_bic("04452522") is not None
