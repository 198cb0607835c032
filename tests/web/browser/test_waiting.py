"""While an answer is on its way: a sign after a moment, what stood there stays, nothing twice."""

from contextlib import contextmanager

import pytest

from support.live import served
from support.screens import axe, settled

RUNS = """([selector, pseudo]) => {
  const one = document.querySelector(selector);
  return one ? getComputedStyle(one, pseudo).animationName : "none";
}"""


class Held:
    """Answers to some requests that do not come until they are let go."""

    def __init__(self, method):
        self.method, self.routes = method, []

    def __call__(self, route):
        if self.method != route.request.method:
            route.continue_()
        else:
            self.routes.append(route)

    def go(self):
        self.method = None
        while self.routes:
            self.routes.pop(0).continue_()


@contextmanager
def held(page, address, method="GET"):
    """Hold answers back until they are let go, or the block ends."""
    answers = Held(method)
    page.route(address, answers)
    yield answers
    answers.go()


def waits(page, selector=".tp-top", pseudo="::after"):
    return page.evaluate(RUNS, [selector, pseudo]) != "none"


def shows(page, selector=".tp-top", pseudo="::after"):
    page.wait_for_function(f"(given) => ({RUNS})(given) != 'none'", arg=[selector, pseudo])


def test_a_search_shows_that_it_runs_and_keeps_the_rows_there_were(site):
    for name in ("Tea", "Cup"):
        site.save("toy_good", name=name)
    with site.page(path="/catalogs/toy_good") as page:
        assert not waits(page)
        with held(page, "**/catalogs/toy_good?*") as answers:
            page.locator("#list-search").fill("tea")
            shows(page)
            assert page.locator("tr[data-href]").count() == 2
            assert axe(page) == []
            answers.go()
            page.wait_for_function("() => document.querySelectorAll('tr[data-href]').length == 1")
            assert not waits(page)


def test_a_form_being_saved_says_so_and_is_saved_once(site):
    with site.page(path="/catalogs/toy_good/new") as page:
        page.locator("#f-name").fill("Tea")
        settled(page)
        sent = []
        page.on("request", lambda one: one.method == "POST" and sent.append(one.url))
        with held(page, "**/catalogs/toy_good/new", "POST") as answers:
            page.keyboard.press("Control+s")
            shows(page)
            assert page.locator("[data-form][aria-busy=true]").count() == 1
            page.keyboard.press("Control+s")
            page.keyboard.press("Control+s")
            page.wait_for_timeout(200)
            assert len([one for one in sent if one.endswith("/new")]) == 1
            answers.go()
            page.wait_for_url(lambda now: not now.endswith("/new"))
        site.go(page, "/catalogs/toy_good")
        assert page.locator("tr[data-href]").count() == 1


def test_a_save_that_was_refused_may_be_tried_again(site):
    with site.page(path="/catalogs/toy_good/new") as page:
        page.keyboard.press("Control+s")
        page.wait_for_selector("#complaints [role=alert]")
        assert page.locator("[data-form]:not([aria-busy])").count() == 1
        page.locator("#f-name").fill("Tea")
        page.keyboard.press("Control+s")
        page.wait_for_url(lambda now: not now.endswith("/new"))


def test_a_report_and_the_palette_show_that_they_run(site):
    with site.page(path="/reports/toy_stock_balance") as page:
        with held(page, "**/reports/toy_stock_balance*"):
            page.locator("#report-form select").first.focus()
            page.evaluate("htmx.trigger('#report-form', 'change')")
            shows(page)
        settled(page)
        assert not waits(page)
        page.keyboard.press("Control+k")
        with held(page, "**/palette*"):
            page.keyboard.type("tea")
            shows(page, ".tp-palette-busy", None)


@pytest.mark.parametrize("dark", [False, True])
def test_a_desktop_stands_before_its_widgets_come(desk_house, browser, dark):
    with served(desk_house, browser) as site, site.page() as page:
        if dark:
            page.evaluate("tp.setTheme('dark')")
        with held(page, "**/desktop/**") as answers:
            page.goto(site.address)
            page.wait_for_selector("[data-widget-body][aria-busy=true]")
            assert axe(page) == []
            answers.go()
            page.wait_for_selector("[data-widget-body]:not([aria-busy])")
