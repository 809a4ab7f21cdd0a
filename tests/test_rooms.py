"""A room imports only from floors below its own; each outside library has one owner; the package's map leads to what is there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
import thu7
from thu7 import FLOORS

PACKAGE = Path(thu7.__file__).parent
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
MODULES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts): path
    for path in sorted(PACKAGE.rglob("*.py"))
    if path != PACKAGE / "__init__.py"
}
OWNERS = {
    "yaml": {"text"},
    "markdown_it": {"text"},
    "mdit_py_plugins": {"text.commonmark"},
    "idna": {"text.links"},
    "highspy": {"plan.search"},
    "numpy": {"plan.search"},
    "icalendar": {"calendar.ics"},
    "typst": {"paper.typesetting"},
    "PIL": {"text.photos"},
    "segno": {"paper.qr_code"},
    "rcssmin": {"site.assets", "search.scripts"},
    "rjsmin": {"site.assets"},
    "py_mini_racer": {"search.engine"},
    "platformdirs": {"system.memo"},
    "sqlite3": {"system.memo"},
    "pickle": {"system.memo"},
    "python_calamine": {"sheets.tables"},
    "xlsxwriter": {"sheets.layout", "sheets.plain_book"},
    "subprocess": {"system.git"},
    "multiprocessing": {"system.parallel"},
    "tempfile": {"system.disk", "plugin"},
    "jinja2": {"plugin"},
    "mkdocs": {"plugin", "cli"},
    "brotli": {"system.compression"},
    "zstandard": {"system.compression"},
    "click": {"cli"},
}
"""Who may import a library: a room or a module. The command calls MkDocs to build and to serve."""
LONGEST = 350
"""Lines of a module."""
DRAWERS = {"utils", "helpers", "common", "misc", "tools"}


def room_of(module: str) -> str:
    return module.partition(".")[0]


@cache
def imports(module: str) -> tuple[str, ...]:
    return tuple(_imports(module))


def _imports(module: str) -> Iterator[str]:
    """Every module and name that is imported anywhere in a module: ``thu7.text.links``, ``yaml``."""
    for node in ast.walk(ast.parse(MODULES[module].read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports from where it stands"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def own(module: str) -> set[str]:
    """The modules of the package that a module imports from."""
    found = set()
    for name in imports(module):
        if name.startswith("thu7."):
            path = name.removeprefix("thu7.")
            found.add(path if path in MODULES else path.rpartition(".")[0])
    return found


def test_every_room_has_its_floor_and_says_what_it_knows() -> None:
    assert {room_of(module) for module in MODULES} == set(FLOOR)
    for room in {room_of(module) for module in MODULES if "." in module}:
        text = (PACKAGE / room / "__init__.py").read_text("utf-8")
        assert ast.get_docstring(ast.parse(text)) and len(ast.parse(text).body) == 1, f"{room} hands something on"
        assert "Must not" in text, room


def test_rooms_import_only_from_floors_below() -> None:
    wrong = [
        f"{module} imports {other}"
        for module in MODULES
        for other in own(module)
        if room_of(other) != room_of(module) and FLOOR[room_of(other)] >= FLOOR[room_of(module)]
    ]
    assert wrong == []


def test_no_circle_inside_a_room() -> None:
    order = list(TopologicalSorter({module: own(module) for module in MODULES}).static_order())
    assert set(order) >= set(MODULES)


def test_each_library_has_its_owner() -> None:
    for library, owners in OWNERS.items():
        users = {module for module in MODULES if any(name.split(".")[0] == library for name in imports(module))}
        assert users, library
        assert {module for module in users if not {module, room_of(module)} & owners} == set(), library
        assert all(any(owner in (module, room_of(module)) for module in users) for owner in owners), library


def test_core_asks_neither_clock_nor_environment() -> None:
    for module, path in MODULES.items():
        if room_of(module) not in ("plugin", "cli"):
            text = path.read_text("utf-8")
            assert not [word for word in (".today(", ".now(", "os.environ", "getenv", "random") if word in text], module


def test_only_the_ground_the_doors_and_drafts_write() -> None:
    for module, path in MODULES.items():
        if room_of(module) not in ("system", "plugin", "cli", "drafts", "site_folder"):
            text = path.read_text("utf-8")
            words = (".write_text(", ".write_bytes(", ".unlink(", ".mkdir(", ".rename(", "shutil")
            assert not [word for word in words if word in text], module


def test_the_auditor_is_short_and_knows_nothing_of_what_makes_plans() -> None:
    assert len(MODULES["plan.auditor"].read_text("utf-8").splitlines()) < 80
    assert own("plan.auditor") == {"plan.problem"}


@pytest.mark.parametrize("module", MODULES)
def test_no_module_is_long_or_a_drawer(module: str) -> None:
    assert len(MODULES[module].read_text("utf-8").splitlines()) <= LONGEST
    assert not DRAWERS & set(module.split("."))


def test_the_map_leads_to_what_is_there() -> None:
    text = (PACKAGE / "README.md").read_text("utf-8")
    rooms = re.findall(r"(?m)^\| `([a-z]+)/` \|", text)
    assert rooms == [room for floor in reversed(FLOORS) for room in floor if (PACKAGE / room).is_dir()]
    rows = re.findall(r"(?m)^\| [^|`]+ \|(.*)\|$", text.partition("## To change")[2])
    assert len(rows) >= 20
    named = [name for row in rows for name in re.findall(r"`([\w./*-]+[./][\w*-]+)`", row)]
    root = PACKAGE.parents[1]
    assert len(named) >= len(rows)
    assert [name for name in named if not (any(PACKAGE.glob(name)) or any(root.glob(name)))] == []
