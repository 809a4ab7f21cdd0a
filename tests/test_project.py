"""Each case is one small file in ``cases/``: the files that differ from the base project, and the problems expected.

``problems`` lists ``path:line:column severity code``; ``says`` are words that must stand in the shown text.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import yaml
from projects import HERE, tree, write
from thu7 import folders, project
from thu7.text import problems, vietnamese

ROSTER = "schedule/an-nhon/roster.yml"
CASES = [
    (path.stem, number, case)
    for path in sorted((HERE / "cases").glob("*.yml"))
    for number, case in enumerate(yaml.load_all(path.read_text("utf-8"), yaml.BaseLoader))
]


@pytest.mark.parametrize(
    "case", [case for _, _, case in CASES], ids=[f"{stem}-{case['case']}" for stem, _, case in CASES]
)
def test_case(case: dict[str, object]) -> None:
    changes = {path: None if text == "(left out)" else text for path, text in case.get("files", {}).items()}  # type: ignore[attr-defined]
    today = vietnamese.parse_date(str(case.get("on", "24/11/2026")))
    assert today is not None
    found = project.read(tree(changes), today).problems
    shown = [f"{p.place} {p.severity} {p.code}" for p in found]
    assert shown == list(case["problems"] or [])  # type: ignore[call-overload]
    text = problems.as_text(found)
    for words in case.get("says", []):  # type: ignore[attr-defined]
        assert words in text


def test_base_project_has_no_problems() -> None:
    assert project.read(tree(), dt.date(2026, 11, 24)).problems == ()


def test_cases_have_distinct_names() -> None:
    names = [(stem, case["case"]) for stem, _, case in CASES]
    assert len(set(names)) == len(names) > 40
    assert Path(HERE / "cases").is_dir()


def test_a_link_in_the_file_system_is_refused_and_not_followed(tmp_path: Path) -> None:
    root, outside = write(tmp_path / "w"), tmp_path / "outside"
    outside.mkdir()
    (outside / "a.md").write_text("# Số của chị Lan: 0903 123 456\n", "utf-8")
    links = {"guides/ho-tich/a.md": "a.md", "docs/anh.png": "gone", "schedule/tay": "", "docs/thu-muc": ""}
    for link, target in links.items():
        (root / link).parent.mkdir(parents=True, exist_ok=True)
        (root / link).symlink_to(outside / target)
    # Emacs marks a file that is being edited with a link that leads nowhere; hidden files are not published.
    (root / "docs/.#a.md").symlink_to("lan@may.123")
    files = folders.load(root)
    found = [(str(p.place), p.code) for p in project.read(files, dt.date(2026, 11, 24)).problems]
    assert {place for place, code in found if code == "linked-file"} == set(links)
    assert {code for _, code in found} <= {"linked-file", "unknown-file"}
    assert not [data for data in files.values() if b"0903" in data]


def test_a_folder_that_is_a_link_is_refused(tmp_path: Path) -> None:
    root = write(tmp_path / "w")
    (root / "docs").rename(tmp_path / "docs")
    (root / "docs").symlink_to(tmp_path / "docs")
    problems_found = project.read(folders.load(root), dt.date(2026, 11, 24)).problems
    assert ("docs", "linked-file") in [(str(p.place), p.code) for p in problems_found]


def test_what_is_far_too_long_is_answered_in_a_few_words() -> None:
    day, rows = "schedule/an-nhon/2026-11-28.yml", "phân công: {trưởng ca: lan, vneid: minh}\n"
    for odd in ("? " + "k" * 100_000 + "\n: 1\n", "k" * 100_000 + ": 1\n", "ghi chú: a" + " " * 100_000 + "b\n"):
        found = project.read(tree({day: rows + odd}), dt.date(2026, 11, 24)).problems
        assert len(problems.as_text(found)) < 1000
    need = tree()[ROSTER].decode().replace("trưởng ca: 1", "trưởng ca: " + "9" * 5000)
    found = project.read(tree({ROSTER: need}), dt.date(2026, 11, 24)).problems
    assert f"“{'9' * 100}…” không phải là" in problems.as_text(found)
    assert len(problems.as_text(found)) < 1000
