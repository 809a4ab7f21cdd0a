"""QR codes."""

from __future__ import annotations

import io

import segno


def qr_svg(address: str) -> str:
    """A QR code as an SVG that stands inside a page; its modules are black on white in either scheme."""
    out = io.BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(out, kind="svg", xmldecl=False, border=2, light="#fff", omitsize=True)
    return out.getvalue().decode().strip()
