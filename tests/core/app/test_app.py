"""The application: rights of views, sign-in, forged requests, failures, headers."""

import json
from types import SimpleNamespace

import pytest
from pyramid.exceptions import ConfigurationError
from webtest import TestApp

from tradepost.core.access.audit import journal
from tradepost.core.access.signing import Sessions, sign_in
from tradepost.core.access.users import Users
from tradepost.core.app import PUBLIC, SIGNED_IN, make_app
from tradepost.core.app.plain import read_json
from tradepost.core.errors import Invalid, Refusal, Refusals
from tradepost.core.records.errors import Collision
from tradepost.core.records.write import save

PASSWORD = "violet tractor sings"


def views(config):
    def put(name, pattern, view, right, **more):
        config.add_route(name, pattern)
        config.add_view(view, route_name=name, right=right, renderer="json", **more)

    put("open", "/open", lambda request: {"user": "anybody", "csrf": _csrf(request)}, PUBLIC)
    put("mine", "/mine", lambda request: {"user": request.work.access.name}, SIGNED_IN)
    put("goods", "/kinds/{kind}", lambda request: {"ok": True}, "{kind}.read")
    put("buyers", "/buyers", lambda request: {"ok": True}, "toy_buyer.read")
    put("form", "/form", _save_one, SIGNED_IN)
    put("api_save", "/api/v1/save", _save_one, SIGNED_IN)
    put("api_echo", "/api/v1/echo", read_json, PUBLIC)
    put("api_fail", "/api/v1/fail", _fail, PUBLIC)
    put("fail", "/fail", _fail, PUBLIC)
    put("again", "/api/v1/again", _again, PUBLIC)


def _csrf(request):
    from pyramid.csrf import get_csrf_token

    return get_csrf_token(request)


def _save_one(request):
    return {"id": save(request.work, "toy_buyer", {"name": "New"}).id}


def _fail(request):
    if request.params.get("how") == "defect":
        raise RuntimeError("secret detail")
    raise Refusals([Invalid("one", path="a.0"), Refusal("two", amount=5)])


tries = []


def _again(request):
    save(request.work.as_house(), "toy_buyer", {"name": "Once"})
    request.work.session.flush()
    tries.append(1)
    if len(tries) < 3:
        raise Collision("both at once")
    return {"tries": len(tries)}


@pytest.fixture
def app(toy):
    with toy.work() as work:
        users = Users(work)
        ann = users.create("ann", roles=["administrator"], password=PASSWORD)
        bob = users.create("bob", roles=[], password=PASSWORD)
        toy.tokens = {"ann": users.create_token(ann), "bob": users.create_token(bob)}
    return TestApp(make_app(toy, [views]), extra_environ={"REMOTE_ADDR": "127.0.0.1"})


def signed_in(app, toy, name="ann"):
    secret = sign_in(toy, name, PASSWORD)
    app.set_cookie("tradepost", secret)
    return secret


def bearer(toy, name="ann"):
    return {"Authorization": f"Bearer {toy.tokens[name]}"}


def test_a_view_without_a_right_stops_the_start(toy):
    def careless(config):
        config.add_route("x", "/x")
        config.add_view(lambda request: {}, route_name="x", renderer="json")

    with pytest.raises(ConfigurationError, match="declares no right"):
        make_app(toy, [careless])


def test_a_right_nobody_declares_stops_the_start(toy):
    def careless(config):
        config.add_route("x", "/x")
        config.add_view(lambda request: {}, route_name="x", renderer="json", right="cat.stroke")

    with pytest.raises(ConfigurationError, match=r"cat\.stroke"):
        make_app(toy, [careless])


def test_who_has_not_signed_in_sees_public_views_alone(app):
    assert app.get("/open").json["user"] == "anybody"
    app.get("/mine", status=401)
    app.get("/api/v1/save", status=401)
    assert app.get("/nowhere", status=404).content_type == "text/html"


def test_a_session_and_a_token_each_serve_at_their_own_door(app, toy):
    secret = signed_in(app, toy)
    assert app.get("/mine").json == {"user": "ann"}
    app.post("/api/v1/save", status=401)
    app.reset()
    app.get("/mine", headers=bearer(toy), status=401)
    app.post("/api/v1/save", headers=bearer(toy))
    app.post("/api/v1/save", headers={"Authorization": "Bearer wrong"}, status=401)
    with toy.work() as work:
        Sessions(work).end(secret)
    app.set_cookie("tradepost", secret)
    app.get("/mine", status=401)


def test_rights_are_asked_for_by_kind(app, toy):
    signed_in(app, toy, "bob")
    app.get("/kinds/toy_good", status=403)
    app.get("/buyers", status=403)
    signed_in(app, toy, "ann")
    app.get("/kinds/toy_good")
    app.get("/kinds/no_such", status=404)


