"""Of a framework's stylesheet only what concerns plain elements is kept."""

import re

import assets
from elements import elements, split

SHEET = """@charset "utf-8";
/* { a brace in a comment */
:root{--a:#111;--b:var(--a);--c:2px}
[data-bs-theme=dark]{--a:#eee}
body{color:var(--b);content:"}"}
.btn,a:not(.nav):hover,h1{margin:0}
@media (min-width:10px){.row{x:y} p{padding:1px}}
@media print{.only{x:y}}
@keyframes spin{from{x:y}}
[data-bs-toggle=tab]{x:y}
"""


def test_rules_of_classes_go_and_those_of_elements_stay():
    kept = elements(SHEET)
    assert 'body{color:var(--b);content:"}"}' in kept
    assert "h1{margin:0}" in kept
    assert "@media (min-width:10px){p{padding:1px}}" in kept
    for gone in (".btn", ".nav", ".row", ".only", "keyframes", "toggle", "comment"):
        assert gone not in kept


def test_only_values_that_are_used_stay_with_what_they_are_made_of():
    kept = elements(SHEET)
    assert ":root{--a:#111;--b:var(--a)}" in kept
    assert "[data-bs-theme=dark]{--a:#eee}" in kept
    assert "--c" not in kept


def test_a_mark_inside_brackets_parts_nothing():
    assert split("a:is(b,c),d[e=','],f", ",") == ["a:is(b,c)", "d[e=',']", "f"]


def test_what_our_pages_are_drawn_with_is_small_and_whole():
    kept = (assets.VENDOR / "tabler" / "elements.css").read_text()
    assert len(kept) < 30_000
    assert kept.count("{") == kept.count("}") > 50
    made = set(re.findall(r"(--[\w-]+):", kept))
    # Those without a value here have none in the whole sheet but inside classes.
    assert {"--tblr-body-color", "--tblr-border-width", "--tblr-font-sans-serif"} <= made


def test_our_colours_reach_every_rule_that_is_kept_and_none_that_is_gone():
    kept = (assets.VENDOR / "tabler" / "elements.css").read_text()
    for path in (assets.ROOT / "web" / "static").glob("*.css"):
        text = path.read_text()
        assert "var(--tblr-" not in text, path.name
        for name in re.findall(r"(--tblr-[\w-]+):", text):
            assert f"var({name}" in kept, f"{path.name} sets {name}, which nobody uses"
