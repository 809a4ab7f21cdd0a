"""How many requests a second the served site answers: nginx as scripts/deploy sets it, nginx set plainly, and Python's own server.

The load comes from wrk on the same machine, so only the ratios in one run say something. Pages are compressed beforehand for all
three; only our settings send what was compressed. A phone that has the calendar already asks with the tag it was given.
"""

from __future__ import annotations

import gzip
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))

import nginx
from sites import ROOT
from watching import family, proportional

ON = "26/11/2026"
PLAIN = "server { listen 80; root /srv/thu7/site; types { text/html html; text/calendar ics; text/css css; } gzip on; gzip_types text/calendar text/css; }"
COMPRESSED = (".html", ".css", ".js", ".json", ".ics")
SECONDS = 4


def main() -> None:
    if shutil.which("wrk") is None or nginx.executable() is None:
        sys.exit("This bench needs wrk and nginx, for instance: sudo apt-get install wrk nginx-light")
    with tempfile.TemporaryDirectory() as folder:
        site = build(Path(folder))
        calendar = next((site / "lich/rieng").glob("*.ics")).relative_to(site).as_posix()
        asked = {"home": "", "guide": "ho-tich/khai-sinh/", "calendar": calendar, "calendar, kept": calendar}
        print(f"{'requests a second':<26}" + "".join(f"{name:>16}" for name in asked) + f"{'memory':>12}")
        first: list[float] = []
        for name, server in (
            ("nginx, scripts/deploy", nginx_with(site, None)),
            ("nginx, set plainly", nginx_with(site, PLAIN)),
            ("Python's http.server", python(site)),
        ):
            with server as (address, process):
                rates = [rate(f"{address}/{path}", "kept" in what) for what, path in asked.items()]
                memory = sum(map(proportional, family(process))) // 1024
            first = first or rates
            cells = (f"{one:,.0f} ({one / ours:.2f})" for one, ours in zip(rates, first, strict=True))
            print(f"{name:<26}" + "".join(f"{cell:>16}" for cell in cells) + f"{memory:>9} MB")


def build(folder: Path) -> Path:
    """This repository's site with personal calendars, and each text once more compressed."""
    site = folder / "site"
    command = [Path(sys.executable).parent / "mkdocs", "build", "-q", "-f", ROOT / "mkdocs.yml", "-d", site]
    subprocess.run(
        command, check=True, capture_output=True, env={"THU7_ON": ON, "THU7_SECRET": "s", "PATH": "/usr/bin"}
    )
    for path in [path for path in site.rglob("*") if path.suffix in COMPRESSED]:
        path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes(), 9, mtime=0))
    return site


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


def rate(url: str, kept: bool) -> float:
    """Requests a second, eight at a time; where ``kept``, each says that the answer has not changed since."""
    headers = ["-H", "Accept-Encoding: gzip"]
    if kept:
        answer = urllib.request.urlopen(urllib.request.Request(url, headers={"Accept-Encoding": "gzip"}))
        headers += ["-H", f"If-Modified-Since: {answer.headers['Last-Modified']}"]
    done = subprocess.run(
        ["wrk", "-t1", "-c8", f"-d{SECONDS}s", *headers, url], check=True, capture_output=True, text=True
    )
    found = re.search(r"Requests/sec:\s*([\d.]+)", done.stdout)
    assert found and "Non-2xx" not in done.stdout, done.stdout
    return float(found[1])


if __name__ == "__main__":
    main()
