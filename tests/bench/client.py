"""The web application of a base in this process, asked as a program and as a browser ask it."""

import re
from functools import cached_property
from html import unescape

from webob import Request

from tradepost.core.access.users import Users
from tradepost.core.app import make_app
from tradepost.core.command.process import FRONTS

PASSWORD = "violet tractor sings"


class Client:
    """An administrator with a token and a browser's cookie; no network between."""

    def __init__(self, house):
        self.app = make_app(house, FRONTS)
        with house.work() as work:
            users = Users(work)
            user = users.by_name("bench")  # of a base that is kept
            if user is None:
                user = users.create("bench", roles=["administrator"], password=PASSWORD)
            token = users.create_token(user)
        self.headers = {"Authorization": f"Bearer {token}"}
        self.cookie = self._signed_in()

    def rest(self, path):
        """The JSON answer of the API, as bytes."""
        return self._answer(Request.blank(f"/api/v1{path}", headers=self.headers)).body

    def page(self, path):
        """A page of the back office, as bytes."""
        return self._answer(Request.blank(path, headers={"Cookie": self.cookie})).body

    def send(self, path, fields):
        """The answer to a form that a page's script has sent, as bytes."""
        headers = {"Cookie": self.cookie, "X-CSRF-Token": self._token, "HX-Request": "true"}
        return self._answer(Request.blank(path, POST=fields, headers=headers)).body

    @cached_property
    def _token(self):
        page = unescape(self.page("/").decode())
        return re.search(r'X-CSRF-Token": "(\w+)"', page)[1]

    def _answer(self, request):
        answer = request.get_response(self.app)
        assert answer.status_int == 200, (request.path, answer.status, answer.text[:500])
        return answer

    def _signed_in(self):
        form = Request.blank("/sign-in").get_response(self.app)
        hidden = dict(re.findall(r'name="(\w+)"[^>]*value="([^"]*)"', form.text))
        fields = {**hidden, "name": "bench", "password": PASSWORD}
        cookie = _cookies(form)
        asked = Request.blank("/sign-in", POST=fields, headers={"Cookie": cookie})
        answer = asked.get_response(self.app)
        assert answer.status_int == 303, answer.text[:500]
        return "; ".join(filter(None, (cookie, _cookies(answer))))


def _cookies(answer):
    return "; ".join(one.partition(";")[0] for one in answer.headers.getall("Set-Cookie"))
