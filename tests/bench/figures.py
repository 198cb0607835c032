"""The page of figures: what a whole run measured, and which promises of speed it keeps."""

import os
import platform
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

COMMAND = "script/bench --write"
TIMES = 3  # the floor
FLAT = 1.2
ITEM_MS, WAREHOUSE_MS, PAGE_MS, START_MS, MEMORY_MB = 5, 150, 30, 2000, 250
PRICED_MS = 20
RECOST_MS, CLOSE_MS = 1000, 60_000
SCREEN_MS, PAINTED_MS, REPORT_MS, ROW_MS = 100, 300, 1000, 50

HEAD = """# Figures of speed and memory

Written by `{command}`, which measured them, on {date}; nobody edits this page.

- Machine: {machine}.
- Software: Python {python}, {engines}.
- Load of the machine before the run: {load} running processes.

Each of our operations is timed in turns with its floor: the same rows written or read by bare SQL
through the raw driver, into the same tables with the same indexes, as durable. Milliseconds are
medians of `n` turns after a warm-up; the size is movements of stock in the base, and parties in its
list. The base has {items} items at its largest.

## What was promised

"""


def page(rows, about, load=0.0):
    """The page as Markdown.

    Args:
        rows: as `Row.as_data` gives them, with `size`, and what else was measured of them.
        about: the version of each engine, by name.
        load: of the machine before the run.
    """
    head = HEAD.format(
        command=COMMAND,
        date=datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        machine=machine(),
        python=platform.python_version(),
        engines=", ".join(f"{name} {version}" for name, version in about.items()),
        load=f"{load:.1f}",
        items=max((row.get("items", 0) for row in rows), default=0),
    )
    lines = ["| Promise | Engine | Measured | Limit | |", "|---|---|---:|---:|---|"]
    for text, engine, measured, limit, kept in promises(rows):
        word = "met" if kept else "**not met**"
        lines.append(f"| {text} | {engine} | {measured} | {limit} | {word} |")
    return f"{head}{chr(10).join(lines)}\n\n## What was measured\n\n{_table(rows)}\n"


def promises(rows):
    """Each promise with what was measured of it: (text, engine, measured, limit, kept)."""
    found = {(row["name"], row["engine"], row["size"]): row for row in rows}
    for engine in dict.fromkeys(row["engine"] for row in rows):
        sizes = sorted({row["size"] for row in rows if row["engine"] == engine})
        mine = {(n, s): row for (n, e, s), row in found.items() if e == engine}
        for text, measured, limit, kept in _of_engine(mine, sizes):
            yield text, engine, measured, limit, kept


def _of_engine(rows, sizes):
    yield from _posting(rows, sizes)
    most = sizes[-1]
    at = f"at {_whole(most)}"
    for name, text, limit in (
        ("balance_one_item", f"balance of one item now, {at}", ITEM_MS),
        ("balance_as_of", f"balance of one item at a past moment, {at}", ITEM_MS),
        ("balance_warehouse", f"balance of a warehouse now, {at}", WAREHOUSE_MS),
        (
            "balance_warehouse_as_of",
            f"balance of a warehouse at a past moment, {at}",
            WAREHOUSE_MS,
        ),
        ("list_first_page", f"first page of a list, {at}", PAGE_MS),
        ("list_deep_page", f"deep page of a list, {at}", PAGE_MS),
        ("price_100_lines", "pricing 100 lines, 200 rules of discounts in force", PRICED_MS),
        ("form_row_1000", "one row changed in a form of a thousand", ROW_MS),
        ("cold_start", "cold start with all plugins", START_MS),
        ("recost_backdated", f"costing anew after a receipt dated back, {at}", RECOST_MS),
        ("month_close", f"closing a month of all movements, {at}", CLOSE_MS),
    ):
        if (name, most) in rows:
            took = rows[(name, most)]["ours_ms"]
            yield text, f"{took:.1f} ms", f"{_whole(limit)} ms", took <= limit
    yield from _screens(rows, most)
    memory = rows.get(("cold_start", most), {}).get("rss_mb")
    if memory is not None:
        text = "memory of a web process after eight callers at once"
        yield text, f"{memory:.0f} MB", f"{MEMORY_MB} MB", memory <= MEMORY_MB


def _screens(rows, most):
    """Nineteen of twenty looks at any screen stay within the limit."""
    for name, text, limit in (
        ("every_list", "any list", SCREEN_MS),
        ("every_search", "any search in a list", SCREEN_MS),
        ("every_form", "any form", SCREEN_MS),
        ("every_report", "any report of a month", REPORT_MS),
        ("painted", "any list, search or form painted in a browser", PAINTED_MS),
    ):
        row = rows.get((name, most))
        if row:
            told = f"{text}, p95 of {row['screens']} screens, at {_whole(most)}"
            slowest = f"slowest {row['slowest']} {row['slowest_ms']:.0f} ms"
            measured = f"{row['p95_ms']:.0f} ms ({slowest})"
            yield told, measured, f"{_whole(limit)} ms", row["p95_ms"] <= limit


def _posting(rows, sizes):
    name = "post_shipment_100"
    for size in sizes:
        if (name, size) in rows:
            ratio = rows[(name, size)]["ratio"]
            text = f"posting 100 lines beside the floor, at {_whole(size)}"
            yield text, f"{ratio:.2f} ×", f"{TIMES} ×", ratio <= TIMES
    counts = {
        row["statements"]
        for (one, _size), row in rows.items()
        if one in ("post_shipment_20", name) and "statements" in row
    }
    if counts:
        measured = ", ".join(map(str, sorted(counts)))
        yield "statements to post 20 lines and 100", measured, "the same", len(counts) == 1
    ends = [rows[(name, size)] for size in (sizes[0], sizes[-1]) if (name, size) in rows]
    if len(sizes) > 1 and len(ends) == 2:
        grown = ends[1]["ours_ms"] / ends[0]["ours_ms"]
        floor = ends[1]["floor_ms"] / ends[0]["floor_ms"]
        text = f"posting 100 lines, {_whole(sizes[-1])} against {_whole(sizes[0])}"
        yield text, f"{grown:.2f} × (floor {floor:.2f} ×)", f"{FLAT} ×", grown <= FLAT


def _table(rows):
    lines = [
        "| Name | Engine | Size | Ours ms | Floor ms | Ratio | p95 ms | n | SQL |",
        "|---|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for row in rows:
        lines.append(
            f"| {row['name']} | {row['engine']} | {_whole(row['size'])} | {row['ours_ms']:.2f} "
            f"| {row['floor_ms']:.2f} | {row['ratio']:.2f} | {row['p95_ms']:.2f} | {row['n']} "
            f"| {row.get('statements', '')} |"
        )
    return "\n".join(lines)


def _whole(number):
    return f"{number:,}".replace(",", " ")


def machine():
    """The processor, its cores, the memory and the system, as Linux tells them."""
    told = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    models = [one.partition(":")[2].strip() for one in told.splitlines() if "model name" in one]
    pages = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    cores = f"{os.cpu_count()} cores of {models[0] if models else platform.machine()}"
    try:
        system = platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        system = platform.system()
    return f"{cores}, {pages / 2**30:.0f} GB, {system}"


def version_of(base):
    """The version of the engine under a base."""
    if base.engine == "sqlite":
        return sqlite3.sqlite_version
    with base.house.engine.connect() as connection:
        return connection.exec_driver_sql("SHOW server_version").scalar_one().split()[0]
