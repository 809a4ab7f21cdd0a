"""A project for the tests of tables."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from projects import REPOSITORY


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The repository's two sample wards."""
    shutil.copytree(REPOSITORY / "schedule", tmp_path / "p/schedule")
    shutil.copy(REPOSITORY / "mkdocs.yml", tmp_path / "p")
    return tmp_path / "p"
