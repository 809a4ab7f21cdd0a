"""What a page may load and run, and what a host should send with it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence

from thu7.site.assets import early_script, saturday_script


def policy() -> str:
    """What a page may load and run: its own files and the two scripts that stand in pages."""
    inline = " ".join(f"'sha256-{_hash(script)}'" for script in (early_script(), saturday_script()))
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' {inline}",
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


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def headers(folders: Sequence[str] = ("",)) -> str:
    """``_headers``, read by several static hosts; the server's own settings say the same.

    Args:
        folders: where sites stand below the address, each with a slash at its end: one that has it to itself, or several.
    """
    everywhere = f"""/*
  Content-Security-Policy: {policy()}
  Referrer-Policy: no-referrer
  Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()
  X-Content-Type-Options: nosniff
"""
    return everywhere + "".join(map(_of_a_site, folders))


def _of_a_site(folder: str) -> str:
    return f"""/{folder}assets/*
  Cache-Control: public, max-age=31536000, immutable
/{folder}lich/*.ics
  Content-Type: text/calendar; charset=utf-8
  Cache-Control: public, max-age=900
/{folder}lich/rieng/*
  X-Robots-Tag: noindex
/{folder}xac-nhan/*
  X-Robots-Tag: noindex
/{folder}schema/*
  Access-Control-Allow-Origin: *
"""
