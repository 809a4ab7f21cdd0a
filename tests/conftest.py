"""Projects written for real, the repository's own site built once for all, real servers and a real Chromium.

A test is marked by what it asks for: ``browser`` where it uses one, ``server`` where something is served to it.
"""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import nginx
import projects
import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings
from projects import REPOSITORY

# How many made-up wards a property is tried on: with --hypothesis-profile=quick, between two edits, a few.
calm = settings(deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
settings.register_profile("thorough", calm, max_examples=150)
settings.register_profile("quick", calm, max_examples=20)
settings.load_profile("thorough")

SERVERS = {"served", "served_by_nginx"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # Whoever builds the site for all begins with that, and what takes long does not come last.
    items.sort(key=lambda item: "site" not in getattr(item, "fixturenames", ()))
    for item in items:
        asked = set(getattr(item, "fixturenames", ()))
        if "browser" in asked:
            item.add_marker(pytest.mark.browser)
        elif asked & SERVERS:
            item.add_marker(pytest.mark.server)


def missing(what: str) -> None:
    """Without a program its tests are skipped; with ``CI=true`` they fail."""
    (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(what)


@pytest.fixture
def project_folder(tmp_path: Path) -> Callable[..., Path]:
    """Writes a project folder with the base files and the given changes."""

    def write(changes: Mapping[str, str | None] | None = None) -> Path:
        return projects.write(tmp_path / "project", changes)

    return write


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A real Chromium."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next(filter(None, map(shutil.which, names)), None)
    if path is None:
        missing("no Chromium found; get one with: sudo apt-get install chromium")
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
    """Serves folders on loopback, each once; gives their addresses."""
    servers: dict[Path, http.server.ThreadingHTTPServer] = {}

    def serve(folder: Path) -> str:
        if folder not in servers:
            handler = functools.partial(_Site, directory=str(folder))
            servers[folder] = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
            # How long a server takes to notice that it should end.
            threading.Thread(target=servers[folder].serve_forever, args=(0.02,), daemon=True).start()
        return f"http://127.0.0.1:{servers[folder].server_port}"

    yield serve
    for server in servers.values():
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def served_by_nginx(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Path], str]]:
    """Serves folders with Debian's nginx and our configuration."""
    if nginx.executable() is None:
        missing("no nginx found; get one with: sudo apt-get install nginx-light")
    with ExitStack() as running:
        yield lambda folder: running.enter_context(nginx.serving(folder, tmp_path_factory.mktemp("scratch")))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """This repository's own site, built with a secret as on 26/11/2026, once for all processes; nobody may change it."""
    own = tmp_path_factory.getbasetemp()
    shared = own if worker_id == "master" else own.parent
    target = shared / "repository"
    with FileLock(shared / "repository.lock"):
        if not (target / "site").is_dir():
            for folder in ("guides", "schedule", "docs"):
                shutil.copytree(REPOSITORY / folder, target / folder, dirs_exist_ok=True)
            shutil.copy(REPOSITORY / "mkdocs.yml", target)
            command = (sys.executable, "-c", "from thu7.cli.main import main; main()", "-C", str(target))
            environment = {**os.environ, "THU7_SECRET": "a secret for tests"}
            subprocess.run((*command, "build", "--on", "26/11/2026"), check=True, env=environment)
    return target / "site"
