"""What every test may ask for: bases on both engines, a browser, the real files."""

pytest_plugins = [
    "support.databases",
    "support.people",
    "support.toy_papers",
    "support.shared",
    "support.browser",
    "support.toy_stock",
    "support.toy_vault",
    "support.toy",
    "support.api",
    "support.catalogs",
    "support.toy_sales",
    "support.trade",
    "support.rich_papers",
    "support.two_firms",
    "support.first_day",
    "support.back_office",
    "support.live",
    "support.toy_reserves",
    "support.toy_widgets",
    "support.whole",
]
