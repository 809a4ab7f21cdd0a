"""QR codes."""

from __future__ import annotations

import io

import segno


def qr_svg(address: str, *, light: bool = False) -> str:
    """A QR code as an SVG that stands inside a page; its modules are black on white in either scheme.

    Args:
        light: of fewer modules, for a screen; paper is folded and gets stains.
    """
    out = io.BytesIO()
    code = segno.make(address, error="l" if light else "m", micro=False, boost_error=not light)
    code.save(out, kind="svg", xmldecl=False, border=2, light="#fff", omitsize=True, svgclass=None, lineclass=None)
    return out.getvalue().decode().strip()
