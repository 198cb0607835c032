"""Every hook is a promise written out: what, called when, answer, since when and how firm."""

import pytest

import hook_page

HOOKS = [hook for module in hook_page.moments() for hook in hook_page.hooks(module)]
KINDS = ("add_", "list_", "choose_", "check_", "on_")


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook.__name__)
def test_a_hook_says_what_when_answer_and_since(hook):
    said = hook.__doc__ or ""
    assert hook.__name__.startswith(KINDS)
    for part in ("\n    Called ", "\n    Answer: ", "\n    Since "):
        assert part in said, f"{hook.__name__} does not say{part}"
    assert said.rstrip().endswith(("Stable.", "Experimental.")) or "Retired in favour of" in said


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook.__name__)
def test_a_hook_is_typed(hook):
    arguments = hook.__code__.co_varnames[: hook.__code__.co_argcount]
    assert {*arguments, "return"} == set(hook.__annotations__)
    first = hook.__name__.startswith("choose_")
    assert hook.tradepost_spec["firstresult"] == first
