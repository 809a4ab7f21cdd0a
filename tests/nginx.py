"""Debian's nginx on loopback with the repository's own configuration."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CONFIGURATION = Path(__file__).parents[1] / "scripts/deploy/nginx.conf"
BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
"""Debian's module that sends what was packed with brotli."""


def with_brotli() -> str:
    """Our configuration as its comment says where the module is there."""
    own = CONFIGURATION.read_text("utf-8")
    assert own.count("#brotli_static on;") == 1
    return own.replace("#brotli_static on;", "brotli_static on;")


def executable() -> str | None:
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


@contextmanager
def serving(site: Path, scratch: Path, *, configuration: str | None = None) -> Iterator[str]:
    """The address at which ``site`` is served, by our configuration or another one that says ``listen 80`` and our root.

    Args:
        scratch: an empty folder for what nginx writes.
    """
    nginx = executable()
    assert nginx, "no nginx found; get one with: sudo apt-get install nginx-light"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = CONFIGURATION.read_text("utf-8") if configuration is None else configuration
    assert own.count("listen 80;") == own.count("root /srv/thu7/site;") == 1
    own = own.replace("listen 80;", f"listen 127.0.0.1:{port};").replace("/srv/thu7/site", str(site))
    (scratch / "site.conf").write_text(own, "utf-8")
    places = "".join(
        f"{kind}_temp_path {scratch}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;" if os.geteuid() == 0 else ""
    # Debian loads it for the whole server, so it stands outside of our file.
    user += f" load_module {BROTLI};" if "\n    brotli_static on;" in own else ""
    (scratch / "nginx.conf").write_text(
        f"{user} daemon off; pid {scratch}/pid; error_log stderr; events {{}} http {{ access_log off; {places} include {scratch}/site.conf; }}"
    )
    running = subprocess.Popen(
        [nginx, "-c", str(scratch / "nginx.conf"), "-p", str(scratch)], stderr=subprocess.PIPE, text=True
    )
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert running.poll() is None, running.stderr and running.stderr.read()
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        running.terminate()
        running.wait(10)
