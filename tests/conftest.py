"""Small projects from ``{path: text}``, built for real; Chromium and a real web server where there are some."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import nginx
import pytest
import yaml

HERE = Path(__file__).parent
REPOSITORY = HERE.parent
BASE: dict[str, str] = yaml.load((HERE / "base.yml").read_text("utf-8"), yaml.BaseLoader)
MKDOCS = "site_name: Thử\nsite_url: https://thu.example/\ntheme: material\nplugins: [search, thu7]\n"


def tree(changes: Mapping[str, str | None] | None = None) -> dict[str, bytes]:
    """The files of the base project with some changed, added, or (None) left out."""
    files = {**BASE, **(changes or {})}
    return {path: text.encode() for path, text in files.items() if text is not None}


@pytest.fixture
def project_folder(tmp_path: Path) -> Callable[..., Path]:
    """Writes a project folder with the base files and the given changes."""

    def write(changes: Mapping[str, str | None] | None = None) -> Path:
        root = tmp_path / "project"
        for path, data in {**tree(changes), "mkdocs.yml": MKDOCS.encode()}.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(data)
        return root

    return write


def chromium() -> str | None:
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A real Chromium; without one the test is skipped, with ``CI=true`` it fails."""
    path = chromium()
    if path is None:
        message = "no Chromium found; get one with: sudo apt-get install chromium"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(message)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])


class _Site(http.server.SimpleHTTPRequestHandler):
    """A static host that reads ``_headers`` for all pages and answers with the site's own 404 page."""

    def log_message(self, *_: Any) -> None:
        pass

    def end_headers(self) -> None:
        told = Path(self.directory) / "_headers"
        for line in told.read_text("utf-8").splitlines()[1:] if told.is_file() else []:
            if not line.startswith(" "):
                break
            self.send_header(*line.strip().split(": ", 1))
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            return super().send_error(code, message, explain)
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.read_bytes())


@pytest.fixture(scope="session")
def served() -> Iterator[Callable[[Path], str]]:
    """Serves folders on loopback; gives each one's address."""
    servers = []

    def serve(folder: Path) -> str:
        handler = functools.partial(_Site, directory=str(folder))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def served_by_nginx(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Path], str]]:
    """Serves folders with Debian's nginx and our configuration; without one the test is skipped, with ``CI=true`` it fails."""
    if nginx.executable() is None:
        message = "no nginx found; get one with: sudo apt-get install nginx-light"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(message)
    with ExitStack() as running:
        yield lambda folder: running.enter_context(nginx.serving(folder, tmp_path_factory.mktemp("scratch")))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This repository's own site, built with a secret as on 24/11/2026."""
    import subprocess
    import sys

    target = tmp_path_factory.mktemp("repository") / "copy"
    ignored = shutil.ignore_patterns(".venv", "node_modules", "site", ".git", ".*_cache")
    shutil.copytree(REPOSITORY, target, ignore=ignored)
    command = [
        sys.executable,
        "-c",
        "from thu7.cli.main import main; main()",
        "-C",
        str(target),
        "build",
        "--strict",
        "--on",
        "24/11/2026",
    ]
    subprocess.run(command, check=True, env={**os.environ, "THU7_SECRET": "a secret for tests"})
    return target / "site"
