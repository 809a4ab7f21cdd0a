"""``/ket-qua/``: what came of past Saturdays; counts only."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from thu7.rota.model import Roster, Shift
from thu7.text import vietnamese
from thu7.text.front_matter import front_matter


def results_page(wards: Sequence[tuple[Roster, Sequence[Shift]]]) -> str:
    """``/ket-qua/``: what came of past Saturdays; counts only."""
    title = "Kết quả các buổi thứ Bảy"
    held = [
        (s.date, roster.venue.name, dict(s.saturday.results))
        for roster, shifts in wards
        for s in shifts
        if s.saturday.results
    ]
    rows = [
        f'<tr><th scope="row">{vietnamese.date(day)}</th><td data-cot="Phường">{escape(ward)}</td>'
        + "".join(
            f'<td data-cot="{name.capitalize()}">{counts.get(name, 0)}</td>'
            for name in ("lượt người", "hồ sơ trực tuyến")
        )
        + "</tr>"
        for day, ward, counts in sorted(held, key=lambda row: (row[0], vietnamese.collation(row[1])), reverse=True)
    ]
    table = (
        "<table>\n<thead><tr><th>Ngày</th><th>Phường</th><th>Lượt người</th><th>Hồ sơ trực tuyến</th></tr></thead>\n<tbody>\n"
        + "\n".join(rows)
        + "\n</tbody>\n</table>"
        if rows
        else "Chưa có buổi nào ghi kết quả."
    )
    intro = "Mỗi buổi chỉ đếm số lượt người và số hồ sơ. Trang này không giữ gì về người đến làm."
    return (
        "\n\n".join(
            (
                front_matter({"title": title, "description": "Số lượt người và hồ sơ của từng buổi."}),
                f"# {title}",
                intro,
                table,
            )
        )
        + "\n"
    )
