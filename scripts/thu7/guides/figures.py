"""Our own drawings, by name: staff ask for one in a guide, and the ways to subscribe show some."""

from __future__ import annotations

import re
from pathlib import Path

FIGURES = {path.stem: path.read_text("utf-8").strip() for path in (Path(__file__).parent / "svg").glob("*.svg")}
FIGURE_MARK = re.compile(r"<!-- *thu7:hinh +(?P<name>\S+) *-->")
