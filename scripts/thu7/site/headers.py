"""What a page may load and run, and what a host should send with it."""

from __future__ import annotations

import base64
import hashlib

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


def headers() -> str:
    """``_headers``, read by several static hosts; the server's own settings say the same."""
    return f"""/*
  Content-Security-Policy: {policy()}
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
/xac-nhan/*
  X-Robots-Tag: noindex
/schema/*
  Access-Control-Allow-Origin: *
"""
