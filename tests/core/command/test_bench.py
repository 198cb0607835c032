from tradepost.core.command import bench


def test_without_the_source_tree_there_is_nothing_to_measure(line, tmp_path, monkeypatch):
    monkeypatch.setattr(bench, "TESTS", tmp_path)
    assert line("bench").status == 2
    assert "source tree" in line.err


def test_names_and_options_are_handed_on(line, tmp_path, monkeypatch):
    (tmp_path / "bench").mkdir()
    (tmp_path / "bench" / "__main__.py").write_text(
        "import pathlib, sys; pathlib.Path(sys.argv[-1]).write_text(' '.join(sys.argv[1:]))"
    )
    monkeypatch.setattr(bench, "TESTS", tmp_path)
    told = tmp_path / "told"
    assert line("bench", "--json", "rest_get", told).status == 0
    assert told.read_text() == f"--json rest_get {told}"
