"""Our own styles and scripts come as one file each, kept until one of them changes."""

import gzip
import re

from webob import Request

from tradepost.web.shell import OWN_SCRIPTS, OWN_STYLES


def addresses(toy_office):
    page = toy_office.get("/sign-in").text
    return re.findall(r'(?:href|src)="(/own\.\w+\?v=\w+)"', page)


def test_a_page_asks_for_one_file_of_each_sort(office):
    css, js = addresses(office)
    assert css.startswith("/own.css")
    assert js.startswith("/own.js")


def test_everything_is_inside_in_order_and_is_kept_for_a_year(office):
    css, js = addresses(office)
    styles, scripts = office.get(css), office.get(js)
    assert styles.content_type == "text/css"
    assert scripts.content_type == "text/javascript"
    assert "immutable" in styles.headers["Cache-Control"]
    assert len(OWN_STYLES) > 10
    assert scripts.text.count('"use strict"') >= len(OWN_SCRIPTS) - 1
    assert ".tp-frame" in styles.text


def test_it_is_sent_pressed_to_who_takes_it(office):
    css, _js = addresses(office)
    asked = Request.blank(css, headers={"Accept-Encoding": "gzip, br"})
    answer = asked.get_response(office.app.app)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.body) == office.get(css).body


def test_an_address_of_yesterday_is_not_kept(office):
    answer = office.get("/own.css?v=000000000000")
    assert answer.headers["Cache-Control"] == "no-store"
