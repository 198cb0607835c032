"""A program that talks to the API of a toy house."""

import pytest
from webtest import TestApp

from tradepost.core.access.users import Users
from tradepost.core.app import make_app

PASSWORD = "violet tractor sings"


class Program:
    """Calls the API with the token of a user."""

    def __init__(self, house, app, token):
        self.house, self.app = house, app
        self.headers = {"Authorization": f"Bearer {token}", "Accept-Language": "en"}

    def call(self, method, path, body=None, status=None, **headers):
        """The answer to a call; `status` is what is expected."""
        do = getattr(self.app, f"{method.lower()}_json") if body is not None else None
        headers = self.headers | {name.replace("_", "-"): one for name, one in headers.items()}
        if do:
            return do(f"/api/v1{path}", body, headers=headers, status=status)
        if method == "POST":
            return self.app.post(
                f"/api/v1{path}", b"", headers=headers, status=status,
                content_type="application/json",
            )  # fmt: skip
        return getattr(self.app, method.lower())(f"/api/v1{path}", headers=headers, status=status)

    def get(self, path, status=None, **headers):
        return self.call("GET", path, status=status, **headers).json

    def post(self, path, body=None, status=None, **headers):
        return self.call("POST", path, body, status, **headers).json

    def patch(self, path, body, status=None, **headers):
        return self.call("PATCH", path, body, status, **headers).json

    def codes(self, method, path, body=None, status=None, **headers):
        """The refusals as {path: code}."""
        told = self.call(method, path, body, status, **headers).json["refusals"]
        return {one["path"]: one["code"] for one in told}


def program(house, name="robot", roles=("administrator",), app=None):
    """A program with a user and token of its own."""
    with house.work() as work:
        users = Users(work)
        user = users.create(name, roles=list(roles), password=PASSWORD)
        token = users.create_token(user)
    app = app or TestApp(make_app(house, ["tradepost.web.api"]))
    return Program(house, app, token)


@pytest.fixture
def api(toy):
    """The API of the toy house, as an administrator's program sees it."""
    return program(toy)
