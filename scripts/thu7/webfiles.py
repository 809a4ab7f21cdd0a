"""What makes the pages light, safe, and there without a network: hashed assets, the service worker, the headers."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
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


def offline(pages: Mapping[str, str]) -> dict[str, bytes]:
    """The script that keeps the site on the phone, and all pages in one file: packed together they weigh half.

    Args:
        pages: finished HTML by address from the site's root.
    """
    bundle = json.dumps(pages, ensure_ascii=False, sort_keys=True).encode()
    place = f"assets/trang.{hashlib.sha256(bundle).hexdigest()[:10]}.json"
    settings = {"PAGES": place, "ASSETS": list(assets()), "POLICY": _policy()}
    head = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in settings.items())
    worker = head.encode() + _asset("sw.js")
    version = json.dumps(hashlib.sha256(worker).hexdigest()[:16])
    return {place: bundle, "sw.js": f"const VERSION = {version};\n".encode() + worker}


def _policy() -> str:
    """What a page may load and run: its own files and the one script that stands in it."""
    inline = base64.b64encode(hashlib.sha256(_early().encode()).digest()).decode()
    return "; ".join(
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


def headers() -> str:
    """``_headers``, read by several static hosts; the server's own settings say the same."""
    return f"""/*
  Content-Security-Policy: {_policy()}
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
