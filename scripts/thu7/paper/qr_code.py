"""QR codes."""

from __future__ import annotations

import io

import segno

from thu7.system.memo import remembered


@remembered
def qr_svg(address: str, *, light: bool = False) -> str:
    """A QR code as an SVG that stands inside a page; its modules are black on white in either scheme.

    Args:
        light: of fewer modules, for a page alone; paper is folded and gets stains.
    """
    out = io.BytesIO()
    code = segno.make(address, error="l" if light else "m", micro=False, boost_error=not light)
    look = {"border": 2, "light": "#fff", "omitsize": True, "svgclass": None, "lineclass": None}
    code.save(out, kind="svg", xmldecl=False, svgns=not light, **look)
    return out.getvalue().decode().strip()
