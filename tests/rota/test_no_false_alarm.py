"""Whatever is right raises no alarm: made-up schedules in which nothing was slipped."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st
from projects import ON
from thu7 import project

FIRST = dt.date(2026, 11, 28)
SATURDAYS = st.integers(0, 30).map(lambda weeks: FIRST + dt.timedelta(weeks=weeks))
PAST = st.integers(1, 60).map(lambda weeks: FIRST - dt.timedelta(weeks=weeks))
REASONS = st.sampled_from(
    ("Sửa trụ sở", "Không có điện", "Họp", "Nghỉ Tết", "Có hội nghị", "Chưa có máy", "0 giờ", "Ok, họp")
)
WORDS = st.sampled_from(("không", "Không", "khong"))
PHONES = st.sampled_from(("028 3894 0000", "1022", "(028) 3894 0000", "1900 1234"))
POSITIONS = st.tuples(st.floats(8.2, 23.3), st.floats(102.2, 109.4)).map(lambda p: f"{p[0]:.4f}, {p[1]:.4f}")


def day(moment: dt.date) -> str:
    return f"{moment:%d/%m/%Y}"


@st.composite
def schedules(draw: st.DrawFn) -> dict[str, bytes]:
    """One or two wards with closures, absences and wishes, past and to come, and Saturdays with what came of them."""
    files = {}
    for ward in draw(st.lists(st.sampled_from(("an-nhon", "an-hoi-dong", "hanh-thong")), min_size=1, unique=True)):
        closed = draw(st.dictionaries(st.one_of(SATURDAYS, PAST), REASONS, max_size=3))
        away = sorted(draw(st.sets(st.one_of(SATURDAYS, PAST), max_size=3)))
        periods = [f"{day(one)} - {day(one + dt.timedelta(days=9))}" for one in draw(st.sets(SATURDAYS, max_size=2))]
        wishes = sorted(draw(st.sets(SATURDAYS, max_size=2)))
        codes = ("lan", "co", "khong", "minh")
        people = "".join(
            f"  - {{mã: {code}, tên: Người {code}, nhiệm vụ: [trưởng ca, vneid]}}\n" for code in codes[:-1]
        )
        people += (
            f"  - mã: minh\n    tên: Người minh\n    nhiệm vụ: [vneid]\n    thích đi cùng: [lan]\n"
            f"    bận: [{', '.join([*map(day, away), *periods])}]\n    không thích: [{', '.join(map(day, wishes))}]\n"
        )
        desk = f"tên: Phường {ward}, nơi: Trụ sở, địa chỉ: Số 5 {ward}, giờ: 7:30-11:30"
        desk += f', điện thoại: "{draw(PHONES)}", vị trí: "{draw(POSITIONS)}"'
        closures = "".join(f"  {day(one)}: {reason}\n" for one, reason in closed.items())
        files[f"schedule/{ward}/roster.yml"] = (
            f"điểm trực: {{{desk}}}\ncần mỗi ca: {{trưởng ca: 1, vneid: 1}}\n"
            f"{f'nghỉ:{chr(10)}{closures}' if closures else ''}tình nguyện viên:\n{people}"
        )
        for date in draw(st.sets(st.one_of(SATURDAYS, PAST), max_size=4)) - closed.keys():
            text = "phân công: {trưởng ca: [co], vneid: [khong]}\nđã chốt: [co]\n" if ward == "an-nhon" else ""
            text += f"nghỉ: {draw(WORDS)}\n"
            if date <= ON:
                files[f"schedule/{ward}/{date}.ket-qua.yml"] = "có mặt: [lan]\nlượt người: 3\n"
            files[f"schedule/{ward}/{date}.yml"] = text
    return {path: text.encode() for path, text in files.items()}


@given(schedules())
def test_no_schedule_without_a_slip_raises_an_alarm(files: dict[str, bytes]) -> None:
    _, problems = project.read_schedule(files, ON)
    assert [problem for problem in problems if problem.code not in ("gap", "over-limit")] == []
