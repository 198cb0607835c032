"""Real files that are not part of the project: catalogues, bank statements, mail, models."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
VARIABLE = "TRADEPOST_SHARED_DATA"


@pytest.fixture(scope="session")
def shared_data():
    """The folder with the real files; a test that needs it is left out where there is none."""
    folder = Path(os.environ.get(VARIABLE) or ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip(f"no real files here: {VARIABLE} names no folder, and {folder} is not there")
    return folder
