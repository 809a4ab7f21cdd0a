"""A certificate of days, to sign and stamp: one A4 page."""

from __future__ import annotations

from collections.abc import Mapping

from thu7.paper.qr_code import qr_svg
from thu7.paper.typesetting import pdf, typeset


def certificate(told: Mapping[str, str], page: str, sample: str) -> bytes:
    """The page as PDF.

    Args:
        told: ``number``, ``name``, ``student``, ``activity``, ``place``, ``dates``, ``days``, ``organiser``, ``issued``.
        page: the address that says whether it still stands.
        sample: what is said of made-up people; empty for real ones.
    """
    data = {**told, "title": f"Giấy xác nhận {told['number']}", "page": page, "qr": qr_svg(page), "sample": sample}
    return pdf(typeset("certificate", data))
