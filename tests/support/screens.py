"""Looks at screens: what keeps a person out, what is wider than the window."""

from functools import cache

from babel.messages.pofile import read_po

from support.shared import ROOT

AXE = ROOT / "build/test-assets/axe/axe.min.js"
DESK, PHONE, BIG = (1366, 768), (390, 844), (1920, 1080)

# Only colours change with the theme, and only room and words with the size.
COLOURS = ["color-contrast", "link-in-text-block"]
ROOM = ["button-name", "link-name", "label", "scrollable-region-focusable"]
LOOKS = ((DESK, "light", None), (DESK, "dark", COLOURS), (PHONE, "light", ROOM))
# What stands around every page is looked at where the frame is; a long list shows itself by
# its first rows.
FRAME = [".tp-side", ".tp-top"]
ROWS = ["tbody tr:nth-child(n+6)"]
RUN = """async ([theme, rules, without]) => {
  if (window.tp) tp.setTheme(theme);
  // A colour that is on its way to the other theme is neither the old nor the new one.
  await Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {})));
  const exclude = without.filter((one) => document.querySelector(one)).map((one) => [one]);
  const found = await axe.run({ include: [["html"]], exclude }, {
    resultTypes: ["violations"],
    ...(rules ? { runOnly: rules } : {}),
  });
  const wide = document.documentElement.scrollWidth > innerWidth;
  return [
    ...found.violations.map((one) => `${one.id}: ${one.nodes[0].html.slice(0, 200)}`),
    ...(wide ? ["wider than the window"] : []),
  ];
}"""


def axe(page, rules=None, theme=None, without=()):
    """What axe finds on a page as it stands: rule and first element of each fault."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    theme = theme or page.evaluate("() => document.documentElement.dataset.tpTheme || 'light'")
    return page.evaluate(RUN, [theme, rules, list(without)])


def faults(page, *, framed=True):
    """What is wrong with a page in every theme and size; each is named with its look.

    The frame around the page is left out where it is not asked for.
    """
    found = []
    without = ROWS if framed else [*ROWS, *FRAME]
    for (width, height), theme, rules in LOOKS:
        page.set_viewport_size({"width": width, "height": height})
        found += [f"{width} {theme} {one}" for one in axe(page, rules, theme, without)]
    return found + too_wide(page, [BIG])


def too_wide(page, sizes=(DESK, BIG, PHONE)):
    """The sizes at which a page is wider than the window."""
    found = []
    for width, height in sizes:
        page.set_viewport_size({"width": width, "height": height})
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{width} wider than the window")
    return found


DATA = "script, style, textarea, template, code, kbd, [lang]:not(html), [translate=no]"
"""What on a page is no text of the house: codes, words in other languages, what was typed."""

SAID = """(data) => {
  const found = new Set();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const at = walk.currentNode;
    if (!at.parentElement.closest(data)) found.add(at.data.trim());
  }
  for (const one of document.querySelectorAll("[title], [aria-label], [placeholder]"))
    for (const name of ["title", "aria-label", "placeholder"])
      found.add((one.getAttribute(name) ?? "").split(" · ")[0].trim());
  return [...found].filter((one) => /[A-Za-z]{2}/.test(one));
}"""


NAMES = {"English"}  # each language is called by its own name


@cache
def english():
    """Every text of the house that reads otherwise in Russian."""
    found = set()
    for path in ROOT.rglob("locale/ru.po"):
        if ".venv" not in path.parts and "build" not in path.parts:
            with path.open("rb") as file:
                told = [(one.id, one.string) for one in read_po(file, locale="ru")]
            found |= {one for one, text in told if one and isinstance(one, str) and one != text}
    return found - NAMES


def untranslated(page):
    """The English texts of the house that stand on a Russian page."""
    return [f"not translated: {one}" for one in page.evaluate(SAID, DATA) if one in english()]


def untranslated_in(soup):
    """The same of a page that no browser has drawn."""
    data = {id(one) for one in soup.select(DATA)}
    return [
        f"not translated: {text}"
        for one in soup.body.find_all(string=True)
        if (text := one.strip()) in english() and not any(id(up) in data for up in one.parents)
    ]


STATUS = "() => performance.getEntriesByType('navigation')[0].responseStatus"


def failed(page):
    """The defect a page has come to; a refusal is none, it says what to do."""
    status = page.evaluate(STATUS)
    return [f"failed: {status}"] if status >= 500 else []


def open_to_scripts(headers):
    """What the headers of a page leave open to a script that stands in it."""
    policy = headers.get("content-security-policy", "")
    parts = dict(one.strip().partition(" ")[::2] for one in policy.split(";"))
    scripts = parts.get("script-src", parts.get("default-src", "*"))
    wrong = [one for one in scripts.split() if one not in ("'self'", "'none'")]
    return [f"scripts from {one} may run" for one in wrong]


def settled(page):
    """Wait until nothing is asked of the server any more."""
    page.wait_for_function(
        "() => document.readyState == 'complete' && !document.querySelector('.htmx-request')"
    )
