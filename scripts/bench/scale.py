"""What whoever edits waits for, and what 2, 168 and (``--nation``) 3,321 wards take: check, build, what is done again after a change.

One run on one machine: only the ratios to plain Material with as many pages say something about another. Times are medians of five
for this repository, single runs for many wards; memory is that of all processes together.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import gzip
import os
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from sites import ON, PLAIN, ROOT
from watching import COMMAND, watched

CITY, NATION = 168, 3321
PEOPLE, SATURDAYS = 20, 13
RUNS = 5
FIRST = dt.date(2026, 11, 28)
TET = dt.date(2027, 2, 6)
GUIDE = "guides/ho-tich/khai-sinh.md"
PORT = 8765
MOST = 400
"""Pages with which plain Material is still built: its menu holds every page on each of them."""


@dataclass(frozen=True)
class Bench:
    """A project, and a cache that belongs to it alone."""

    root: Path
    cache: Path

    @property
    def environment(self) -> dict[str, str]:
        own = {"THU7_ON": ON, "THU7_SECRET": "a secret for benches", "XDG_CACHE_HOME": str(self.cache)}
        return {**os.environ, **own, "NO_MKDOCS_2_WARNING": "1"}

    def run(self, *words: str) -> tuple[float, int]:
        """Seconds and megabytes of a command."""
        _, seconds, memory = watched((*COMMAND, "-C", str(self.root), *words), self.environment)
        return seconds, memory

    def forget(self) -> None:
        """Nothing is kept any more."""
        shutil.rmtree(self.cache, ignore_errors=True)

    def forget_all_but_what_was_learnt(self) -> None:
        """As behind a new version of the package: the search learns anew only where the ways to ask change."""
        with contextlib.closing(sqlite3.connect(self.cache / "thu7/answers.sqlite")) as database, database:
            database.execute("DELETE FROM answers WHERE instr(answer, CAST('\"terms\"' AS BLOB)) = 0")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        editing(Path(folder))
        sizes = (2, CITY, NATION) if "--nation" in sys.argv else (2, CITY)
        print(f"\n{'wards':>6}{'files':>8}  {'':38}{'seconds':>9}{'MB':>7}{'of Material':>13}")
        for wards in sizes:
            scale(Path(folder) / str(wards), wards)


def editing(folder: Path) -> None:
    """This repository, as whoever writes a guide waits for it."""
    bench = Bench(copied(folder / "own"), folder / "own-cache")
    material = plain_material(bench, folder / "plain")
    build = statistics.median(watched(material, bench.environment)[1] for _ in range(RUNS))
    print(f"{'this repository, median of ' + str(RUNS):48}{'seconds':>9}{'MB':>7}{'of Material':>13}")
    row("plain Material builds the same pages", build, 0, build)
    guide = bench.root / GUIDE
    text = guide.read_text("utf-8")
    number = iter(range(1000))

    def edited() -> None:
        guide.write_text(f"{text}\nHỏi thêm ở phường {next(number)}.\n", "utf-8")

    for name, words, before in (
        ("thu7 --help", ("--help",), None),
        ("thu7 new guide --help", ("new", "guide", "--help"), None),
        ("thu7 check, nothing kept", ("check",), bench.forget),
        ("thu7 check, nothing kept but what was learnt", ("check",), bench.forget_all_but_what_was_learnt),
        ("thu7 check, nothing changed", ("check",), None),
        ("thu7 check, a guide changed", ("check",), edited),
        ("thu7 build, nothing kept", ("build",), bench.forget),
        ("thu7 build, nothing kept but what was learnt", ("build",), bench.forget_all_but_what_was_learnt),
        ("thu7 build, a guide changed", ("build",), edited),
    ):
        found = [(before() if before else None, bench.run(*words))[1] for _ in range(RUNS)]
        row(name, statistics.median(one[0] for one in found), max(one[1] for one in found), build)
    guide.write_text(text, "utf-8")
    for name, command, root, path in (
        (
            "thu7 serve: a guide saved, the page shows it",
            (*COMMAND, "-C", str(bench.root), "serve", "-a", f"127.0.0.1:{PORT}"),
            bench.root,
            GUIDE,
        ),
        (
            "mkdocs serve with plain Material: the same",
            (*material[:3], "serve", *material[4:6], "-a", f"127.0.0.1:{PORT}"),
            folder / "plain",
            GUIDE.replace("guides", "docs"),
        ),
    ):
        row(name, served(command, root / path, bench.environment), 0, build)


def scale(folder: Path, wards: int) -> None:
    """So many made-up wards with this repository's guides."""
    bench = Bench(made(folder / "wards", wards), folder / "cache")
    files = sum(path.is_file() for path in (bench.root / "schedule").rglob("*"))
    saturday = sorted((bench.root / "schedule").glob("*/2026-12-05.yml"))[0]
    number = iter(range(1, 1000))

    def changed() -> None:
        saturday.write_text(f"phân công: {{trưởng ca: [p{next(number)}]}}\n", "utf-8")

    rows: list[tuple[str, tuple[float, int]]] = [("check, nothing kept", bench.run("check"))]
    rows.append(("check, nothing changed", bench.run("check")))
    changed()
    rows.append(("check, a Saturday changed", bench.run("check")))
    bench.forget()
    rows.append(("build, nothing kept", bench.run("build")))
    changed()
    rows.append(("build, a Saturday changed", bench.run("build")))
    changed()
    rows.append(("build --ward, a Saturday changed", bench.run("build", "--ward", saturday.parent.name)))
    pages = wards + sum(1 for _ in (ROOT / "guides").rglob("*.md"))
    material = None
    if pages <= MOST:
        command = plain_material(bench, folder / "plain")
        _, material, memory = watched(command, bench.environment)
        rows.append(("plain Material, as many pages", (material, memory)))
    for name, (seconds, memory) in rows:
        print(f"{wards:6}{files:8}  ", end="")
        row(name, seconds, memory, material, width=38)
    site = bench.root / "site"
    weights = [f"{place} {weight(site / place)}" for place in ("index.html", "lich/index.html", "lich/wards.json")]
    print(f"{wards:6}{files:8}  bytes, raw / gzip: {', '.join(weights)}")


