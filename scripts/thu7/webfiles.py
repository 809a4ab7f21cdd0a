"""What makes the pages light, safe, and there without a network: hashed assets, the service worker, the headers."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import quote

ASSETS = Path(__file__).parent / "assets"
HASHED = ("thu7.css", "thu7.js")


def _asset(name: str) -> bytes:
    return (ASSETS / name).read_bytes()


def _early() -> str:
    """The script that stands in each page, without its indents and the lines that only comment."""
    lines = (line.strip() for line in _asset("early.js").decode().splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("/*"))


def address(name: str) -> str:
    """Where a hashed asset is published: its name changes with its content, so it may be kept for a year."""
    stem, _, ending = name.partition(".")
    return f"assets/{stem}.{hashlib.sha256(_asset(name)).hexdigest()[:10]}.{ending}"


def assets() -> dict[str, bytes]:
    """The published assets by their place."""
    return {address(name): _asset(name) for name in HASHED}


def for_templates() -> dict[str, str]:
    """What the page template needs: the addresses of style and script, what stands inline, the mark."""
    return {
        "css": address("thu7.css"),
        "js": address("thu7.js"),
        "early": _early(),
        "mark": _asset("mark.svg").decode().strip(),
        "icon": f"data:image/svg+xml,{quote(_asset('favicon.svg').decode().strip())}",
    }


def service_worker(pages: Sequence[str], contents: Iterable[bytes]) -> str:
    """The script that keeps the pages on the phone.

    Args:
        pages: addresses from the site's root, kept in the background after the first visit.
        contents: everything those pages are made from; a change of it renews what is kept.
    """
    version = hashlib.sha256()
    for content in contents:
        version.update(hashlib.sha256(content).digest())
    kept = [*pages, *assets()]
    version.update(json.dumps(kept).encode())
    head = f'const VERSION = "{version.hexdigest()[:16]}";\nconst KEPT = {json.dumps(kept)};\n'
    return head + _asset("sw.js").decode()


def headers() -> str:
    """``_headers``, read by several static hosts; the server's own settings say the same."""
    inline = base64.b64encode(hashlib.sha256(_early().encode()).digest()).decode()
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' 'sha256-{inline}'",
            "style-src 'self'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "manifest-src 'self'",
            "worker-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )
    return f"""/*
  Content-Security-Policy: {policy}
  Referrer-Policy: no-referrer
  Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()
  X-Content-Type-Options: nosniff
/assets/*
  Cache-Control: public, max-age=31536000, immutable
/lich/*.ics
  Content-Type: text/calendar; charset=utf-8
  Cache-Control: public, max-age=900
/lich/rieng/*
  X-Robots-Tag: noindex
"""
