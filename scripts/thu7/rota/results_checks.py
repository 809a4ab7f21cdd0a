"""The house's rules of what came of Saturdays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from thu7.rota.model import Results
from thu7.rota.roster_checks import nearest_person
from thu7.rota.roster_file import code_in
from thu7.rota.schedule import SATURDAY, Schedule
from thu7.text import vietnamese
from thu7.text.problems import Place, Problem, warning


def of_a_saturday_that_was(schedule: Schedule) -> Iterator[Problem]:
    saturdays = {(one.ward, one.date): one for one in schedule.saturdays}
    for results in schedule.results:
        place, day = Place(results.place.path), vietnamese.date(results.date)
        saturday = saturdays.get((results.ward, results.date))
        closed = schedule.why_closed(saturday) if saturday else schedule.why_ward_closed(results.ward, results.date)
        if results.date > schedule.today:
            message = f"Buổi {day} chưa tới mà đã ghi kết quả."
            yield Problem(place, "too-early", message, "Đổi tên tệp theo ngày của buổi đã qua.")
        elif closed:
            message = f"Buổi {day} nghỉ ({closed}) mà có kết quả."
            yield Problem(place, "closed", message, "Xóa tệp này, hoặc bỏ dòng nghỉ nếu hôm đó vẫn mở.")
        elif results.date.weekday() != SATURDAY and saturday is None:
            message = f"{day} là {vietnamese.WEEKDAYS[results.date.weekday()]}, không phải thứ Bảy."
            hint = f"Đổi tên tệp theo ngày của buổi, như: {(results.date - dt.timedelta((results.date.weekday() - SATURDAY) % 7)).isoformat()}.ket-qua.yml"
            yield Problem(place, "not-saturday", message, hint)
        elif saturday is None and results.ward in schedule.rosters:
            message = f"Phường này không có tệp của buổi {day}. Kết quả vẫn được tính."
            yield warning(place, "no-saturday", message, "Xem lại ngày trong tên tệp, và thư mục của phường.")


def who_came_is_known(schedule: Schedule) -> Iterator[Problem]:
    for results in schedule.results:
        roster = schedule.rosters.get(results.ward)
        seen: dict[str, Place] = {}
        for key, place in results.attended if roster else ():
            code = code_in(results.ward, key)
            if roster and schedule.person(key) is None:
                yield Problem(place, "unknown-person", f"Không có ai mang mã “{code}”.", nearest_person(code, roster))
            elif schedule.roles_of(key, results.ward) is None:
                message = f"“{code}” không có trong danh sách của phường này."
                yield warning(place, "not-of-ward", message, "Thêm người ấy vào roster.yml như khách, hoặc xem lại mã.")
            elif key in seen:
                message = f"“{code}” đã có ở dòng {seen[key].line}."
                yield warning(place, "repeated", message, "Mỗi người ghi một lần. Xóa một chỗ.")
            seen.setdefault(key, place)


def sums_can_be(schedule: Schedule) -> Iterator[Problem]:
    for results in schedule.results:
        for what, said in _parts(results):
            if said > results.people:
                message = f"{what} là {said}, nhiều hơn {results.people} lượt người."
                yield warning(results.place, "sum", message, "Đếm lại trên tờ đếm. Mỗi người tính một lần.")


def _parts(results: Results) -> Iterator[tuple[str, int]]:
    """What cannot be more than the people who came: each of it is one of them. Files are not: somebody may bring two."""
    yield "Cộng theo lĩnh vực", sum(count for _, count in results.fields)
    yield "Số người chỉ hỏi", results.asked or 0
    yield "Số người hẹn lại", results.again or 0
    yield "Số phiếu hài lòng và không", (results.content or 0) + (results.discontent or 0)


RULES = (of_a_saturday_that_was, who_came_is_known, sums_can_be)
