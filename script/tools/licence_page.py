"""docs/licences.md: what we stand on, under which licence, and why we took it."""

import json
import re
import tomllib
from importlib.metadata import PackageMetadata, distributions, requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "licences.md"
WHY = ROOT / "requirements" / "why.toml"
LOCK = ROOT / "requirements" / "dev.txt"
ASSETS = ROOT / "web" / "assets"

INTRODUCTION = """\
# What tradepost stands on

Versions and hashes are settled in `requirements/` and `web/assets/package-lock.json`; this page
is made by `script/docs` from them, from what each package says of itself and from
`requirements/why.toml`. Libraries under the LGPL are installed beside tradepost, unchanged,
and never copied into it.
"""
# Spellings of the same licence in what packages say of themselves.
SPELLINGS = {
    "Apache Software License": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "BSD": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "BSD 2-Clause License": "BSD-2-Clause",
    "MIT License": "MIT",
    "PSFL": "PSF-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "Repoze Public License": "BSD-derived (Repoze)",
    "LicenseRef-Repoze-BSD-derived": "BSD-derived (Repoze)",
    "ZPL 2.1": "ZPL-2.1",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
# Licences under which we take a library; a new one is read by a person before it is added.
TAKEN = re.compile(
    r"(0BSD|BSD-0-Clause|Apache-2\.0|BSD-[23]-Clause|BSD-derived \(Repoze\)|ISC|MIT|MIT-0|MIT-CMU"
    r"|MPL-[12]\.[01]|PSF-2\.0|ZPL-2\.1|Unlicense|OFL-1\.1|LGPL-[23]\.[01](-only|-or-later)?)"
    r"( (AND|OR) |$)"
)


class NotTaken(Exception):
    """A dependency has no reason, or no licence we take."""


def page() -> str:
    """The whole page.

    Raises:
        NotTaken: where a reason is missing or a licence is not one we take.
    """
    reasons = tomllib.loads(WHY.read_text(encoding="utf-8"))
    licences = all_licences(reasons["licences"])
    chosen = {canonicalize_name(Requirement(one).name) for one in requires("tradepost") or []}
    missing = sorted(chosen - set(reasons["why"]))
    if missing:
        raise NotTaken(f"{WHY.name} has no reason for: {', '.join(missing)}")
    for name, licence in {**licences, **asset_licences()}.items():
        if not taken(licence):
            raise NotTaken(f"{name} is under {licence or 'no licence it tells of'}")
    rows = [f"| {name} | {licences[name]} | {reasons['why'][name]} |" for name in sorted(chosen)]
    others = [
        f"| {name} | {licence} |" for name, licence in licences.items() if name not in chosen
    ]
    return "\n".join(
        [
            INTRODUCTION,
            "## Python packages we chose\n",
            "| package | licence | why |\n|---|---|---|",
            *rows,
            "\n## Packages they bring with them\n",
            "| package | licence |\n|---|---|",
            *others,
            "\n## In the browser\n",
            "| package | licence | why |\n|---|---|---|",
            *asset_rows(),
            "",
        ]
    )


def all_licences(told: dict[str, str]) -> dict[str, str]:
    """The licence of every locked package; what is not installed here keeps its line."""
    names = re.findall(r"^([\w.-]+)(?:\[.*?\])?==", LOCK.read_text(), re.MULTILINE)
    installed = {canonicalize_name(one.name): one.metadata for one in distributions()}
    before = (
        dict(re.findall(r"^\| (\S+) \| (.+?) \|", PAGE.read_text(), re.MULTILINE))
        if PAGE.exists()
        else {}
    )
    found = {}
    for name in names:
        if name in told:
            found[name] = told[name]
        elif name in installed:
            found[name] = licence_of(installed[name])
        else:
            found[name] = before.get(name, "")
    return found


def licence_of(metadata: PackageMetadata) -> str:
    """What a package says of its licence, in the short names of SPDX."""
    classifiers = metadata.get_all("Classifier") or []
    said: list[str] = [
        *(metadata.get_all("License-Expression") or metadata.get_all("License") or []),
        *(one.rpartition(" :: ")[2] for one in classifiers if one.startswith("License :: ")),
    ]
    for one in said:
        short = SPELLINGS.get(one, one)
        if taken(short):
            return short
    return next(filter(None, said), "")


def taken(licence: str) -> bool:
    """Whether we take libraries under this licence."""
    words = re.split(r" (?:AND|OR) ", licence)
    return all(TAKEN.match(word) for word in words)


def asset_facts() -> dict[str, tuple[str, str]]:
    """Licence and reason of every npm package we collect."""
    collected = tomllib.loads((ASSETS / "collect.toml").read_text())
    packages = json.loads((ASSETS / "package-lock.json").read_text())["packages"]
    return {
        name: (packages[f"node_modules/{name}"].get("license", ""), spec["why"])
        for name, spec in collected.items()
    }


def asset_licences() -> dict[str, str]:
    """The licence of every npm package we collect."""
    return {name: licence for name, (licence, _) in asset_facts().items()}


def asset_rows() -> list[str]:
    """The lines about what runs in the browser."""
    return [f"| {name} | {licence} | {why} |" for name, (licence, why) in asset_facts().items()]
