"""What is not as it should be with a project's set-up, each with what mends it; pure, so all that it looks at comes in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from thu7.calendar.history import History
from thu7.publishing import SHORT_SECRET
from thu7.rota.model import Roster
from thu7.rota.schedule import Schedule
from thu7.sheets.layout import coming_saturdays
from thu7.text import problems, vietnamese

AHEAD, BACK = dt.timedelta(weeks=8), dt.timedelta(weeks=13)
"""For how long Saturdays should have their files, and how long nobody should go without one."""
EXAMPLES = (".example/", "//example.", "//localhost", "//127.")
"""Parts of addresses that nobody reaches."""
SLIP = dt.timedelta(days=1)
"""How far a machine's clock may be behind the newest commit."""


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: what is so, and what mends it; nothing to mend where it is well."""

    said: str
    mend: str = ""


def findings(
    schedule: Schedule, history: History, *, secret: str, site_url: str, newest: dt.datetime | None
) -> Iterator[Finding]:
    """Everything that was looked at, in order.

    Args:
        secret: the key of personal addresses; empty where there is none.
        site_url: as ``mkdocs.yml`` gives it.
        newest: when the newest commit was made; None outside of git.
    """
    yield _of_history(history)
    yield _of_clock(schedule.today, newest)
    yield _of_secret(secret)
    yield _of_address(site_url)
    for roster in schedule.desks:
        yield from _of_ward(schedule, roster)
    if not schedule.rosters:
        yield Finding("Chưa có phường nào.", "thu7 new ward an-nhon")


def _of_history(history: History) -> Finding:
    if history.trouble:
        return Finding(problems.sentence(history.trouble), "git status")
    if not history.complete:
        said = "Không có đủ lịch sử git: điện thoại đã đăng ký lịch có thể không nhận thay đổi."
        return Finding(said, "git fetch --unshallow (hoặc git init, rồi git commit, nếu chưa có kho)")
    return Finding("Lịch sử git đủ.")


def _of_clock(today: dt.date, newest: dt.datetime | None) -> Finding:
    if newest and newest.date() - today > SLIP:
        said = (
            f"Hôm nay theo máy là {vietnamese.date(today)}, mà lần sửa mới nhất ghi {vietnamese.date(newest.date())}."
        )
        return Finding(said, "Chỉnh lại ngày giờ của máy")
    return Finding(f"Hôm nay là {vietnamese.date(today)}.")


def _of_secret(secret: str) -> Finding:
    if not secret:
        said = "Chưa có THU7_SECRET: không dựng lịch riêng của tình nguyện viên."
        return Finding(said, "openssl rand -hex 32, rồi đặt vào biến THU7_SECRET nơi dựng trang")
    if len(secret) < SHORT_SECRET:
        return Finding("THU7_SECRET ngắn quá, người lạ có thể dò ra.", "openssl rand -hex 32, rồi đặt lại THU7_SECRET")
    return Finding("Có THU7_SECRET.")


def _of_address(site_url: str) -> Finding:
    if not site_url:
        return Finding("mkdocs.yml chưa có địa chỉ của trang.", "Thêm một dòng vào mkdocs.yml: site_url: https://…/")
    if any(part in site_url for part in EXAMPLES):
        return Finding(f"Địa chỉ của trang còn là ví dụ: {site_url}", "Sửa site_url trong mkdocs.yml")
    return Finding(f"Địa chỉ của trang: {site_url}")


def _of_ward(schedule: Schedule, roster: Roster) -> Iterator[Finding]:
    name, ward, today = roster.venue.name, roster.ward, schedule.today
    if roster.sample:
        said = f"{name}: còn là dữ liệu mẫu."
        yield Finding(said, f"Thay bằng người thật trong schedule/{ward}/roster.yml, rồi xóa dòng “dữ liệu mẫu”")
    filed = {saturday.date for saturday in schedule.saturdays if saturday.ward == ward}
    coming = coming_saturdays(today, AHEAD.days // 7)
    missing = [day for day in coming if day not in filed and not schedule.why_closed_on(ward, day)]
    if missing:
        days = vietnamese.joined([vietnamese.date(day) for day in missing])
        yield Finding(f"{name or ward}: chưa có lịch trực cho {days}.", f"thu7 plan {ward} --write")
    else:
        yield Finding(f"{name}: lịch trực đủ đến {vietnamese.date(coming[-1])}.")
    serving = {
        assignment.key
        for saturday in schedule.saturdays
        if today - BACK <= saturday.date <= today + BACK
        for assignment in saturday.assignments
    }
    idle = [person.name for person in roster.volunteers if person.key not in serving]
    if idle and filed:
        said = f"{name}: ba tháng nay và ba tháng tới không có buổi nào: {vietnamese.joined(idle)}."
        yield Finding(said, f"Hỏi từng người, rồi xem: thu7 plan {ward}")


def report(found: list[Finding]) -> str:
    """What is to be done first, then what is well."""
    wrong = [f"✗ {one.said}\n  Cách sửa: {one.mend}" for one in found if one.mend]
    well = [f"✓ {one.said}" for one in found if not one.mend]
    head = f"{len(wrong)} việc cần làm:" if wrong else "Mọi thứ đều ổn."
    return "\n".join([head, *wrong, *well])
