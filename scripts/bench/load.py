"""How many requests a second the site of a whole city answers, and the memory for it: nginx as scripts/deploy sets it, with what was
packed beforehand and without, beside nginx set plainly and Python's own server.

The load comes from wrk on the same machine, so only the ratios in one run say something. A phone that has the calendar already asks
with the date it was given. What a page weighs on its way stands beside.
"""

from __future__ import annotations

import http.client
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))

import nginx
import projects
from many_wards import many
from sites import ON, ROOT
from thu7.system import compression
from watching import family, proportional

WARDS = 168
"""Of Ho Chi Minh City."""
PLAIN = "server { listen 80; root /srv/thu7/site; types { text/html html; text/calendar ics; text/css css; } gzip on; gzip_types text/calendar text/css; }"
SECONDS = 4


def main() -> None:
    if shutil.which("wrk") is None or nginx.executable() is None:
        sys.exit("This bench needs wrk and nginx, for instance: sudo apt-get install wrk nginx-light")
    with tempfile.TemporaryDirectory() as folder:
        site = build(Path(folder))
        packed = site.with_name("packed")
        shutil.copytree(site, packed)
        start = time.perf_counter()
        count, before, after = compression.pack_folder(packed)
        took = time.perf_counter() - start
        files = sum(path.is_file() for path in site.rglob("*"))
        print(
            f"{WARDS} wards, {files} files; {count} texts of {before / 1e6:.1f} MB packed to {after / 1e6:.1f} MB in {took:.0f} s"
        )
        calendar = next((site / "lich/rieng").glob("*.ics")).relative_to(site).as_posix()
        asked = {
            "home": "",
            "guide": "ho-tich/khai-sinh/",
            "ward": "lich/phuong-7/",
            "calendar": calendar,
            "calendar, kept": calendar,
        }
        print(f"{'requests a second':<30}" + "".join(f"{name:>16}" for name in asked) + f"{'a guide':>10}{'memory':>9}")
        rows = [
            ("scripts/deploy, packed", nginx_with(packed, None), "gzip"),
            ("scripts/deploy, not packed", nginx_with(site, None), "gzip"),
            ("nginx, set plainly", nginx_with(site, PLAIN), "gzip"),
            ("Python's http.server", python(site), "gzip"),
        ]
        if nginx.BROTLI.exists() and "brotli" not in compression.missing():
            rows.insert(1, ("the same with brotli", nginx_with(packed, nginx.with_brotli()), "br"))
        first: list[float] = []
        for name, server, coding in rows:
            with server as (address, process):
                rates = [rate(f"{address}/{path}", "kept" in what, coding) for what, path in asked.items()]
                memory = sum(map(proportional, family(process))) // 1024
                weight = len(fetched(f"{address}/{asked['guide']}", coding).read())
            first = first or rates
            cells = (f"{one:,.0f} ({one / ours:.2f})" for one, ours in zip(rates, first, strict=True))
            print(f"{name:<30}" + "".join(f"{cell:>16}" for cell in cells) + f"{weight:>8} B{memory:>6} MB")


def build(folder: Path) -> Path:
    """This repository's guides with as many wards as the city has, and people's own calendars."""
    root = projects.write(folder / "city", many(WARDS))
    for name in ("guides", "docs"):
        shutil.rmtree(root / name)
        shutil.copytree(ROOT / name, root / name)
    command = [Path(sys.executable).parent / "thu7", "-C", root, "build", "--on", ON]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "THU7_SECRET": "a secret for benches"})
    return root / "site"


@contextmanager
def nginx_with(site: Path, configuration: str | None) -> Iterator[tuple[str, int]]:
    with (
        tempfile.TemporaryDirectory() as scratch,
        nginx.serving(site, Path(scratch), configuration=configuration) as address,
    ):
        yield address, int((Path(scratch) / "pid").read_text())


@contextmanager
def python(site: Path) -> Iterator[tuple[str, int]]:
    command = [sys.executable, "-u", "-m", "http.server", "-b", "127.0.0.1", "-d", str(site), "0"]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert running.stdout
    found = re.search(r"port (\d+)", running.stdout.readline())
    assert found, "the server says its port first"
    try:
        yield f"http://127.0.0.1:{found[1]}", running.pid
    finally:
        running.kill()
        running.wait()


def fetched(url: str, coding: str) -> http.client.HTTPResponse:
    answer: http.client.HTTPResponse = urllib.request.urlopen(
        urllib.request.Request(url, headers={"Accept-Encoding": coding})
    )
    return answer


def rate(url: str, kept: bool, coding: str) -> float:
    """Requests a second, eight at a time; where ``kept``, each says that the answer has not changed since."""
    headers = ["-H", f"Accept-Encoding: {coding}"]
    if kept:
        headers += ["-H", f"If-Modified-Since: {fetched(url, coding).headers['Last-Modified']}"]
    done = subprocess.run(
        ["wrk", "-t1", "-c8", f"-d{SECONDS}s", *headers, url], check=True, capture_output=True, text=True
    )
    found = re.search(r"Requests/sec:\s*([\d.]+)", done.stdout)
    assert found and "Non-2xx" not in done.stdout, done.stdout
    return float(found[1])


if __name__ == "__main__":
    main()
