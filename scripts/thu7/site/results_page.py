"""``/ket-qua/``: what came of past Saturdays; counts only."""

from __future__ import annotations

from html import escape

from thu7.rota.schedule import Schedule
from thu7.text import vietnamese
from thu7.text.front_matter import front_matter


def results_page(schedule: Schedule) -> str:
    """``/ket-qua/``: what came of past Saturdays; counts only."""
    title = "Kết quả các buổi thứ Bảy"
    held = [
        (one.date, schedule.rosters[one.ward].venue.name, one)
        for one in schedule.results
        if one.ward in schedule.rosters
    ]
    rows = [
        f'<tr><th scope="row">{vietnamese.date(day)}</th><td data-cot="Phường">{escape(ward)}</td>'
        f'<td data-cot="Lượt người">{one.people}</td>'
        f'<td data-cot="Hồ sơ trực tuyến">{"không đếm" if one.online is None else one.online}</td></tr>'
        for day, ward, one in sorted(held, key=lambda row: (row[0], vietnamese.collation(row[1])), reverse=True)
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
