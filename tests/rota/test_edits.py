"""One value of a staff file changes, and not a byte besides."""

from __future__ import annotations

import pytest
from thu7.rota import edits

ROLES = {"trưởng ca": ["a", "w/b"], "hộ tịch": ["c"]}
SATURDAYS = {
    "a comment on the line": (
        "# Buổi mẫu\nphân công:\n  trưởng ca: [lan]   # dẫn\n  vneid: [dat, giang]\nghi chú: x # y\n",
        "# Buổi mẫu\nphân công:\n  trưởng ca: [a, w/b]   # dẫn\n  vneid: [dat, giang]\n  hộ tịch: [c]\nghi chú: x # y\n",
    ),
    "nothing but a comment": ("# c\n", "# c\nphân công:\n  trưởng ca: [a, w/b]\n  hộ tịch: [c]\n"),
    "empty": ("", "phân công:\n  trưởng ca: [a, w/b]\n  hộ tịch: [c]\n"),
    "no end of line": ("# c", "# c\nphân công:\n  trưởng ca: [a, w/b]\n  hộ tịch: [c]\n"),
    "another key alone": ("ghi chú: x\n", "phân công:\n  trưởng ca: [a, w/b]\n  hộ tịch: [c]\nghi chú: x\n"),
    "an empty block": (
        "phân công:   # điền\nghi chú: x\n",
        "phân công:   # điền\n  trưởng ca: [a, w/b]\n  hộ tịch: [c]\nghi chú: x\n",
    ),
    "on one line": (
        "phân công: {trưởng ca: [lan], vneid: [minh]}\n",
        "phân công: {trưởng ca: [a, w/b], vneid: [minh], hộ tịch: [c]}\n",
    ),
    "braces with nothing in them": ("phân công: {}\n", "phân công: {trưởng ca: [a, w/b], hộ tịch: [c]}\n"),
    "a dash each": (
        "phân công:\n  trưởng ca:\n    - lan\n    - minh # b\n  # cuối\n\nghi chú: x\n",
        "phân công:\n  trưởng ca:\n    - a\n    - w/b # b\n  hộ tịch: [c]\n  # cuối\n\nghi chú: x\n",
    ),
    "Windows": (
        "phân công:\r\n  trưởng ca:\r\n  - lan\r\n  vneid: minh\r\n",
        "phân công:\r\n  trưởng ca:\r\n  - a\r\n  - w/b\r\n  vneid: minh\r\n  hộ tịch: [c]\r\n",
    ),
    "a byte order mark": (
        "\ufeffphân công:\n  trưởng ca:\n  vneid: []",
        "\ufeffphân công:\n  trưởng ca: [a, w/b]\n  vneid: []\n  hộ tịch: [c]",
    ),
    "a list over two lines": (
        "phân công:\n  trưởng ca: [lan,\n    minh]\n  vneid: [hoa]\n",
        "phân công:\n  trưởng ca: [a, w/b]\n  vneid: [hoa]\n  hộ tịch: [c]\n",
    ),
    "keys without accents": (
        "phan cong:\n  Truong ca: lan\nket qua: {luot nguoi: 3}\n",
        "phan cong:\n  Truong ca: [a, w/b]\n  hộ tịch: [c]\nket qua: {luot nguoi: 3}\n",
    ),
}


@pytest.mark.parametrize("case", SATURDAYS)
def test_people_change_in_place(case: str) -> None:
    before, after = SATURDAYS[case]
    assert edits.assigned(before, ROLES) == after
    assert edits.assigned(after, ROLES) == after


def test_a_role_can_lose_everybody() -> None:
    assert edits.assigned("phân công:\n  vneid:\n  - lan\nghi chú: x\n", {"vneid": []}) == (
        "phân công:\n  vneid:\n    []\nghi chú: x\n"
    )


AWAY = {
    "no days yet": (
        "  - mã: lan\n    tên: A # b\n\n",
        "  - mã: lan\n    tên: A # b\n    bận: [01/02/2027 - 03/02/2027]\n\n",
    ),
    "one day": (
        "  - mã: lan\n    bận: 12/12/2026\n    tên: A\n",
        "  - mã: lan\n    bận: [12/12/2026, 01/02/2027 - 03/02/2027]\n    tên: A\n",
    ),
    "a list": (
        "  - mã: lan\n    bận: [12/12/2026] # x\n",
        "  - mã: lan\n    bận: [12/12/2026, 01/02/2027 - 03/02/2027] # x\n",
    ),
    "a list over several lines, with remarks": (
        "  - mã: lan\n    bận: [\n      12/12/2026,   # giỗ\n      26/12/2026    # về quê\n    ]\n",
        "  - mã: lan\n    bận: [\n      12/12/2026,   # giỗ\n      26/12/2026, 01/02/2027 - 03/02/2027    # về quê\n    ]\n",
    ),
    "dashes": (
        "  - mã: lan\n    bận:\n      - 12/12/2026 # x\n    tên: A\n",
        "  - mã: lan\n    bận:\n      - 12/12/2026 # x\n      - 01/02/2027 - 03/02/2027\n    tên: A\n",
    ),
    "on one line": ("  - {mã: lan, tên: A}\n", "  - {mã: lan, tên: A, bận: [01/02/2027 - 03/02/2027]}\n"),
    "an empty key": (
        "  - mã: lan\n    bận:  # chưa\n    tên: A\n",
        "  - mã: lan\n    bận: [01/02/2027 - 03/02/2027]  # chưa\n    tên: A\n",
    ),
    "the second of three": (
        "  - mã: tam\n  - mã: lan\n    nhiệm vụ:\n      - x  # y\n  # z\n\n  - mã: hoa\n",
        "  - mã: tam\n  - mã: lan\n    nhiệm vụ:\n      - x  # y\n    bận: [01/02/2027 - 03/02/2027]\n  # z\n\n  - mã: hoa\n",
    ),
}


@pytest.mark.parametrize("case", AWAY)
def test_days_are_added_in_place(case: str) -> None:
    head = "# Danh sách\nđiểm trực:\n  giờ: 7:30-11:30   # sáng\ntình nguyện viên:\n"
    before, after = AWAY[case]
    assert edits.away(head + before, "lan", ["01/02/2027 - 03/02/2027"]) == head + after


def test_what_cannot_be_changed_safely_is_refused() -> None:
    for text in ("- lan\n", "phân công: lan\n", "phân công: {vneid: {a: b}}\nphan cong: x\n"):
        with pytest.raises(ValueError):
            edits.away(text, "lan", ["01/02/2027"])
    with pytest.raises(ValueError):
        edits.assigned("- lan\n", ROLES)
    with pytest.raises(ValueError):
        # The key stands twice, and the other one counts.
        edits.assigned("phân công: {vneid: [lan]}\nphan cong: {vneid: [minh]}\n", {"vneid": ["hoa"]})
    with pytest.raises(ValueError):
        # The people stand in another key, which would change with them.
        edits.assigned("người: &a [lan]\nphân công: {trưởng ca: *a}\n", ROLES)