def row(name: str, seconds: float, memory: int, material: float | None, width: int = 48) -> None:
    ratio = f"{seconds / material:.2f}" if material else "-"
    print(f"{name:{width}}{seconds:9.2f}{memory or '-':>7}{ratio:>13}", flush=True)


def weight(path: Path) -> str:
    data = path.read_bytes()
    return f"{len(data):,} / {len(gzip.compress(data, 6, mtime=0)):,}"


def copied(root: Path) -> Path:
    for name in ("guides", "docs", "schedule"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    return root


def made(root: Path, wards: int) -> Path:
    """A project with that many wards; nobody in it exists."""
    for name in ("guides", "docs"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    source = random.Random(wards)
    shutil.copytree(
        ROOT / "schedule", root / "schedule", ignore=lambda _, names: [n for n in names if n != "holidays.yml"]
    )
    days = [day for week in range(SATURDAYS) if (day := FIRST + dt.timedelta(weeks=week)) != TET]
    people = "".join(
        f"  - {{mã: p{number}, tên: Người mẫu {number}, nhiệm vụ: [trưởng ca, vneid, hộ tịch]}}\n"
        for number in range(PEOPLE)
    )
    for number in range(wards):
        ward = root / f"schedule/phuong-{number}"
        ward.mkdir()
        (ward / "roster.yml").write_text(
            f"dữ liệu mẫu: có\nđiểm trực:\n  tên: Phường Số {number}\n  nơi: Trung tâm phường Số {number}\n"
            f"  địa chỉ: {number} Lê Lợi\n  giờ: 7:30-11:30\ncần mỗi ca: {{trưởng ca: 1, vneid: 2, hộ tịch: 1}}\n"
            f"tình nguyện viên:\n{people}",
            "utf-8",
        )
        for day in days:
            lead, first, second, third = (f"p{one}" for one in source.sample(range(PEOPLE), 4))
            (ward / f"{day}.yml").write_text(
                f"phân công: {{trưởng ca: [{lead}], vneid: [{first}, {second}], hộ tịch: [{third}]}}\n", "utf-8"
            )
    return root


def plain_material(bench: Bench, folder: Path) -> tuple[str, ...]:
    """The command that builds the same pages with plain Material: what staff wrote, and what is made of wards."""
    out = folder / "out"
    bench.run("export", str(out))
    shutil.copytree(out, folder / "docs", ignore=shutil.ignore_patterns("*.ics", "rieng", "anh"))
    for name in ("docs", "guides"):
        shutil.copytree(bench.root / name, folder / "docs", dirs_exist_ok=True)
    (folder / "mkdocs.yml").write_text(PLAIN, "utf-8")
    return sys.executable, "-m", "mkdocs", "build", "-f", str(folder / "mkdocs.yml"), "-q"


def served(command: tuple[str, ...], guide: Path, environment: dict[str, str]) -> float:
    """Seconds from saving a guide until its page shows it."""
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    url = f"http://127.0.0.1:{PORT}/ho-tich/khai-sinh/"
    text, took = guide.read_text("utf-8"), []
    try:
        until(url, "", running)
        for number in range(RUNS + 1):
            time.sleep(1)
            guide.write_text(f"{text}\n\nThử lần {number} đây.\n", "utf-8")
            start = time.perf_counter()
            until(url, f"Thử lần {number} đây", running)
            took.append(time.perf_counter() - start)
    finally:
        running.terminate()
        running.wait()
        guide.write_text(text, "utf-8")
    return statistics.median(took[1:])  # the first one comes to a server that has not settled yet


def until(url: str, said: str, running: subprocess.Popen[bytes]) -> None:
    for _ in range(3000):
        if running.poll() is not None:
            sys.exit("The server has ended.")
        try:
            with urllib.request.urlopen(url, timeout=30) as answer:
                if said in answer.read().decode():
                    return
        except (urllib.error.URLError, OSError):
            pass
        time.sleep(0.02)
    sys.exit("The page never showed it.")


if __name__ == "__main__":
    main()
