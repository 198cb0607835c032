"""The field that leads anywhere: places, new documents, reports, records, settings, help.

Words may stand in either language and in any form; typed with the other keyboard layout they
are read all the same. A kind named first (`order 15`) narrows the search to its records.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from ..core.app import SIGNED_IN
from ..core.records.finding import Found, find_records
from ..core.schema.forms import other_layout, same_word
from ..core.schema.record import search_key
from ..core.texts import LANGUAGES, Text, Texts
from .navigation import CATALOGS, DOCUMENTS, REGISTERS, REPORTS
from .record_templates import offered

_ = Texts(__package__)

LONGEST = 200
MOST = {"screens": 7, "new": 4, "reports": 6, "settings": 4, "help": 4}
TITLES = {
    "exact": _("Fits exactly"),
    "screens": _("Lists and work places"),
    "new": _("Create"),
    "reports": _("Reports and registers"),
    "settings": _("Settings"),
    "help": _("Help"),
}


@dataclass(frozen=True)
class Hit:
    """One place or record that was found."""

    title: Text | str
    address: str
    icon: str
    more: Text | str = ""
    marked: bool = False


@dataclass(frozen=True)
class Group:
    """Hits of one sort."""

    name: str
    title: Text
    hits: Sequence[Hit]


@dataclass(frozen=True)
class Place:
    """A place with the words it is found by: those of its title, and others."""

    hit: Hit
    group: str
    words: frozenset[str]
    more: frozenset[str]


@lru_cache(maxsize=4096)
def _words_of(*texts: Text | None) -> frozenset[str]:
    said = (one.into(language) for one in texts if one for language in LANGUAGES)
    plain = "".join(c if c.isalnum() else " " for c in search_key(" ".join(said)))
    return frozenset(plain.split())


class Finder:
    """Answers what one person looks for."""

    def __init__(self, request: Any) -> None:
        self.request = request
        self.work = request.work
        self.navigation = request.shell.navigation
        self.formats = request.formats
        self.registry = request.registry

    def find(self, given: str) -> tuple[list[Group], str]:
        """What fits, group by group; and the words it was read as, where not as typed."""
        found = list(self._groups(given))
        turned = other_layout(search_key(given))
        if found or not given.strip() or turned == search_key(given):
            return found, ""
        found = list(self._groups(turned))
        return found, turned if found else ""

    def _groups(self, given: str) -> Iterator[Group]:
        words = [one for one in map(_bare, search_key(given).split()) if one]
        if not words:
            return
        kinds, rest = self._named(words)
        records = self._records(" ".join(rest), kinds) if kinds else []
        known = records or self._records(given, ())
        exact = [self._record(one) for one in known if one.exact]
        if exact:
            yield Group("exact", TITLES["exact"], exact)
        if records:
            yield from self._by_kind(records)
        places = self._places(words)
        for name in ("screens", "new", "reports"):
            yield from self._of(name, places)
        if not records:
            yield from self._by_kind(known)
        for name in ("settings", "help"):
            yield from self._of(name, places)

    def _of(self, name: str, places: Sequence[Place]) -> Iterator[Group]:
        hits = [one.hit for one in places if one.group == name][: MOST[name]]
        if hits:
            yield Group(name, TITLES[name], hits)

    def _records(self, given: str, kinds: Sequence[str]) -> list[Found]:
        each = 12 if kinds else 4
        return find_records(self.work, given, kinds, each=each, most=24)

    def _by_kind(self, records: Iterable[Found]) -> Iterator[Group]:
        groups: dict[str, list[Hit]] = {}
        for one in records:
            if not one.exact:
                groups.setdefault(one.kind, []).append(self._record(one))
        for kind, hits in groups.items():
            yield Group(kind, self.work.schema.records[kind].title[1], hits)

    def _record(self, one: Found) -> Hit:
        title = self.work.schema.records[one.kind].title[0]
        shown = self.formats.text(title)
        if one.kind in self.work.schema.documents:
            moment = self.formats.moment(one.moment) if one.moment else ""
            name, more = f"{shown} {one.number}", moment
        else:
            name = one.name or one.number or shown
            more = " · ".join(filter(None, (one.number, shown)))
        group = DOCUMENTS if one.kind in self.work.schema.documents else CATALOGS
        icon = "file-text" if group == DOCUMENTS else "list-details"
        return Hit(name, f"/{group}/{one.kind}/{one.key}", icon, more, one.deleted)

    def _named(self, words: Sequence[str]) -> tuple[list[str], Sequence[str]]:
        """The kinds that the first words name, and what is looked for among them."""
        kinds: list[str] = []
        used = 0
        for many in range(1, len(words)):
            named = [one for one, known in self._kinds if _fit(words[:many], known)]
            if named:
                kinds, used = named, many
        return kinds, words[used:]

    @cached_property
    def _kinds(self) -> list[tuple[str, frozenset[str]]]:
        entries = (one for one in self.navigation.entries if one.group in (DOCUMENTS, CATALOGS))
        return [(one.kind, _words_of(one.title, one.one, one.also)) for one in entries]

    def _places(self, words: Sequence[str]) -> list[Place]:
        """The places all of whose words fit; those that fit best come first."""
        scored = []
        for one in self._known():
            by_title = _fit(words, one.words)
            if by_title or _fit(words, one.words | one.more):
                title = search_key(self.formats.text(one.hit.title))
                begins = title.startswith(words[0])
                scored.append((not by_title, not begins, len(title), title, one))
        return [one[-1] for one in sorted(scored, key=lambda row: row[:-1])]

    def _known(self) -> Iterator[Place]:
        for one in self.navigation.entries:
            group = "reports" if one.group in (REPORTS, REGISTERS) else "screens"
            section = self.navigation.section(one.section)
            hit = Hit(one.title, one.address, one.sign, section.title if section else "")
            more = (one.also, section.title if section else None)
            yield Place(hit, group, _words_of(one.title), _words_of(*more))
        for one in self.navigation.makeable:
            hit = Hit(_("{what}: new", what=one.one), one.new, "plus")
            yield Place(hit, "new", _words_of(one.one, _("New"), _("Create")), _words_of(one.also))
        for title, address in offered(self.request):
            yield Place(Hit(title, address, "copy"), "new", _words_of(title), frozenset())
        for title, address, icon in PERSONAL:
            yield Place(Hit(title, address, icon), "settings", _words_of(title), frozenset())
        for hit, words in self.registry.web_help(self.formats.language):
            yield Place(hit, "help", words, words)


PERSONAL = (
    (_("My password"), "/me", "key"),
    (_("My background work"), "/me/work", "checklist"),
    (_("Arrange the start page"), "/?arrange=1", "layout-dashboard"),
    (_("Favourites"), "/favourites", "star"),
    (_("Help: contents"), "/help", "help"),
)


def _bare(word: str) -> str:
    """The word without the marks that end it in a title: `Shipment: new`."""
    return word.rstrip(".,:;!?")


PUNCTUATION = ":;,.!?'’«»\""


def _fit(typed: Sequence[str], known: frozenset[str]) -> bool:
    words = [one.strip(PUNCTUATION) for one in typed]  # `Shipment: new` is typed as it is read
    return all(any(same_word(one, word) for word in known) for one in words if one)


def find(request: Any) -> dict[str, Any]:
    """What fits the words that have been typed."""
    words = request.params.get("q", "")[:LONGEST].replace("\0", " ")  # PostgreSQL takes none
    groups, instead = Finder(request).find(words)
    return {"groups": groups, "words": words, "instead": instead}


def includeme(config: Any) -> None:
    """The route of the field."""
    config.registry.web_help = lambda _language: ()
    config.add_route("find", "/find")
    config.add_view(
        find, route_name="find", request_method="GET", renderer="found.jinja2", right=SIGNED_IN
    )