def test_a_denial_is_remembered_with_who_was_denied_what(app, toy):
    signed_in(app, toy, "bob")
    app.get("/kinds/toy_good", status=403)
    app.post("/api/v1/save", headers=bearer(toy, "bob"), status=403)
    with toy.work() as work:
        told = journal(work, action="denied")
    assert {(one.user, one.after["what"], one.after["path"]) for one in told} == {
        ("bob", "toy_good.read", "/kinds/toy_good"),
        ("bob", "toy_buyer.create", "/api/v1/save"),
    }


def test_a_forged_form_is_refused(app, toy):
    signed_in(app, toy)
    app.post("/form", status=403)
    token = app.get("/open").json["csrf"]
    app.post("/form", headers={"X-CSRF-Token": token})
    app.post("/form", {"csrf_token": token})
    signed_in(app, toy)
    app.post("/form", {"csrf_token": token}, status=403)


def test_a_visitor_has_a_token_of_his_own(app):
    token = app.get("/open").json["csrf"]
    assert app.get("/open").json["csrf"] == token
    assert app.cookies["tradepost_visitor"]
    app.post("/form", {"csrf_token": token}, status=401)


def test_refusals_are_told_as_problems(app):
    answer = app.get("/api/v1/fail", status=422, headers={"Accept-Language": "en"})
    assert answer.content_type == "application/problem+json"
    assert answer.json == {
        "type": "about:blank",
        "title": "Unprocessable Entity",
        "status": 422,
        "detail": "one",
        "refusals": [
            {"code": "invalid", "message": "one", "path": "a.0", "remedy": None},
            {"code": "refused", "message": "two", "path": "", "remedy": None, "amount": 5},
        ],
    }
    assert "one" in app.get("/fail", status=422).text


def test_a_defect_tells_its_number_and_nothing_more(app, monkeypatch):
    logged = []
    log = SimpleNamespace(error=lambda event, **facts: logged.append(facts))
    monkeypatch.setattr("tradepost.core.app.failures.log", log)
    answer = app.get("/api/v1/fail?how=defect", status=500)
    assert "secret" not in answer.text
    number = answer.json["instance"].removeprefix("urn:defect:")
    assert number in answer.text
    assert logged[0]["defect"] == number
    assert isinstance(logged[0]["exc_info"], RuntimeError)
    assert "secret" not in app.get("/fail?how=defect", status=500).text
    app.get("/api/v1/fail?how=%ff", status=500)


def test_a_get_leaves_no_trace(app, toy):
    signed_in(app, toy)
    app.get("/form")
    with toy.work() as work:
        assert work.session.query(work.schema.records["toy_buyer"]).count() == 0


def test_a_request_given_up_for_another_one_is_tried_again(app, toy):
    tries.clear()
    assert app.post("/api/v1/again").json == {"tries": 3}
    with toy.work() as work:
        assert work.session.query(work.schema.records["toy_buyer"]).count() == 1


@pytest.mark.parametrize(
    "body",
    [b"{", b"\xff\xfe", b'{"a": NaN}', b'{"a": 1, "a": 2}', b"[" * 100 + b"]" * 100, b"", b"\xef\xbb\xbf{}",
     b"[" * 100_000, b"Infinity", b"1" * 5000 + b"x"],
)  # fmt: skip
def test_a_body_that_is_no_json_is_refused(app, body):
    app.post("/api/v1/echo", body, content_type="application/json", status=400)


def test_numbers_come_in_without_a_float(app):
    sent = b'[1.10, 12345678901234567890.123, 7, 1e5, "\xd0\xb6"]'
    answer = app.post("/api/v1/echo", sent, content_type="application/json")
    assert json.loads(answer.body) == ["1.10", "12345678901234567890.123", 7, "1e5", "ж"]
    assert "ж".encode() in answer.body


def test_every_answer_carries_its_headers(app, toy):
    for answer in (app.get("/open"), app.get("/mine", status=401), app.get("/nope", status=404)):
        assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
    secure = app.get("/open", extra_environ={"wsgi.url_scheme": "https"})
    assert "__Host-tradepost_visitor" in secure.headers["Set-Cookie"]
    assert "secure" in secure.headers["Set-Cookie"].lower()
    assert "Strict-Transport-Security" in secure.headers


def test_a_request_beyond_measure_is_not_read(app):
    answer = app.post("/api/v1/echo", b"x", headers={"Content-Length": str(10**9)}, status=413)
    assert answer.json["refusals"][0]["code"] == "too_large"
