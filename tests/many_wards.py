"""More wards than a page has room for, as files; nobody in them exists."""

from __future__ import annotations

import datetime as dt

from projects import BASE

NAMES = ("An Nhơn", "Đông Thạnh", "Hạnh Thông", "Thông Tây Hội", "Tân Sơn Nhì", "Gò Vấp", "Bình Trưng")
ROSTER = BASE["schedule/an-nhon/roster.yml"]
FIRST = dt.date(2026, 11, 28)


def many(count: int) -> dict[str, str | None]:
    """So many wards, each with two Saturdays; the first ones have names of their own."""
    made: dict[str, str | None] = {"schedule/an-nhon/roster.yml": None, "schedule/an-nhon/2026-11-28.yml": None}
    for number in range(count):
        name = NAMES[number] if number < len(NAMES) else f"Số {number}"
        folder = f"schedule/phuong-{number}"
        made[f"{folder}/roster.yml"] = (
            ROSTER.replace("Phường An Nhơn", f"Phường {name}")
            .replace("1C Nguyễn Văn Lượng", f"{number + 1} Lê Lợi")
            .replace("[Phường 5, Phường 6]", f"[Phường cũ {number + 1}]")
        )
        for week in range(2):
            made[f"{folder}/{FIRST + dt.timedelta(weeks=week)}.yml"] = "phân công: {trưởng ca: [lan], vneid: [minh]}\n"
    return made
