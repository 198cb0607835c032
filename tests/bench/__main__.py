"""Measure: `script/bench [--json] [--write] [NAME…] [--engine sqlite] [--sizes 10k,100k,1M]`.

Each row is one of our operations beside its floor, both timed in turns in one run: the same
rows written or read by bare SQL through the raw driver into the same tables. The sizes are
movements of stock in the base, and parties in its list.

`script/bench --write` measures everything on both engines (about ten minutes on a quiet machine,
6 GB of disk in the temporary folder) and writes docs/figures.md.

`script/bench --keep FOLDER --sizes 1M NAME…` builds the bases in a folder once and finds them there
the next time.
"""

import argparse
import gc
import json
import os
import sys
import time
from functools import partial
from pathlib import Path

from rigs.__main__ import places
from support.databases import ENGINES

from . import costing, figures, pricing, reading, screens, starting, tasks, writing
from .bases import Base
from .floor import Floor
from .kept import Kept, kept

SIZES = {"10k": 10_000, "100k": 100_000, "1M": 1_000_000}
NAMES = {
    "post_shipment_1": partial(writing.post_shipment, lines=1, times=60),
    "post_shipment_20": partial(writing.post_shipment, lines=20, times=40),
    "post_shipment_100": partial(writing.post_shipment, lines=100, times=25),
    "repost_shipment_100": writing.repost_shipment_100,
    "receipt_10": writing.receipt_10,
    "price_100_lines": pricing.price_100_lines,
    "balance_one_item": reading.balance_one_item,
    "balance_warehouse": reading.balance_warehouse,
    "balance_as_of": reading.balance_as_of,
    "balance_warehouse_as_of": reading.balance_warehouse_as_of,
    "list_first_page": reading.list_first_page,
    "list_deep_page": reading.list_deep_page,
    "search_party": reading.search_party,
    "form_open_100": reading.form_open_100,
    "form_row_1000": reading.form_row_1000,
    "rest_get": reading.rest_get,
    "every_list": screens.every_list,
    "every_search": screens.every_search,
    "every_form": screens.every_form,
    "every_report": screens.every_report,
    "painted": screens.painted,
    "cold_start": starting.cold_start,
    "recost_backdated": costing.recost_backdated,
    "month_close": costing.month_close,
}
SCREENS = {"every_list", "every_search", "every_form", "every_report", "painted"}
ONCE = {
    "rest_get", "form_open_100", "form_row_1000", "cold_start", "month_close",
    "price_100_lines", *SCREENS,
}  # fmt: skip
"""What does not depend on the size of the base is measured on the largest alone."""
PAGE = Path(__file__).parents[2] / "docs" / "figures.md"


def main(given=None):
    asked = _arguments().parse_args(given)
    unknown = sorted(set(asked.names) - set(NAMES))
    if unknown:
        sys.exit(f"nothing is called {', '.join(unknown)}; there are {', '.join(NAMES)}")
    sizes = sorted(SIZES[one] for one in asked.sizes.split(","))
    if asked.tasks:
        with places(["sqlite"]) as bases:
            tasks.PAGE.write_text(tasks.page(tasks.measured(bases["sqlite"].empty())), "utf-8")
        return
    rows, versions, load = [], {}, os.getloadavg()[0]
    engines = asked.engine or ENGINES
    with kept(asked.keep, engines) if asked.keep else places(engines) as bases:
        for engine, made in bases.items():
            names = asked.names or list(NAMES)
            rows += _measured(engine, made, names, sizes, versions)
    if asked.write:
        PAGE.write_text(figures.page(rows, versions, load), encoding="utf-8")
        _tell(f"written: {PAGE}")
    if asked.json:
        print(json.dumps(rows, indent=1))
    else:
        print(table(rows))


def _arguments():
    parser = argparse.ArgumentParser(
        prog="script/bench",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--json", action="store_true", help="a list of rows for programs")
    parser.add_argument("--write", action="store_true", help="write docs/figures.md too")
    parser.add_argument("--tasks", action="store_true", help="do ten tasks, write docs/tasks.md")
    parser.add_argument("--engine", action="append", choices=ENGINES)
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="use the bases there again")
    parser.add_argument("--sizes", default=",".join(SIZES), help="of 10k, 100k, 1M")
    return parser


def _measured(engine, made, names, sizes, versions):
    base, rows = Base(engine, made.empty(), made if isinstance(made, Kept) else None), []
    versions[engine] = figures.version_of(base)
    try:
        for size in sizes:
            begun = time.monotonic()
            base.grow(size)
            gc.collect()
            gc.freeze()  # as `serve` does: what the house is made of is not looked through
            _tell(f"{engine}: {base.size} movements ({time.monotonic() - begun:.0f} s)")
            for name in names:
                if name not in ONCE or size == sizes[-1]:
                    rows.append(_row(base, name) | {"size": size, "items": base.stocked})
                    _tell("  " + line(rows[-1]))
    finally:
        base.close()
    return rows


def _row(base, name):
    floor = Floor(base.url, base.house.schema.registers.values())
    try:
        row = NAMES[name](base, floor).as_data()
    finally:
        floor.close()
    if name.startswith("post_shipment_"):
        row["statements"] = writing.statements(base, int(name.rpartition("_")[2]))
    if name == "cold_start":
        row["rss_mb"] = starting.memory_after_load(base)
    return row


def table(rows):
    """The rows as people read them."""
    head = "name                    engine           size   ours ms  floor ms  ratio      p95    n"
    return "\n".join([head, *map(line, rows)])


def line(row):
    return (
        f"{row['name']:<24}{row['engine']:<12}{row['size']:>9}{row['ours_ms']:>10.2f}"
        f"{row['floor_ms']:>10.2f}{row['ratio']:>7.2f}{row['p95_ms']:>9.2f}{row['n']:>5}"
    )


def _tell(text):
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
