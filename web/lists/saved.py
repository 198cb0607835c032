"""Views of a list kept under a name: one's own, a role's, everybody's."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from ...core.access.roles import Roles
from ...core.arrangements import SHARE, Arrangement, Arrangements
from ...core.errors import Invalid, Refusal, Unknown
from ...core.schema.record import Record
from ...core.texts import Texts
from .asked import ALL, KIND, Asked

_ = Texts("tradepost.web")

LONGEST = 60


class Saving:
    """The dialog of views of one list."""

    def __init__(self, request: Any) -> None:
        self.request = request
        self.work = request.work
        self.cls: type[Record] = request.list_class
        self.at = request.params.get("at", "")
        self.asked = Asked(request.work, self.cls, dict(parse_qsl(self.at)))
        self.arrangements = Arrangements(self.work)

    @property
    def address(self) -> str:
        """Of the list."""
        return str(self.request.list_address)

    @property
    def view(self) -> Arrangement | None:
        """The view that is chosen."""
        return self.asked.view

    @property
    def may_share(self) -> bool:
        """Whether this person may keep views for others."""
        return bool(self.work.access.may(SHARE))

    @property
    def may_change(self) -> bool:
        """Whether this person may change the view that is chosen."""
        return self.view is not None and (self.view.whose == "mine" or self.may_share)

    @property
    def is_default(self) -> bool:
        """Whether the list opens with the view that is chosen."""
        return self.view is not None and self.asked.default == str(self.view.id)

    def roles(self) -> list[tuple[str, Any]]:
        """The roles views may be kept for."""
        return [(one.name, one.title) for one in Roles(self.work).all().values()]

    def done(self) -> str:
        """Do what the pressed button says; answers where the list goes on.

        Raises:
            Refusal: where it can not be done.
        """
        post = self.request.POST
        acts: Mapping[str, Any] = {
            "keep": self._keep, "overwrite": self._overwrite, "rename": self._rename,
            "drop": self._drop, "open_with": self._open_with, "open_plain": self._open_plain,
        }  # fmt: skip
        do = acts.get(post.get("do", ""))
        if do is None:
            raise Unknown(_("There is nothing at this address"))
        return str(do())

    def _content(self) -> dict[str, Any]:
        return {"sought": dict(self.asked.sought), **self.asked.layout}

    def _title(self) -> str:
        title = " ".join(self.request.POST.get("title", "").split())
        if not title:
            raise Invalid(_("Give the view a name"), path="title")
        if len(title) > LONGEST:
            raise Invalid(
                _("The name is longer than {longest} letters", longest=LONGEST), path="title"
            )
        return title

    def _keep(self) -> str:
        title, whose = self._title(), self.request.POST.get("whose", "mine")
        role = whose.removeprefix("role:") if whose.startswith("role:") else ""
        if role and role not in Roles(self.work).all():
            raise Invalid(_("There is no such role"), path="whose")
        self._require_free(title, whose, role)
        made = self.arrangements.keep(
            KIND, self.cls.kind, self._content(), title=title, role=role, for_all=whose == "all"
        )
        if self.request.POST.get("default"):
            self._default(str(made.id))
        return self._at(made)

    def _require_free(self, title: str, whose: str, role: str) -> None:
        for one in self.asked.views:
            same = one.role == role and one.whose == whose.partition(":")[0]
            if same and one.title.casefold() == title.casefold():
                raise Invalid(
                    _("There is a view “{title}” already", title=title), path="title",
                    remedy=_("Choose it and overwrite it, or take another name"),
                )  # fmt: skip

    def _chosen(self) -> Arrangement:
        if self.view is None or not self.may_change:
            raise Unknown(_("There is no view of yours here"))
        return self.view

    def _overwrite(self) -> str:
        view = self._chosen()
        content = self._content()
        self.asked.lay_out(columns=None, widths=None, tones=None)
        self._store(view, view.title, content)
        return self._at(view)

    def _rename(self) -> str:
        view, title = self._chosen(), self._title()
        if title != view.title:
            self._require_free(title, view.whose, view.role)
            self.arrangements.rename(view.id, title)
        return self._at(view)

    def _store(self, view: Arrangement, title: str, content: Mapping[str, Any]) -> None:
        self.arrangements.keep(
            KIND, self.cls.kind, content, title=title, role=view.role, for_all=view.whose == "all"
        )

    def _drop(self) -> str:
        view = self._chosen()
        if self.is_default and self.asked.mine.get("default") == str(view.id):
            self._default("")
        self.arrangements.drop(view.id)
        return f"{self.address}?view={ALL}"

    def _open_with(self) -> str:
        if self.view is None:
            raise Unknown(_("There is no view of yours here"))
        self._default(str(self.view.id))
        return self._at(self.view)

    def _open_plain(self) -> str:
        self._default(ALL)
        return f"{self.address}?view={ALL}"

    def _default(self, key: str) -> None:
        mine = Asked(self.work, self.cls, {}).mine
        content = {**mine, "default": key}
        self.arrangements.keep(KIND, self.cls.kind, content)

    def _at(self, view: Arrangement) -> str:
        return f"{self.address}?view={view.id}"


def show(request: Any) -> dict[str, Any]:
    """The dialog."""
    return {"saving": Saving(request), "fault": None}


def store(request: Any) -> dict[str, Any]:
    """Do what was chosen, and go on with the list."""
    saving = Saving(request)
    try:
        with request.work.session.begin_nested():
            address = saving.done()
    except Refusal as why:
        request.tm.doom()
        request.response.status = why.status
        return {"saving": saving, "fault": why}
    request.override_renderer = "lists/go.jinja2"
    return {"go": address}


def includeme(config: Any) -> None:
    """The routes of the dialog."""
    config.add_route("list_views", "/{group:catalogs|documents}/{kind}/views")
    page = {"right": "{kind}.read", "renderer": "lists/views.jinja2"}
    config.add_view(show, route_name="list_views", request_method="GET", **page)
    config.add_view(store, route_name="list_views", request_method="POST", **page)
