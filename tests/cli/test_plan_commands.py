"""``thu7 plan`` and its neighbours as a ward's secretary uses them: files in, files out."""

from __future__ import annotations

import datetime as dt
import functools
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import wards
import yaml
from click.testing import CliRunner, Result
from projects import BASE
from thu7 import folders, project
from thu7.cli.main import main
from thu7.cli.progress import Deadline
from thu7.plan import from_rosters
from thu7.plan.from_rosters import Request

Write = Callable[..., Path]
DAY = ("--on", "24/11/2026")
ROSTER, NEAR, NEXT = "schedule/an-nhon/roster.yml", "schedule/an-nhon/2026-11-28.yml", "schedule/an-nhon/2026-12-05.yml"
DESK = "điểm trực: {tên: Phường An Nhơn, nơi: Trụ sở, địa chỉ: Đường số 1, giờ: 7:30-11:30}\n"
NEEDS = "cần mỗi ca: {trưởng ca: 1, vneid: 2}\n"
PEOPLE = """tình nguyện viên:
  # Người cũ trước.
  - mã: lan
    tên: Nguyễn Thị Lan
    nhiệm vụ: [trưởng ca, vneid]
  - mã: minh
    tên: Trần Quang Minh
    nhiệm vụ: [trưởng ca, vneid]   # cả hai
  - mã: hoa
    tên: Lê Ngọc Hoa
    nhiệm vụ: [vneid]
  - {mã: giang, tên: Đặng Hương Giang, nhiệm vụ: [vneid], mới: có}
"""
WARD = {ROSTER: DESK + NEEDS + PEOPLE, NEAR: None}
FULL = "phân công:\n  trưởng ca: [lan]   # dẫn buổi\n  vneid: [hoa, minh]\nghi chú: Mang loa # của phường\n"


def thu7(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), *arguments])


