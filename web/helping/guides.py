"""The guide of docs/guide as pages of the house: Markdown made into safe HTML."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markupsafe import Markup

from ...core.schema.record import search_key

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "guide"
NAME = re.compile(r"([a-z0-9-]+)\.(ru|en)\.md")
_COMMENT = re.compile(r"<!--.*?-->\s*", re.DOTALL)
_KINDS = re.compile(r"<!--\s*about:\s*([a-z0-9_/ ]+?)\s*-->")


@dataclass(frozen=True)
class Guide:
    """A page of the guide in one language.

    Attributes:
        name: in its address.
        title: its first heading.
        body: what follows, as HTML.
        headings: of its parts.
        about: the kinds it tells of, and `/` for the start page: named in a comment at its top.
        words: it is found by.
    """

    name: str
    title: str
    body: Markup
    headings: Sequence[str]
    about: frozenset[str]
    words: frozenset[str]


def guides(language: str) -> Mapping[str, Guide]:
    """The pages of the guide by name; where one is not written in a language, the other's."""
    stamps = tuple(
        (path.name, path.stat().st_mtime_ns)
        for path in sorted(FOLDER.glob("*.md"))
        if NAME.fullmatch(path.name)
    )
    return _read(language, stamps)


@lru_cache(maxsize=8)
def _read(language: str, stamps: tuple[tuple[str, int], ...]) -> Mapping[str, Guide]:
    files: dict[str, str] = {}
    for file, _stamp in stamps:
        match = NAME.fullmatch(file)
        if match and (match[2] == language or match[1] not in files):
            files[match[1]] = file
    made = (_guide(name, (FOLDER / file).read_text("utf-8")) for name, file in files.items())
    return {one.name: one for one in sorted(made, key=lambda one: one.name != "first-day")}


def _guide(name: str, text: str) -> Guide:
    about = frozenset(word for found in _KINDS.findall(text) for word in found.split())
    tokens = _MARKDOWN.parse(_COMMENT.sub("", text))
    headings = [
        (one.tag, tokens[n + 1].content)
        for n, one in enumerate(tokens)
        if one.type == "heading_open"
    ]
    title = next((said for tag, said in headings if tag == "h1"), name)
    if tokens and tokens[0].type == "heading_open" and tokens[0].tag == "h1":
        tokens = tokens[3:]  # the page has its title already
    body = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    parts = [said for tag, said in headings if tag != "h1"]
    words = frozenset(re.findall(r"\w+", search_key(" ".join([title, *parts]))))
    return Guide(name, title, Markup(body), parts, about, words)  # noqa: S704 -- escaped by the parser


def _made() -> MarkdownIt:
    # `html=False`: a tag in a page is shown as text, so nothing in it can run.
    made = MarkdownIt("commonmark", {"html": False}).enable("table")
    made.add_render_rule("link_open", _link)
    made.add_render_rule("image", lambda _self, tokens, n, *_more: _plain(tokens[n].content))
    return made


def _link(self: Any, tokens: Sequence[Any], n: int, options: Any, env: Any) -> str:
    """Links lead to other pages of the guide or out of the house; files of the project are none."""
    href = str(tokens[n].attrs.get("href", ""))
    match = NAME.fullmatch(href.partition("#")[0])
    if match:
        tokens[n].attrs["href"] = f"/help/guide/{match[1]}"
    elif href.startswith("https://"):
        tokens[n].attrs |= {"rel": "noopener noreferrer", "target": "_blank"}
    elif not href.startswith("/") or href.startswith("//"):
        del tokens[n].attrs["href"]
    return str(self.renderToken(tokens, n, options, env))


def _plain(text: str) -> str:
    return str(Markup.escape(text))


_MARKDOWN = _made()
