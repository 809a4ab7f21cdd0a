"""A static host on loopback that compresses, sends what ``_headers`` says for all pages, and answers 404 with the site's page."""

from __future__ import annotations

import functools
import gzip
import http.server
import threading
import time
from pathlib import Path
from typing import Any

LATENCY, THROUGHPUT = 0.15, 200_000
"""Lighthouse's slow 4G: seconds until a byte comes, and bytes a second (1.6 Mbit)."""
PLAIN = (".png", ".jpg", ".webp", ".woff2", ".gz")


class Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    slow = False

    def log_message(self, *_: Any) -> None:
        pass

    def do_GET(self) -> None:
        root = Path(self.directory)
        path = root / self.path.split("?")[0].strip("/")
        path = path / "index.html" if path.is_dir() else path
        found = path.is_file()
        path = path if found else root / "404.html"
        body = path.read_bytes() if path.is_file() else b""
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if path.suffix not in PLAIN:
            body = gzip.compress(body, 6, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        for name, value in told(root):
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        if self.slow:
            time.sleep(LATENCY + len(body) / THROUGHPUT)
        self.end_headers()
        self.wfile.write(body)


def told(root: Path) -> list[tuple[str, str]]:
    """The headers that ``_headers`` gives for every path."""
    file = root / "_headers"
    lines = file.read_text("utf-8").splitlines()[1:] if file.is_file() else []
    end = next((i for i, line in enumerate(lines) if not line.startswith(" ")), len(lines))
    return [(name, value) for name, _, value in (line.strip().partition(": ") for line in lines[:end])]


class SlowHandler(Handler):
    slow = True


def serve(folder: Path, slow: bool = False) -> str:
    """Serve until the process ends, as over a fast line or a slow one; gives the address."""
    handler = functools.partial(SlowHandler if slow else Handler, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"