def snapshot(root: Path) -> dict[str, tuple[bytes, int]]:
    return {
        path.relative_to(root).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def saturdays(root: Path, *arguments: str) -> dict[tuple[str, str], dict[str, object]]:
    """The Saturdays of ``plan --format json`` by ward and date."""
    result = thu7(root, "plan", "--format", "json", *DAY, *arguments)
    assert result.exit_code == 0, result.output
    return {(row["ward"], row["date"]): row for row in json.loads(result.stdout)["saturdays"]}


def edited(base: Mapping[str, str | None], path: str, old: str, new: str) -> dict[str, str | None]:
    text = base[path]
    assert text is not None and old in text
    return {**base, path: text.replace(old, new)}


# --- plan ----------------------------------------------------------------------------------------------------------


def test_plan_shows_and_writes_nothing_until_it_is_told(project_folder: Write) -> None:
    root = project_folder(WARD)
    before = snapshot(root)
    shown = thu7(root, "plan", "an-nhon", "--weeks", "3", *DAY)
    assert shown.exit_code == 0
    assert "28/11/2026" in shown.output and "12/12/2026" in shown.output and "19/12/2026" not in shown.output
    assert "Đã chứng minh: không có lịch nào tốt hơn." in shown.output
    assert "Chưa ghi gì. Chạy lại với --write để ghi 3 tệp." in shown.output
    assert snapshot(root) == before
    assert "Đã ghi 3 tệp." in thu7(root, "plan", "an-nhon", "--weeks", "3", "--write", *DAY).output
    after = snapshot(root)
    assert set(after) - set(before) == {f"schedule/an-nhon/2026-{day}.yml" for day in ("11-28", "12-05", "12-12")}
    assert {path: after[path] for path in before} == before
    assert thu7(root, "check", *DAY).exit_code == 0


def test_a_plan_that_is_written_is_not_touched_again(project_folder: Write) -> None:
    root = project_folder(WARD)
    thu7(root, "plan", "an-nhon", "--write", *DAY)
    before = snapshot(root)
    again = thu7(root, "plan", "an-nhon", "--write", *DAY)
    assert "Mọi tệp đã đúng, không phải ghi gì." in again.output and "Việc đã báo phải đổi: 0" in again.output
    assert snapshot(root) == before


def test_json_has_every_field(project_folder: Write) -> None:
    root = project_folder(
        edited({**WARD, NEXT: FULL}, ROSTER, "tên: Lê Ngọc Hoa", "tên: Lê Ngọc Hoa\n    bận: [05/12/2026]")
    )
    told = json.loads(thu7(root, "plan", "an-nhon", "--weeks", "2", "--format", "json", *DAY).stdout)
    assert told["proven"] is True
    assert [stage["name"] for stage in told["stages"]][:3] == ["leads", "others", "changes"]
    assert all(stage["value"] == stage["bound"] for stage in told["stages"])
    assert [row["date"] for row in told["saturdays"]] == ["2026-11-28", "2026-12-05"]
    assert told["saturdays"][1] == {
        "ward": "an-nhon",
        "date": "2026-12-05",
        "assignments": {"trưởng ca": ["lan"], "vneid": ["minh", "giang"]},
        "open": {},
        "changed": ["vneid: Hoa → Giang (Hoa bận)."],
    }


def test_only_who_serves_changes_in_a_file(project_folder: Write) -> None:
    root = project_folder(
        edited({**WARD, NEXT: FULL}, ROSTER, "tên: Lê Ngọc Hoa", "tên: Lê Ngọc Hoa\n    bận: [05/12/2026]")
    )
    thu7(root, "plan", "an-nhon", "--from", "05/12/2026", "--to", "05/12/2026", "--write", *DAY)
    assert (root / NEXT).read_text("utf-8") == FULL.replace("[hoa, minh]", "[minh, giang]")


def test_those_who_stay_keep_their_place_in_the_list(project_folder: Write) -> None:
    three = edited(
        {**WARD, NEXT: "phân công:\n  trưởng ca: [lan]\n  vneid: [minh, giang, hoa]\n"}, ROSTER, "vneid: 2", "vneid: 3"
    )
    more = "  - {mã: an, tên: Vũ An, nhiệm vụ: [vneid]}\n"
    away = str(three[ROSTER]).replace("tên: Lê Ngọc Hoa", "tên: Lê Ngọc Hoa\n    bận: [05/12/2026]") + more
    row = saturdays(project_folder({**three, ROSTER: away}), "an-nhon")["an-nhon", "2026-12-05"]
    assert row["assignments"]["vneid"] == ["minh", "giang", "an"]  # type: ignore[index]


def test_near_saturdays_stay_as_told_but_for_those_who_cannot_come(project_folder: Write) -> None:
    open_place = "phân công:\n  trưởng ca: [minh]\n  vneid: [hoa]\n"
    root = project_folder({**WARD, NEAR: open_place})
    row = saturdays(root, "an-nhon")["an-nhon", "2026-11-28"]
    assert (row["assignments"], row["open"]) == ({"trưởng ca": ["minh"], "vneid": ["hoa"]}, {"vneid": 1})
    freed = saturdays(root, "an-nhon", "--free", "28/11/2026")["an-nhon", "2026-11-28"]
    assert freed["open"] == {} and set(freed["assignments"]["vneid"]) > {"hoa"}  # type: ignore[index]
    root = project_folder(
        edited({**WARD, NEAR: open_place}, ROSTER, "tên: Lê Ngọc Hoa", "tên: Lê Ngọc Hoa\n    bận: [28/11/2026]")
    )
    row = saturdays(root, "an-nhon")["an-nhon", "2026-11-28"]
    assert row["assignments"]["trưởng ca"] == ["minh"] and len(row["assignments"]["vneid"]) == 1  # type: ignore[index]
    assert "Hoa bận" in str(row["changed"])


def test_what_was_settled_by_hand_stays_and_what_was_not_may_move(project_folder: Write) -> None:
    # With Minh in the other role nobody would lead: without "đã chốt" he is moved.
    alone = edited(
        WARD, ROSTER, "    nhiệm vụ: [trưởng ca, vneid]\n  - mã: minh", "    nhiệm vụ: [vneid]\n  - mã: minh"
    )
    told = "phân công:\n  vneid: [minh, hoa]\n"
    moved = saturdays(project_folder({**alone, NEXT: told}), "an-nhon")["an-nhon", "2026-12-05"]
    assert moved["assignments"]["trưởng ca"] == ["minh"]  # type: ignore[index]
    for settled in ("[minh]", "có"):
        root = project_folder({**alone, NEXT: f"{told}đã chốt: {settled}\n"})
        row = saturdays(root, "an-nhon")["an-nhon", "2026-12-05"]
        assert "minh" in row["assignments"]["vneid"] and row["open"] == {"trưởng ca": 1}  # type: ignore[operator, index]


def test_a_saturday_settled_as_a_whole_takes_nobody_more(project_folder: Write) -> None:
    told = "phân công:\n  trưởng ca: [lan]\n"
    row = saturdays(project_folder({**WARD, NEXT: told}), "an-nhon")["an-nhon", "2026-12-05"]
    assert row["open"] == {}
    row = saturdays(project_folder({**WARD, NEXT: f"{told}đã chốt: có\n"}), "an-nhon")["an-nhon", "2026-12-05"]
    assert (row["assignments"], row["open"]) == ({"trưởng ca": ["lan"], "vneid": []}, {"vneid": 2})


def test_closed_saturdays_are_empty(project_folder: Write) -> None:
    root = project_folder(
        {**WARD, NEXT: f"{FULL}nghỉ: Sửa trụ sở\n", ROSTER: f"{WARD[ROSTER]}nghỉ: {{12/12/2026: Họp}}\n"}
    )
    rows = saturdays(root, "an-nhon")
    assert rows["an-nhon", "2026-12-05"]["assignments"] == {}
    assert "buổi này nghỉ" in str(rows["an-nhon", "2026-12-05"]["changed"])
    assert ("an-nhon", "2026-12-12") not in rows and ("an-nhon", "2027-02-06") not in rows
    shown = thu7(root, "plan", "an-nhon", *DAY).output
    assert all(f"nghỉ: {reason}" in shown for reason in ("Sửa trụ sở", "Họp", "Tết Đinh Mùi"))


def test_saturdays_outside_the_plan_count_for_limits_and_rest(project_folder: Write) -> None:
    past, later = "schedule/an-nhon/2026-11-21.yml", "schedule/an-nhon/2026-12-26.yml"
    limited = edited(
        WARD, ROSTER, "nhiệm vụ: [vneid]\n", "nhiệm vụ: [vneid]\n    tối đa mỗi tháng: 1\n    nghỉ giữa hai lần: 2\n"
    )
    only_hoa = "phân công: {vneid: [hoa]}\n"
    root = project_folder({**limited, past: only_hoa, later: only_hoa})
    rows = saturdays(root, "an-nhon", "--to", "19/12/2026")
    assert all("hoa" not in row["assignments"]["vneid"] for row in rows.values())  # type: ignore[operator, index]
    (root / later).unlink()
    free = saturdays(root, "an-nhon", "--to", "19/12/2026")
    assert sum("hoa" in row["assignments"]["vneid"] for row in free.values()) == 1  # type: ignore[operator, index]


NEIGHBOUR = """điểm trực: {tên: Phường An Hội Đông, nơi: Trụ sở, địa chỉ: Đường số 2, giờ: 7:30-11:30}
cần mỗi ca: {trưởng ca: 1}
tình nguyện viên:
  - {mã: an-nhon/lan, nhiệm vụ: [trưởng ca]}
"""


def test_wards_that_share_people_are_planned_together(project_folder: Write) -> None:
    root = project_folder({**WARD, "schedule/an-hoi-dong/roster.yml": NEIGHBOUR})
    rows = saturdays(root, "an-nhon", "--weeks", "4")
    assert {ward for ward, _ in rows} == {"an-nhon", "an-hoi-dong"}
    assert rows == saturdays(root, "--all", "--weeks", "4") == saturdays(root, "an-hoi-dong", "--weeks", "4")
    for day in ("2026-11-28", "2026-12-05", "2026-12-12", "2026-12-19"):
        assert rows["an-hoi-dong", day]["assignments"] == {"trưởng ca": ["an-nhon/lan"]}
        assert "lan" not in str(rows["an-nhon", day]["assignments"])


def test_all_leaves_out_wards_that_have_nobody_yet(project_folder: Write) -> None:
    root = project_folder(
        {**WARD, "schedule/moi/roster.yml": DESK.replace("An Nhơn", "Mới") + NEEDS + "tình nguyện viên: []\n"}
    )
    result = thu7(root, "plan", "--all", *DAY)
    assert result.exit_code == 0 and "chưa có tình nguyện viên nào" in result.stderr
    assert {ward for ward, _ in saturdays(root, "--all")} == {"an-nhon"}
    assert thu7(root, "plan", "moi", *DAY).exit_code == 1


def test_somebody_who_left_is_replaced_but_a_slip_of_the_pen_is_asked_about(project_folder: Write) -> None:
    left = saturdays(project_folder({**WARD, NEXT: FULL.replace("hoa", "quoc-bao")}), "an-nhon")[
        "an-nhon", "2026-12-05"
    ]
    assert "quoc-bao" in str(left["changed"]) and "quoc-bao" not in str(left["assignments"])
    root = project_folder({**WARD, NEXT: FULL.replace("hoa", "giangg")})
    refused = thu7(root, "plan", "an-nhon", "--write", *DAY)
    assert refused.exit_code == 1 and "Có phải là “giang”?" in refused.stderr
    assert (root / NEXT).read_text("utf-8") == FULL.replace("hoa", "giangg")


# --- what cannot be planned ----------------------------------------------------------------------------------------

EVERYBODY_AWAY = PEOPLE.replace("    nhiệm vụ", "    bận: [01/11/2026 - 31/12/2027]\n    nhiệm vụ").replace(
    "mới: có", "bận: [01/11/2026 - 31/12/2027]"
)
HOPELESS = {
    "no volunteers": ({ROSTER: DESK + NEEDS + "tình nguyện viên: []\n"}, "chưa có tình nguyện viên nào"),
    "no needs": ({ROSTER: DESK + PEOPLE}, "chưa ghi cần ai"),
    "no leads": ({ROSTER: DESK + NEEDS + PEOPLE.replace("trưởng ca, ", "")}, "không ai làm được trưởng ca"),
    "limits of 0": (
        {
            ROSTER: DESK
            + NEEDS
            + PEOPLE.replace("    nhiệm vụ", "    tối đa mỗi tháng: 0\n    nhiệm vụ").replace(
                "mới: có", "tối đa mỗi tháng: 0"
            )
        },
        "không ai rảnh buổi nào",
    ),
    "absences that cover everything": ({ROSTER: DESK + NEEDS + EVERYBODY_AWAY}, "không ai rảnh buổi nào"),
    "nonsense in a Saturday": ({NEXT: "phân công: [lan, {minh: hoa}]\n"}, "2026-12-05.yml:1"),
    "a Saturday that is no YAML": ({NEXT: "phân công:\n\t- lan: [\n"}, "phím Tab"),
    "a role that is not known": ({NEXT: "phân công: {trưởng cá xa: [lan]}\n"}, "Phường không có nhiệm vụ"),
    "no Saturday": ({"schedule/an-nhon/2026-12-06.yml": "phân công: {vneid: [hoa]}\n"}, "không phải thứ Bảy"),
    "settled and away": (
        {
            ROSTER: DESK + NEEDS + EVERYBODY_AWAY.replace("bận: [01/11/2026 - 31/12/2027]", "bận: [05/12/2026]", 1),
            NEXT: f"{FULL}đã chốt: [lan]\n",
        },
        "đã chốt làm trưởng ca mà nay không làm được",
    ),
    "a roster that is no YAML": ({ROSTER: "điểm trực: {tên: [\n"}, "roster.yml"),
}


@pytest.mark.parametrize("case", HOPELESS)
def test_what_cannot_be_planned_is_said_calmly_and_nothing_is_written(project_folder: Write, case: str) -> None:
    changes, sentence = HOPELESS[case]
    root = project_folder({**WARD, **changes})
    before = snapshot(root)
    result = thu7(root, "plan", "an-nhon", "--write", *DAY)
    assert (result.exit_code, result.stdout) == (1, "")
    assert sentence in result.stderr and "Chưa xếp và chưa ghi gì." in result.stderr
    assert not result.exception or isinstance(result.exception, SystemExit)
    assert snapshot(root) == before


def test_two_hundred_roles_and_a_person_in_none_are_planned(project_folder: Write) -> None:
    many = ", ".join(f"việc {number}: 1" for number in range(199))
    needs = f"cần mỗi ca: {{trưởng ca: 1, {many}}}\n"
    root = project_folder({**WARD, ROSTER: DESK + needs + PEOPLE})
    result = thu7(root, "plan", "an-nhon", "--weeks", "2", *DAY)
    assert result.exit_code == 0
    assert "Chỗ dẫn buổi còn trống: 0" in result.output and "Chỗ khác còn trống: 398" in result.output


@pytest.mark.parametrize(
    "arguments",
    [
        ("plan",),
        ("plan", "an-nhon", "--all"),
        ("plan", "an-nhom"),
        ("plan", "an-nhon", "--weeks", "0"),
        ("plan", "an-nhon", "--weeks", "2", "--to", "12/12/2026"),
        ("plan", "an-nhon", "--to", "01/11/2026"),
        ("plan", "an-nhon", "--free", "31/02/2027"),
        ("why", "an-nhon", "20/11/2026"),
        ("why", "an-nhon", "29/11/2026"),
        ("why", "an-nhon", "28/11/2026", "lái xe"),
        ("whatif", "an-nhon"),
        ("whatif", "an-nhon", "--absent", "lann", "28/11/2026"),
        ("whatif", "an-nhon", "--absent", "lan", "hôm qua"),
        ("whatif", "an-nhon", "--role", "lan", "lái xe"),
        ("whatif", "an-nhon", "--swap", "lan", "minh", "99/99/2026"),
        ("swap", "an-nhon", "05/12/2026", "lan", "minh"),
        ("swap", "an-nhon", "28/11/2026", "giang", "hoa"),
        ("absent", "lann", "28/11/2026"),
        ("absent", "lan", "28/11/2026", "-", "20/11/2026"),
        ("audit", "mkdocs.yml"),
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_2_and_writes_nothing(
    project_folder: Write, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    root = project_folder({**WARD, NEAR: "phân công: {trưởng ca: [lan], vneid: [minh]}\n"})
    monkeypatch.chdir(root)
    before = snapshot(root)
    result = thu7(root, *arguments, *(() if arguments[0] == "audit" else DAY))
    assert result.exit_code == 2, result.output
    assert result.output.rpartition("Lỗi: ")[2].strip()
    assert snapshot(root) == before


# --- why, what if --------------------------------------------------------------------------------------------------

GOLDEN = list(yaml.load_all((Path(__file__).parent / "why.yml").read_text("utf-8"), yaml.BaseLoader))


@pytest.mark.parametrize("case", GOLDEN, ids=[case["case"] for case in GOLDEN])
def test_what_is_said(project_folder: Write, case: Mapping[str, object]) -> None:
    root = project_folder({**WARD, **case["files"]})  # type: ignore[dict-item]
    before = snapshot(root)
    result = thu7(root, *str(case["command"]).split("|"), *DAY)
    assert result.exit_code == 0, result.output
    assert result.output == case["says"]
    assert snapshot(root) == before


# --- swap, absent --------------------------------------------------------------------------------------------------


def test_swap_changes_two_people_and_nothing_else(project_folder: Write) -> None:
    root = project_folder({**WARD, NEXT: FULL})
    before = snapshot(root)
    done = thu7(root, "swap", "an-nhon", "05/12/2026", "lan", "minh", *DAY)
    assert done.exit_code == 0, done.output
    assert (root / NEXT).read_text("utf-8") == FULL.replace("[lan]", "[minh]").replace("[hoa, minh]", "[hoa, lan]")
    assert {path for path, state in snapshot(root).items() if before.get(path) != state} == {NEXT}
    assert "trưởng ca: Lan → Minh." in done.output
    done = thu7(root, "swap", "an-nhon", "05/12/2026", "hoa", "giang", *DAY)
    assert "vneid: Hoa → Giang." in done.output


def test_a_swap_that_breaks_a_rule_is_refused_with_its_reason(project_folder: Write) -> None:
    root = project_folder({**WARD, NEXT: FULL})
    before = snapshot(root)
    refused = thu7(root, "swap", "an-nhon", "05/12/2026", "lan", "hoa", *DAY)
    assert refused.exit_code == 1 and "Hoa chưa làm được trưởng ca" in refused.output
    assert snapshot(root) == before


def test_absent_writes_the_days_and_moves_as_few_as_can_be(project_folder: Write) -> None:
    root = project_folder({**WARD, NEXT: FULL})
    done = thu7(root, "absent", "lan", "05/12/2026,", "26/12/2026", "-", "09/01/2027", *DAY)
    assert done.exit_code == 0, done.output
    line = "    bận: [05/12/2026, 26/12/2026 - 09/01/2027]\n"
    assert (root / ROSTER).read_text("utf-8") == str(WARD[ROSTER]).replace(
        "nhiệm vụ: [trưởng ca, vneid]\n  - mã: minh", f"nhiệm vụ: [trưởng ca, vneid]\n{line}  - mã: minh"
    )
    assert (root / NEXT).read_text("utf-8") == FULL.replace("[lan]", "[minh]").replace("[hoa, minh]", "[hoa, giang]")
    assert "trưởng ca: Lan → Minh (Lan bận)." in done.output
    # No Saturday without a file gets one: the secretary did not ask for that.
    assert not (root / NEAR).exists()


def test_absent_asks_where_two_wards_have_the_code(project_folder: Write) -> None:
    other = NEIGHBOUR.replace("{mã: an-nhon/lan,", "{mã: lan, tên: Võ Lan,")
    root = project_folder({**WARD, "schedule/an-hoi-dong/roster.yml": other})
    asked = thu7(root, "absent", "lan", "05/12/2026", *DAY)
    assert asked.exit_code == 2 and "an-nhon/lan" in asked.output and "an-hoi-dong/lan" in asked.output
    assert thu7(root, "absent", "an-hoi-dong/lan", "05/12/2026", *DAY).exit_code == 0
    assert "bận" in (root / "schedule/an-hoi-dong/roster.yml").read_text("utf-8")


def test_a_new_one_who_had_to_stay_may_be_moved_when_nobody_is_beside_them(project_folder: Write) -> None:
    root = project_folder({**WARD, NEAR: "phân công: {trưởng ca: [minh], vneid: [hoa, giang]}\n"})
    away = [word for code in ("minh", "lan", "hoa") for word in ("--absent", code, "28/11/2026")]
    said = thu7(root, "whatif", "an-nhon", *away, *DAY)
    assert said.exit_code == 0, said.output
    assert "Chỗ dẫn buổi còn trống: 0 → 1" in said.output and "Chỗ khác còn trống: 0 → 2" in said.output


# --- certificates --------------------------------------------------------------------------------------------------


def test_a_certificate_is_the_same_again_and_notices_a_change(project_folder: Write, tmp_path: Path) -> None:
    root, file = project_folder({**WARD, NEXT: FULL}), tmp_path / "lich.json"
    assert thu7(root, "plan", "an-nhon", "--certificate", str(file), "--write", *DAY).exit_code == 0
    first = file.read_bytes()
    told = json.loads(first)["groups"][0]
    assert told["engine"].startswith("HiGHS ") and len(told["roster"]) == len(told["plan"]) == 64
    assert all(stage["value"] == stage["bound"] for stage in told["stages"])
    audited = thu7(root, "audit", str(file))
    assert audited.exit_code == 0, audited.output
    assert "Chứng nhận đúng." in audited.output and "Các tệp buổi đang ghi đúng lịch này." in audited.output
    for old, new in (('"value": "0"', '"value": "1"'), (told["plan"], told["plan"][::-1])):
        file.write_text(first.decode().replace(old, new, 1), "utf-8")
        assert thu7(root, "audit", str(file)).exit_code == 1
    file.write_bytes(first)
    project_folder(edited({**WARD, NEXT: FULL}, ROSTER, "tên: Lê Ngọc Hoa", "tên: Lê Ngọc Hoa\n    bận: [05/12/2026]"))
    changed = thu7(root, "audit", str(file))
    assert changed.exit_code == 1 and "đã đổi từ lúc xếp" in changed.output


def test_a_certificate_without_writing_and_a_past_that_changed(project_folder: Write, tmp_path: Path) -> None:
    root, file = project_folder(WARD), tmp_path / "lich.json"
    before = snapshot(root)
    assert thu7(root, "plan", "an-nhon", "--certificate", str(file), *DAY).exit_code == 0
    assert snapshot(root) == before
    audited = thu7(root, "audit", str(file))
    assert audited.exit_code == 0 and "Các tệp buổi đang ghi lịch khác." in audited.output
    (root / "schedule/an-nhon/2026-11-21.yml").write_text("phân công: {vneid: [hoa]}\n", "utf-8")
    changed = thu7(root, "audit", str(file))
    assert changed.exit_code == 1 and "đã đổi từ lúc xếp" in changed.output


# --- within a time -------------------------------------------------------------------------------------------------


def test_without_any_time_there_is_a_whole_plan_and_how_far_it_may_be_from_the_best(project_folder: Write) -> None:
    root = project_folder(BIG)
    command = ("plan", "p000", "--weeks", "26", "--on", "01/12/2026", "--format", "json")
    hurried = json.loads(thu7(root, *command, "--limit", "0").stdout)
    best = json.loads(thu7(root, *command).stdout)
    assert (hurried["proven"], hurried["stopped"]) == (False, True) and (best["proven"], best["stopped"]) == (
        True,
        False,
    )
    for stage, other in zip(hurried["stages"], best["stages"], strict=True):
        assert stage["bound"] <= other["value"], stage
    told = thu7(root, *command[:-2], "--limit", "0", "--write").stdout
    assert "chưa kịp chứng minh là tốt nhất" in told and "tăng --limit, hoặc bỏ --limit" in told
    values = {stage["name"]: (stage["value"], stage["bound"]) for stage in hurried["stages"]}
    assert "    Điểm mong muốn chưa đạt: 0 thay cho {}".format(values["wishes"][0]) in told
    assert thu7(root, "check", "--on", "01/12/2026").exit_code == 0


def test_a_limit_that_is_not_reached_changes_nothing(project_folder: Write, tmp_path: Path) -> None:
    root, made = project_folder({**WARD, NEXT: FULL}), []
    for name, limit in (("a", ()), ("b", ("--limit", "86400"))):
        shown = thu7(root, "plan", "an-nhon", "--certificate", str(tmp_path / name), *limit, *DAY)
        made.append((shown.output, (tmp_path / name).read_bytes()))
    assert made[0] == made[1] and "Đã chứng minh: không có lịch nào tốt hơn." in made[0][0]


def test_a_certificate_of_a_plan_that_was_stopped_says_so_and_is_held_against_the_files(
    project_folder: Write, tmp_path: Path
) -> None:
    root, file = project_folder(WARD), tmp_path / "lich.json"
    plan = ("plan", "an-nhon", "--limit", "0", "--certificate", str(file), *DAY)
    refused = thu7(root, *plan)
    assert refused.exit_code == 2 and "Thêm --write" in refused.output and not file.exists()
    assert thu7(root, *plan, "--write").exit_code == 0
    assert json.loads(file.read_bytes())["groups"][0]["stopped"] is True
    audited = thu7(root, "audit", str(file))
    assert audited.exit_code == 0, audited.output
    assert "chưa chứng minh, tốt nhất không dưới" in audited.output and "chứng minh lại được" not in audited.output
    values = json.loads(file.read_bytes())
    values["groups"][0]["stages"][4]["value"] = "1"
    file.write_text(json.dumps(values), "utf-8")
    assert thu7(root, "audit", str(file)).exit_code == 1


def test_planning_ends_early_enough_for_what_comes_after_it() -> None:
    seconds = iter((100.0, 110.0, 120.0))
    deadline = Deadline(60, clock=lambda: next(seconds))
    deadline.leave_time()
    assert 0 < deadline.remaining() < 40 - 1


# --- the machine ---------------------------------------------------------------------------------------------------

COMMAND = (sys.executable, "-c", "from thu7.cli.main import main; main()")
BIG = wards.files(wards.make(6, 120, 26, seed=1))


def test_the_order_of_the_file_and_the_hash_seed_change_nothing(project_folder: Write) -> None:
    first, *rest = PEOPLE.split("  - ")
    backwards = first + "".join(f"  - {person}" for person in reversed(rest))
    seen = set()
    for people, seed in ((PEOPLE, "0"), (PEOPLE, "1"), (backwards, "42")):
        root = project_folder({**WARD, ROSTER: DESK + NEEDS + people})
        command = (*COMMAND, "-C", str(root), "plan", "an-nhon", "--format", "json", *DAY)
        done = subprocess.run(command, capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed})
        seen.add(done.stdout)
    assert len(seen) == 1


def test_without_a_solver_a_plan_is_made_and_said_to_be_unproven(project_folder: Write) -> None:
    root = project_folder(WARD)
    code = "import sys; sys.modules['highspy'] = None; from thu7.cli.main import main; main()"
    command = (sys.executable, "-c", code, "-C", str(root), "plan", "an-nhon", "--write", *DAY)
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "Chưa chứng minh là tốt nhất." in done.stdout and "Chỗ dẫn buổi còn trống: 0" in done.stdout
    assert thu7(root, "check", *DAY).exit_code == 0
    why = (sys.executable, "-c", code, "-C", str(root), "why", "an-nhon", "12/12/2026", *DAY)
    assert subprocess.run(why, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("command", [("check",), ("build",)], ids=" ".join)
def test_check_and_build_never_import_the_solver(project_folder: Write, command: tuple[str, ...]) -> None:
    root = project_folder({**WARD, NEAR: BASE[NEAR]})
    code = (
        "import sys; from thu7.cli.main import main\n"
        "try: main()\n"
        "finally: assert not {'highspy', 'numpy', 'thu7.plan.optimum'} & set(sys.modules)"
    )
    subprocess.run((sys.executable, "-c", code, "-C", str(root), *command, *DAY), check=True, capture_output=True)


def test_ctrl_c_leaves_the_folder_as_it_was(project_folder: Write) -> None:
    root = project_folder(BIG)
    before = snapshot(root)
    # A year takes many times as long as it is until the first word of how far it has come.
    command = (*COMMAND, "-C", str(root), "plan", "p000", "--weeks", "52", "--write", *DAY)
    # Where the tests run in the background of a shell, what they start would be deaf to Ctrl-C.
    hears = functools.partial(signal.signal, signal.SIGINT, signal.default_int_handler)
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=hears)
    assert running.stderr is not None
    assert "Đang xếp" in running.stderr.readline()
    running.send_signal(signal.SIGINT)
    _, errors = running.communicate(timeout=60)
    assert running.returncode == 1 and "Traceback" not in errors
    assert snapshot(root) == before


def test_a_made_up_ward_reads_back_as_it_was_made(project_folder: Write) -> None:
    (made,) = wards.make(6, 120, 26, seed=1)
    root = project_folder(BIG)
    schedule, problems = project.read_schedule(folders.load(root, (folders.SCHEDULE,)), dt.date(2026, 12, 1))
    assert [problem for problem in problems if problem.place.path in BIG] == []
    task = from_rosters.task(schedule, tuple(sorted(made.leads)), Request(wards.FIRST, wards.saturdays(26)[-1]))
    tet = dt.date(2027, 2, 6)
    assert task.staffing.needs == {slot: need for slot, need in made.needs.items() if slot.date != tet}
    assert {key: worker.skills for key, worker in task.staffing.workers.items()} == {
        key: worker.skills for key, worker in made.workers.items()
    }
    for key, worker in made.workers.items():
        read = task.staffing.workers[key]
        assert (read.monthly_limit, read.new, read.likes) == (worker.monthly_limit, worker.new, worker.likes)
        assert (read.away, read.dislikes) == (worker.away, worker.dislikes)
