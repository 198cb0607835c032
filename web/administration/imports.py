"""The import wizard: a file, its columns, a trial with every fault, then the records."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import quote
from uuid import UUID

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.response import Response

from ...core import calls
from ...core.arrangements import Arrangements
from ...core.errors import Invalid, Refusal, Unknown
from ...core.importing import Import, Imports, Plan, guess, open_file
from ...core.importing import jobs as importing
from ...core.importing.keeping import RIGHT
from ...core.importing.plan import BOTH, MODES
from ...core.records.readers import read_key, read_text
from ...core.reporting.files import MEDIA
from ...core.texts import Text, Texts
from ..shell import tell
from . import faulty
from .given import one_line
from .import_cards import Wizard, remember
from .import_words import STATES, choices, title_of

_ = Texts("tradepost.web")

LIST = "/administration/imports"
PLUGIN = "plugin:"
MOST_COLUMNS = 256


def show_all(request: Any) -> dict[str, Any]:
    """What was imported, by whom, and what came of it."""
    work = request.work
    rows = [
        (one, user, title_of(work, one.kind, by_plugin=one.by_plugin), STATES[one.state])
        for one, user in Imports(work).listed()
    ]
    return {"rows": rows}


def show_new(request: Any, refusal: Refusal | None = None) -> dict[str, Any]:
    """The first step: what, and from which file."""
    what = request.params.get("what", "")
    return {"choices": choices(request.work), "what": what, "refusal": refusal}


def begin(request: Any) -> Any:
    """Take the file in; one that can not be read is refused at once."""
    try:
        with request.work.session.begin_nested():
            one = _sent(request)
    except Refusal as why:
        request.tm.doom()
        request.response.status = why.status
        return show_new(request, why)
    return HTTPSeeOther(f"{LIST}/{one.id}")


def _sent(request: Any) -> Import:
    what, file = request.POST.get("what", ""), request.POST.get("file")
    if not hasattr(file, "filename"):
        raise Invalid(_("No file was chosen"), path="file", remedy=_("Choose a file"))
    if not what:
        raise Invalid(_("Say what the file holds"), path="what")
    name, content = _name(file.filename), file.file.read()
    imports = Imports(request.work)
    if what.startswith(PLUGIN):
        kind = what.removeprefix(PLUGIN)
        importer = next((i for i in calls.importers(request.work.hooks) if i.kind == kind), None)
        if importer is None:
            raise Unknown(_("There is nothing at this address"))
        request.work.access.require(importer.right)
        return imports.begin(kind, name, content, by_plugin=True)
    open_file(content)
    return imports.begin(what, name, content)


def _name(given: str) -> str:
    """The name of a file without folders and without what no screen can show."""
    last = given.replace("\\", "/").rpartition("/")[2][:200]
    try:
        return read_text(last, 200) or "?"
    except Invalid:
        return "?"


def show(request: Any) -> dict[str, Any]:
    """The step the import is at."""
    one = Imports(request.work).get(UUID(request.matchdict["id"]))
    part = request.headers.get("HX-Request") == "true"
    request.override_renderer = f"administration/import{'_part' if part else ''}.jinja2"
    wizard = Wizard(request.work, one)
    if part and not wizard.is_busy:  # the page looks quite different now
        request.response.headers["HX-Refresh"] = "true"
    return {"wizard": wizard, "saved": ""}


def act(request: Any) -> Any:
    """Do what the pressed button says; a refusal leaves the page as it was filled in."""
    work, key = request.work, UUID(request.matchdict["id"])
    action = _ACTIONS.get(request.POST.get("do", ""))
    if action is None:
        raise Unknown(_("There is nothing at this address"))
    try:
        with work.session.begin_nested():
            told = action(request, Imports(work).get(key, own=True))
    except Refusal as why:
        request.tm.doom()
        request.response.status = why.status
        one = Imports(work).get(key, own=True)
        sent = _plan(request, one.kind) if request.POST.get("do") == "check" else None
        return {"wizard": Wizard(work, one, why, sent), "saved": ""}
    gone = request.POST["do"] == "drop"
    answer = HTTPSeeOther(LIST if gone else f"{LIST}/{key}")
    return answer if told is None else tell(request, answer, told)


def _plan(request: Any, kind: str) -> Plan:
    post: Mapping[str, str] = request.POST
    columns = {
        place: path
        for place in range(MOST_COLUMNS)
        if (path := one_line(post.get(f"column.{place}")))
    }
    names = {one_line(n).removesuffix(":text") for n in post if n.startswith("same.")}
    same = {
        name.removeprefix("same."): text
        for name in names
        if (text := one_line(post.get(name) or post.get(f"{name}:text")))
    }
    mode = post.get("mode", BOTH)
    return Plan(
        kind, columns, one_line(post.get("key")), mode if mode in MODES else BOTH, same,
        bool(post.get("rounds")), str(request.formats.zone), one_line(post.get("sheet")),
        _whole(post.get("head", "")),
    )  # fmt: skip


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


def _check(request: Any, one: Import) -> Text | None:
    if one.by_plugin:
        importing.check(request.work, Imports(request.work).open(one.id))
        return None
    plan = _plan(request, one.kind)
    wizard = Wizard(request.work, one, None, plan)
    Imports(request.work).plan(one.id, plan)
    remember(wizard, plan, one_line(request.POST.get("keep_as"), 80))
    importing.check(request.work, one)
    return None


def _look(request: Any, one: Import) -> Text | None:
    """Another sheet, or another row of titles: columns are guessed anew."""
    sent = _plan(request, one.kind)
    plan = Plan(one.kind, sheet=sent.sheet, head=sent.head, zone=sent.zone)
    Imports(request.work).plan(one.id, plan)
    return None


def _match(request: Any, one: Import) -> Text | None:
    """Match columns as it was kept under a name."""
    kept = Arrangements(request.work).get(read_key(request.POST.get("saved", "")))
    wizard = Wizard(request.work, one)
    columns = guess(wizard.titles, wizard.targets, kept.content.get("titles", {}))
    changed = replace(wizard.plan, columns=columns, key=kept.content.get("key", ""))
    Imports(request.work).plan(one.id, changed)
    return None


def _back(request: Any, one: Import) -> Text | None:
    Imports(request.work).plan(one.id, Plan.of(one.plan) if one.plan else Plan(one.kind))
    return None


def _take(request: Any, one: Import) -> Text | None:
    importing.take(request.work, one, only_good=request.POST.get("only_good") == "yes")
    return None


def _stop(request: Any, one: Import) -> Text | None:
    importing.stop(request.work, one)
    return _("Cancelled")


def _undo(request: Any, one: Import) -> Text | None:
    importing.undo(request.work, one)
    return None


def _drop(request: Any, one: Import) -> Text | None:
    Imports(request.work).drop(one.id)
    return _("The file is forgotten")


_ACTIONS: Mapping[str, Callable[[Any, Import], Text | None]] = {
    "check": _check, "look": _look, "match": _match, "back": _back, "take": _take,
    "stop": _stop, "undo": _undo, "drop": _drop,
}  # fmt: skip


def download(request: Any) -> Response:
    """The file with what is wrong beside each row."""
    one = Imports(request.work).get(UUID(request.matchdict["id"]), own=True)
    media = request.matchdict["media"]
    content = faulty.written(request.work, one, media)
    response = Response(body=content, content_type=MEDIA[media].partition(";")[0])
    stem = one.file_name.rpartition(".")[0] or one.file_name
    name = quote(f"{stem}-{_('faults').into(request.language)}.{media}")
    response.content_disposition = f"attachment; filename*=UTF-8''{name}"
    return response


def includeme(config: Any) -> None:
    """The routes of the wizard."""
    key = "{id:[0-9a-fA-F-]{36}}"
    config.add_route("imports", LIST)
    config.add_route("import_new", f"{LIST}/new")
    config.add_route("import", f"{LIST}/{key}")
    config.add_route("import_faults", f"{LIST}/{key}/faults.{{media:csv|xlsx}}")
    pages = (
        ("imports", "GET", show_all, "imports"),
        ("import_new", "GET", show_new, "import_new"),
        ("imports", "POST", begin, "import_new"),
        ("import", "GET", show, "import"),
        ("import", "POST", act, "import"),
    )
    for route, method, do, template in pages:
        renderer = f"administration/{template}.jinja2"
        config.add_view(
            do, route_name=route, request_method=method, right=RIGHT, renderer=renderer
        )
    config.add_view(download, route_name="import_faults", request_method="GET", right=RIGHT)
