"""Pages made from the code say what the code says."""

from types import SimpleNamespace

import pytest

import docs
import hook_page
import licence_page
import setting_page
from tradepost.core.hookspecs import hookimpl, posting


def test_a_hook_stands_on_the_page_with_its_exact_signature():
    text = hook_page.section(posting.check_posting)
    assert "def check_posting(posting: Posting) -> list[Refusal]" in text
    assert "Object to the posting of a document." in text


def test_every_hook_stands_on_the_page():
    page = hook_page.page()
    hooks = [hook for module in hook_page.moments() for hook in hook_page.hooks(module)]
    assert len(hooks) > 10
    assert all(f"### {hook.__name__}\n" in page for hook in hooks)


def test_a_hook_nobody_of_ours_uses_is_named(monkeypatch):
    class Stock:
        @hookimpl
        def check_posting(self):
            """Object to a shortage."""

    monkeypatch.setattr(hook_page.plugins_here, "bundled", lambda: {"stock": Stock()})
    unused = hook_page.unused()
    assert "on_posted" in unused
    assert "check_posting" not in unused


def test_a_setting_stands_with_type_default_and_purpose():
    setting = SimpleNamespace(name="prefix", type=str, default="SN", help="Printed before numbers")
    plugin = SimpleNamespace(title="Serials", needs=("items",), settings=(setting,))
    assert "| `prefix` | str | `'SN'` | Printed before numbers |" in setting_page.table(plugin)


def test_a_stale_page_fails_the_check_and_is_written_anew(tmp_path, monkeypatch):
    monkeypatch.setattr(docs, "DOCS", tmp_path)
    monkeypatch.setattr(docs, "PAGES", {"one.md": lambda: "new"})
    assert docs.main(["--check"]) == 1
    assert docs.main([]) == 0
    assert docs.main(["--check"]) == 0
    assert (tmp_path / "one.md").read_text() == "new"


@pytest.mark.parametrize("licence", ["MIT", "MIT AND PSF-2.0", "LGPL-3.0-only", "Apache-2.0"])
def test_licences_we_take(licence):
    assert licence_page.taken(licence)


@pytest.mark.parametrize(
    "licence", ["GPL-3.0", "AGPL-3.0-only", "MIT AND GPL-2.0", "", "BUSL-1.1"]
)
def test_licences_we_do_not_take(licence):
    assert not licence_page.taken(licence)


def test_a_package_without_a_reason_is_not_taken(monkeypatch):
    monkeypatch.setattr(licence_page, "requires", lambda _: ["leftpad"])
    with pytest.raises(licence_page.NotTaken, match="leftpad"):
        licence_page.page()
