"""Looks at screens: what keeps a person out, what is wider than the window."""

from support.shared import ROOT

AXE = ROOT / "build/test-assets/axe/axe.min.js"
DESK, PHONE = (1366, 768), (390, 844)

# Only colours change with the theme, so the dark one is asked for them alone.
LOOKS = (
    (DESK, "light", None),
    (DESK, "dark", ["color-contrast"]),
    (PHONE, "dark", ["color-contrast"]),
    (PHONE, "light", None),
)
RUN = """async ([theme, rules]) => {
  if (window.tp) tp.setTheme(theme);
  // A colour that is on its way to the other theme is neither the old nor the new one.
  await Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {})));
  const found = await axe.run(document, {
    resultTypes: ["violations"],
    ...(rules ? { runOnly: rules } : {}),
  });
  const wide = document.documentElement.scrollWidth > innerWidth;
  return [
    ...found.violations.map((one) => `${one.id}: ${one.nodes[0].html.slice(0, 200)}`),
    ...(wide ? ["wider than the window"] : []),
  ];
}"""


def axe(page, rules=None, theme=None):
    """What axe finds on a page as it stands: rule and first element of each fault."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    theme = theme or page.evaluate("() => document.documentElement.dataset.tpTheme || 'light'")
    return page.evaluate(RUN, [theme, rules])


def faults(page, looks=LOOKS):
    """What is wrong with a page, looked at in every theme and size; each is named with its look."""
    found = []
    for (width, height), theme, rules in looks:
        page.set_viewport_size({"width": width, "height": height})
        found += [f"{width} {theme} {one}" for one in axe(page, rules, theme)]
    return found


def settled(page):
    """Wait until nothing is asked of the server any more."""
    page.wait_for_function(
        "() => document.readyState == 'complete' && !document.querySelector('.htmx-request')"
    )
