"""A module imports only from lines above its own; each outside library has one owner."""

import ast
from collections.abc import Iterator
from pathlib import Path

import thu7

FOLDER = Path(thu7.__file__).parent
LAYERS = (
    ("problems", "click_words", "staffing"),
    ("wording", "auditor"),
    ("reader", "rewriting", "greedy", "optimum"),
    ("model", "planner"),
    ("legal", "clock", "lexicon"),
    ("roster", "guides", "moved"),
    ("world",),
    ("links", "privacy", "prose"),
    ("checks", "readability", "events"),
    ("scheduling",),
    ("reporting",),
    ("explaining", "certificate", "messages"),
    ("history",),
    ("telling",),
    ("laws", "calendars", "searching", "webfiles"),
    ("subscribing", "sources"),
    ("timetable",),
    ("printing", "finding"),
    ("feeds",),
    ("publishing",),
    ("project",),
    ("drafts", "click_options"),
    ("cli_plan",),
    ("cli_tell",),
    ("plugin", "cli"),
)
# cli calls MkDocs to build and serve; guides writes front matter, for which PyYAML's dumper is the only
# sure quoting; rewriting needs to know where each value ends.
OWNERS = {
    "yaml": {"reader", "guides", "rewriting"},
    "highspy": {"optimum"},
    "numpy": {"optimum"},
    "icalendar": {"calendars"},
    "click": {"cli", "cli_plan", "cli_tell", "click_options", "click_words"},
    "mkdocs": {"plugin", "cli", "click_options"},
    "jinja2": {"plugin"},
    "subprocess": {"history"},
    "typst": {"printing"},
    "py_mini_racer": {"finding"},
    "segno": {"printing"},
    "markdown": {"printing"},
    "markdown_it": {"prose"},
}
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}


def imports(module: str) -> Iterator[str]:
    for node in ast.walk(ast.parse((FOLDER / f"{module}.py").read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "thu7":
            yield from (f"thu7.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield str(node.module)


def test_every_module_has_its_line() -> None:
    assert {path.stem for path in FOLDER.glob("*.py")} - {"__init__"} == set(RANK)


def test_modules_import_only_from_above() -> None:
    wrong = [
        f"{module} imports {name}"
        for module in RANK
        for name in imports(module)
        if name.startswith("thu7.") and RANK[name.split(".")[1]] >= RANK[module]
    ]
    assert wrong == []


def test_each_library_has_its_owner() -> None:
    for library, owners in OWNERS.items():
        users = {module for module in RANK if any(name.split(".")[0] == library for name in imports(module))}
        assert users == owners


def test_core_asks_neither_clock_nor_environment() -> None:
    doors = {"plugin", "cli", "cli_plan", "cli_tell", "click_options"}
    for module in set(RANK) - doors:
        text = (FOLDER / f"{module}.py").read_text("utf-8")
        assert not [word for word in (".today(", ".now(", "os.environ", "getenv", "random") if word in text], module


def test_the_auditor_is_short_and_knows_nothing_of_what_makes_plans() -> None:
    assert len((FOLDER / "auditor.py").read_text("utf-8").splitlines()) < 80
    assert {name for name in imports("auditor") if name.startswith("thu7.")} == {"thu7.staffing"}
