"""Real files that are not part of the project: catalogues, bank statements, mail, models."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
VARIABLE = "TRADEPOST_SHARED_DATA"


def shared_folder():
    """The folder with the real files; None where there is none."""
    folder = Path(os.environ.get(VARIABLE) or ROOT.parent / "shared" / "data")
    return folder if folder.is_dir() else None


@pytest.fixture(scope="session")
def shared_data():
    """The folder with the real files; a test that needs it is left out where there is none."""
    folder = shared_folder()
    if folder is None:
        pytest.skip(f"no real files here: {VARIABLE} names no folder that is there")
    return folder
