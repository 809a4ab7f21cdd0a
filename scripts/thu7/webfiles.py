"""What makes the pages light, safe, and there without a network: hashed assets, the service worker, the headers."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

ASSETS = Path(__file__).parent / "assets"
STYLE, SCRIPT, BOX, FINDER = "thu7.css", "thu7.js", "box.js", "finder.js"


def _asset(name: str) -> bytes:
    return (ASSETS / name).read_bytes()


def script(name: str) -> str:
    """A script without its indents and the lines that only comment."""
    lines = (line.strip() for line in _asset(name).decode().splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith(("//", "/*", "*")))


def _style() -> str:
    """The style without its indents and comments."""
    return re.sub(r"/\*.*?\*/\n?|(?m:^[ \t]+)", "", _asset(STYLE).decode(), flags=re.S)


def _early() -> str:
    """The script that stands in each page."""
    return script("early.js")


def assets(texts: Mapping[str, Any]) -> dict[str, tuple[str, bytes]]:
    """The published assets by name: where each stands, and its content.

    A place changes with its content, so that it may be kept for a year.

    Args:
        texts: what search reads, from ``searching.texts``.
    """
    data = json.dumps(texts, ensure_ascii=False, separators=(",", ":"))
    # As a function, so that a page that only hands the file to a worker does not read the texts.
    finder = f"{script('ranker.js')}{script(FINDER)}function THU7_TEXTS() {{ return {data}; }}\n"
    made = {
        STYLE: _style().encode(),
        SCRIPT: script(SCRIPT).encode(),
        BOX: script(BOX).encode(),
        FINDER: finder.encode(),
    }
    return {name: (_place(name, content), content) for name, content in made.items()}


def _place(name: str, content: bytes) -> str:
    stem, _, ending = name.partition(".")
    return f"assets/{stem}.{hashlib.sha256(content).hexdigest()[:10]}.{ending}"


def for_templates(texts: Mapping[str, Any]) -> dict[str, str]:
    """What the page template needs: the addresses of style and scripts, what stands inline, the mark."""
    places = {name: place for name, (place, _) in assets(texts).items()}
    return {
        "css": places[STYLE],
        "js": places[SCRIPT],
        "box": places[BOX],
        "finder": places[FINDER],
        "early": _early(),
        "mark": _asset("mark.svg").decode().strip(),
        "icon": f"data:image/svg+xml,{quote(_asset('favicon.svg').decode().strip())}",
    }


_OF_THE_NETWORK = re.compile(
    r'<section class="t7-mang"(?P<id>(?: id="[^"]*")?)(?: data-khong-mang="(?P<instead>[^"]*)")?>.*?</section>|<p class="t7-mot-lan">.*?</p>\n?|<meta (?:property="og:|name="description")[^>]*>\n'
    r'|<link rel="(?:canonical|icon)"[^>]*>\n|<li><a [^>]*rel="edit">.*?</li>\n',
    re.S,
)
"""What leads nowhere without a network: sources, the code for another phone, what links show when sent, the pencil."""
_EARLY = "<!--t7-->"
"""Stands in a kept page for the script that is the same in all of them."""


def _said_of(left_out: re.Match[str]) -> str:
    if not left_out[0].startswith("<section"):
        return ""
    return f"<p{left_out['id']}>{left_out['instead'] or 'Căn cứ và nguồn: xem khi có mạng.'}</p>"


def offline(pages: Mapping[str, str], assets: Sequence[str]) -> dict[str, bytes]:
    """The script that keeps the site on the phone, and all pages in one file: packed together they weigh half.

    What leads nowhere without a network is left out: it would be a quarter of it.

    Args:
        pages: finished HTML by address from the site's root.
        assets: the places of the hashed files that pages use.
    """
    early = f"<script>{_early()}</script>"
    kept = {address: _OF_THE_NETWORK.sub(_said_of, html).replace(early, _EARLY) for address, html in pages.items()}
    bundle = json.dumps(kept, ensure_ascii=False, sort_keys=True).encode()
    place = f"assets/trang.{hashlib.sha256(bundle).hexdigest()[:10]}.json"
    settings = {"PAGES": place, "ASSETS": list(assets), "POLICY": _policy(), "EARLY": [_EARLY, early]}
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
