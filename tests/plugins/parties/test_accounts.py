import pytest

from tradepost.plugins.parties.accounts import fault_of_account, fault_of_bic, key_holds


@pytest.mark.parametrize(
    ("account", "bic"),
    [
        ("40702810438000060473", "044525225"),
        ("30101810400000000225", "044525225"),
        ("03100643000000018500", "019923923"),  # the treasury has a rule of its own
        ("40702810438000060473", ""),
    ],
)
def test_accounts_of_papers_look_right(account, bic):
    assert fault_of_account(account, bic) is None


@pytest.mark.parametrize("account", ["40702810438000060474", "4070281093800006047", "none"])
def test_a_mistyped_account_is_told(account):
    assert fault_of_account(account, "044525225") is not None


def test_a_letter_stands_for_a_digit():
    assert key_holds("40702810438000060473", "225")
    assert key_holds("40702A10438000060473", "225") == key_holds("40702010438000060473", "225")


def test_a_bic_has_nine_digits():
    assert fault_of_bic("044525225") is None
    assert fault_of_bic("04452522") is not None
