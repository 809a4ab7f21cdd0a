"""The site in engines that people really have: Chromium of 2018 to today, Firefox, WebKit; one walk for all, ``walk.mjs``."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import clients
import pytest
from conftest import missing
from projects import REPOSITORY

HERE = Path(__file__).parent
ESLINT = REPOSITORY / "node_modules/eslint/bin/eslint.js"
SCRIPTS = sorted((REPOSITORY / "scripts/thu7").glob("*/assets/*.js"))
ENGINES = ("chromium-72", "chromium-80", "chromium-88", "chromium", "firefox", "webkit")


def linted(*files: Path) -> subprocess.CompletedProcess[str]:
    if not ESLINT.exists():
        missing("eslint is not installed: npm ci")
    rules = HERE / "eslint.config.mjs"
    command = [*clients.node(), str(ESLINT), "--no-config-lookup", "--no-ignore", "-c", str(rules), *map(str, files)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", cwd=files[0].parent)


def walked(engine: str, site: Path) -> subprocess.CompletedProcess[str]:
    """The walk in one engine; skipped where the engine cannot be had, but not with ``CI=true``."""
    command = [*clients.node(), str(HERE / "walk.mjs"), engine, str(site)]
    for _ in range(3):
        done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=100)
        if done.returncode != 75:  # an old build that stood still is started anew
            break
    if done.returncode == 77:
        missing(f"{engine} is not on this machine; get it with: sh scripts/ci/engines.sh")
    return done


def changed(site: Path, folder: Path, name: str, changes: Sequence[tuple[str, str]]) -> Path:
    """A copy of the site in which a file below ``assets/`` has been changed."""
    copy = folder / "site"
    shutil.copytree(site, copy)
    (path,) = (copy / "assets").glob(name)
    text = path.read_text("utf-8")
    for pattern, put in changes:
        text, count = re.subn(pattern, put, text, flags=re.S)
        assert count, pattern
    path.write_text(text, "utf-8")
    return copy


def test_shipped_scripts_speak_what_old_phones_speak() -> None:
    assert len(SCRIPTS) >= 6
    done = linted(*SCRIPTS)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    "young",
    [
        "var a = location?.href;",
        "var a = location.href ?? 1;",
        "'a'.replaceAll('a', 'b');",
        "Object.hasOwn({}, 'a');",
        "[[1]].flatMap(String);",
        "[1].at(-1);",
        "try { print(); } catch { print(); }",
        "/(?<=a)b/.test('ab');",
        "new ResizeObserver(print);",
        "structuredClone({});",
        "queueMicrotask(print);",
    ],
)
def test_what_they_do_not_speak_is_said_before_any_browser_starts(tmp_path: Path, young: str) -> None:
    file = tmp_path / "young.js"
    file.write_text(f'"use strict";\n{young}\n', "utf-8")
    done = linted(file)
    assert done.returncode == 1 and "young.js" in done.stdout


@pytest.mark.browser
@pytest.mark.parametrize("engine", ENGINES)
def test_the_walk_goes_well(site: Path, engine: str) -> None:
    done = walked(engine, site)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.browser
@pytest.mark.parametrize(
    ("name", "changes", "told"),
    [
        ("finder.*.js", [(r'"use strict";', '"use strict"; var young = self?.a;')], "search"),
        ("finder.*.js", [(r"const text=withForms", 'const old="a".replaceAll("a","b"),text=withForms')], "search"),
        ("thu7.*.css", [(r"@supports not \(inset:0\)\{(?:[^{}]*\{[^{}]*\})*\}", "")], "stick together"),
        ("thu7.*.css", [(r"\.t7-danh-dau\{[^}]*\}", "")], "the box does not lie on its line"),
        ("thu7.*.css", [(r"left:-8px;(margin:0;padding:0;position:absolute;)top:0", r"inset:0 auto auto -8px;\1")], "the box does not lie on its line"),
    ],
    ids=["?. in the worker", "replaceAll", "no room where gap is unknown", "boxes in one place", "inset"],
)  # fmt: skip
def test_a_planted_fault_is_found_in_an_old_engine(
    site: Path, tmp_path: Path, name: str, changes: list[tuple[str, str]], told: str
) -> None:
    done = walked("chromium-72", changed(site, tmp_path, name, changes))
    assert done.returncode == 1 and told in done.stdout, done.stdout
