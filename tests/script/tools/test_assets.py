"""What others wrote is collected whole, pressed, and told of in the manifest."""

import gzip
import json
import tomllib

import pytest

import assets


@pytest.fixture
def vendor():
    if not assets.current():
        pytest.fail("the assets are not collected: run script/assets")
    return assets.VENDOR


def test_every_file_stands_in_the_manifest_with_its_hash(vendor):
    manifest = json.loads((vendor / "manifest.json").read_text())
    told = {file: value for one in manifest["packages"] for file, value in one["files"].items()}
    there = {
        str(path.relative_to(vendor))
        for path in vendor.rglob("*")
        if path.is_file() and path.suffix not in {".gz", ".br"}
    }
    assert there == {*told, "manifest.json"}
    assert all(assets.digest((vendor / file).read_bytes()) == told[file] for file in told)


def test_every_package_brings_its_licence(vendor):
    for one in json.loads((vendor / "manifest.json").read_text())["packages"]:
        texts = [file for file in one["files"] if file.endswith("LICENCE.txt")]
        assert len(texts) == 1
        assert len((vendor / texts[0]).read_text()) > 300


def test_pressed_files_say_the_same(vendor):
    pressed = list(vendor.rglob("*.gz"))
    assert len(pressed) >= 6
    for path in pressed:
        assert gzip.decompress(path.read_bytes()) == path.with_suffix("").read_bytes()
        assert path.with_name(path.name.removesuffix("gz") + "br").exists()


def test_no_file_points_to_a_source_map_we_do_not_have(vendor):
    for path in [*vendor.rglob("*.js"), *vendor.rglob("*.css")]:
        assert b"sourceMappingURL" not in path.read_bytes(), path


def test_the_lock_pins_every_package_and_names_no_address():
    lock = (assets.SOURCE / "package-lock.json").read_text()
    packages = json.loads(lock)["packages"]
    asked = json.loads((assets.SOURCE / "package.json").read_text())
    wanted = asked["dependencies"] | asked["devDependencies"]
    assert set(wanted) == set(tomllib.loads((assets.SOURCE / "collect.toml").read_text()))
    for name, version in wanted.items():
        assert packages[f"node_modules/{name}"]["version"] == version
    assert all("integrity" in spec for name, spec in packages.items() if name)
    assert "http" not in lock


def test_a_changed_list_makes_the_collection_stale(vendor, monkeypatch):
    monkeypatch.setattr(assets, "fingerprint", lambda: "another")
    assert not assets.current()


def test_icons_are_named_in_order_and_once():
    names = assets.icons(assets.SOURCE / "icons.txt")
    assert names == sorted(set(names))


def test_a_pointer_to_a_source_map_is_cut_off():
    assert assets.unmapped(b"a()\n//# sourceMappingURL=a.js.map") == b"a()\n"
    assert assets.unmapped(b"a{}\n/*# sourceMappingURL=a.css.map */") == b"a{}\n"


def test_only_faces_of_files_we_take_are_kept():
    css = "@font-face {\n src: url(./files/a.woff2) x;\n}\n@font-face {\n src: url(./files/b.woff2) x;\n}"
    assert assets.faces(css, ["files/b.woff2"]) == "@font-face {\n src: url(b.woff2) x;\n}\n"
