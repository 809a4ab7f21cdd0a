"""A mistake in one ward, or in one guide, stops that one alone: it is shown as it last was, the others as they are."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from projects import BASE
from repositories import commit as commit_at
from repositories import git
from thu7.cli.main import main

ON = "26/11/2026"
ROSTER = BASE["schedule/an-nhon/roster.yml"]
SATURDAY = "schedule/an-nhon/2026-11-28.yml"
GUIDE = "guides/ho-tich/khai-sinh.md"
OTHER = {
    "schedule/an-hoi-dong/roster.yml": ROSTER.replace("Phường An Nhơn", "Phường An Hội Đông")
    .replace("1C", "2D")
    .replace("mã: lan", "mã: hoa")
    .replace("mã: minh", "mã: tam"),
    "schedule/an-hoi-dong/2026-11-28.yml": "phân công: {trưởng ca: [hoa], vneid: [tam]}\n",
}
HELD = re.compile(r'<p class="?t7-luu-y"? role="?note"?>(?:Lịch|Bài) này là bản ngày ([\d/]+)\.')


LATELY = 5_500_000
"""Seconds from the first commit of our repositories to the days before ``ON``."""


def commit(root: Path, path: str, text: str, when: int) -> None:
    commit_at(root, path, text, LATELY + when)


@pytest.fixture
def root(project_folder: Callable[..., Path]) -> Path:
    """Two wards and a guide in a repository, built once."""
    root = project_folder(OTHER)
    (root / ".gitignore").write_text("/site\n", "utf-8")
    git(root, "init", "-q", "-b", "main")
    commit(root, "README", "x", 0)
    assert build(root).exit_code == 0
    return root


def build(root: Path, *options: str) -> Result:
    done = CliRunner().invoke(main, ["-C", str(root), "build", "--on", ON, *options], env={"THU7_SECRET": "s" * 20})
    assert done.exception is None or isinstance(done.exception, SystemExit), done.output
    return done


def published(root: Path) -> dict[str, bytes]:
    site = root / "site"
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def page(root: Path, address: str) -> str:
    return (root / "site" / address / "index.html").read_text("utf-8")


def calendars(files: dict[str, bytes]) -> dict[str, bytes]:
    return {path: data for path, data in files.items() if path.endswith(".ics")}


def test_one_ward_stands_as_it_was_and_the_other_moves_on(root: Path) -> None:
    before = published(root)
    commit(root, SATURDAY, "phân công: {trưởng ca: [lam], vneid: [minh]}\n", 90_000)
    commit(
        root,
        "schedule/an-hoi-dong/2026-11-28.yml",
        "nghỉ: Sửa trụ sở\n",
        95_000,
    )
    done = build(root)
    assert done.exit_code == 1
    assert f"{SATURDAY}:1:25: lỗi" in done.output and "lam" in done.output
    assert "schedule/an-nhon: giữ bản lúc" in done.output and "còn 1 lỗi" in done.output
    after = published(root)
    an_nhon = "lich/an-nhon"
    assert after[f"{an_nhon}.ics"] == before[f"{an_nhon}.ics"], "its stamps too"
    told = HELD.search(page(root, an_nhon))
    assert told and told[1] == "24/11/2026"
    assert "an-hoi-dong" not in done.output.partition("Giữ bản")[2]
    assert not HELD.search(page(root, "lich/an-hoi-dong"))
    assert "Sửa trụ sở" in page(root, "lich/an-hoi-dong")
    assert after["lich/an-hoi-dong.ics"] != before["lich/an-hoi-dong.ics"]
    own = {path for path, data in calendars(before).items() if "Phường An Nhơn".encode() in data.replace(b"\r\n ", b"")}
    assert len(own) > 2 and {path for path in own if after.get(path) != before[path]} == set()
    assert build(root, "--keep-going").exit_code == 0


def test_once_it_is_mended_it_moves_on_too(root: Path) -> None:
    before = published(root)["lich/an-nhon.ics"]
    commit(root, SATURDAY, "phân công: {trưởng ca: [lam]}\n", 90_000)
    build(root)
    commit(root, SATURDAY, "nghỉ: Sửa trụ sở\n", 100_000)
    done = build(root)
    assert done.exit_code == 0 and not HELD.search(page(root, "lich/an-nhon"))
    stamps = [re.findall(rb"LAST-MODIFIED:(\w+)", data) for data in (before, published(root)["lich/an-nhon.ics"])]
    assert stamps[0] < stamps[1]


def test_what_is_not_committed_is_held_against_the_last_commit(root: Path) -> None:
    before = published(root)
    (root / SATURDAY).write_text("phân công: {trưởng ca: [lan\n", "utf-8")
    done = build(root, "--keep-going")
    assert done.exit_code == 0 and "giữ bản" in done.output
    assert calendars(published(root)) == calendars(before)
    assert (root / SATURDAY).read_text("utf-8") == "phân công: {trưởng ca: [lan\n", "what staff wrote is theirs"


def test_a_guide_stands_as_it_was(root: Path) -> None:
    commit(
        root, GUIDE, BASE[GUIDE].replace("Miễn phí", "8.000 đồng").replace("căn cứ: [luat-ho-tich-2014]\n", ""), 90_000
    )
    done = build(root)
    assert done.exit_code == 1 and "guides/ho-tich/khai-sinh: giữ bản" in done.output
    text = page(root, "ho-tich/khai-sinh")
    assert HELD.search(text) and "Miễn phí" in text and "8.000" not in text
    assert not HELD.search(page(root, "lich/an-nhon"))
    dates = (root / "site/sitemap.xml").read_text("utf-8")
    assert dates.partition("ho-tich/khai-sinh/")[2].partition("</url>")[0].count("2026-11-24") == 1


def test_whoever_came_later_is_held_where_two_share_a_person(root: Path) -> None:
    """The mistake is told in the ward that comes second by name; to blame is the one that was changed last."""
    guest = ROSTER + "  - mã: an-hoi-dong/tam\n    nhiệm vụ: [vneid]\n"
    commit(root, "schedule/an-nhon/roster.yml", guest, 50_000)
    assert build(root).exit_code == 0
    commit(root, "schedule/an-hoi-dong/2026-12-05.yml", "phân công: {trưởng ca: [hoa]}\n", 60_000)
    commit(root, "schedule/an-nhon/2026-12-05.yml", "phân công: {trưởng ca: [lan], vneid: [an-hoi-dong/tam]}\n", 70_000)
    assert build(root).exit_code == 0
    # Now an-hoi-dong takes tam for the same morning: the mistake stands in an-nhon's file.
    commit(root, "schedule/an-hoi-dong/2026-12-05.yml", "phân công: {trưởng ca: [hoa], vneid: [tam]}\n", 80_000)
    done = build(root)
    assert "schedule/an-nhon/2026-12-05.yml" in done.output and "đã được xếp ở schedule/an-hoi-dong" in done.output
    assert "schedule/an-hoi-dong: giữ bản" in done.output and "schedule/an-nhon: giữ" not in done.output
    assert HELD.search(page(root, "lich/an-hoi-dong")) and not HELD.search(page(root, "lich/an-nhon"))


def test_what_never_was_right_stays_away_until_it_is(root: Path) -> None:
    new = OTHER["schedule/an-hoi-dong/roster.yml"].replace("An Hội Đông", "An Hội Tây").replace("2D", "3E")
    commit(root, "schedule/an-hoi-tay/roster.yml", new.replace("giờ: 7:30-11:30", "giờ:"), 90_000)
    commit(root, "schedule/an-hoi-tay/roster.yml", new.replace("giờ: 7:30-11:30", "giờ: sáng"), 91_000)
    done = build(root)
    assert done.exit_code == 1 and "schedule/an-hoi-tay: chưa đăng" in done.output
    assert not (root / "site/lich/an-hoi-tay").exists() and "An Hội Tây" not in page(root, "lich")
    assert (root / "site/lich/an-nhon/index.html").exists()
    commit(root, "schedule/an-hoi-tay/roster.yml", new, 92_000)
    assert build(root).exit_code == 0 and (root / "site/lich/an-hoi-tay.ics").exists()


@pytest.mark.parametrize(
    "path,text",
    [
        ("schedule/holidays.yml", "ngày nghỉ: [{ngày: 30/02/2027}]\n"),
        ("guides/van-ban.yml", "văn bản: [{mã: a}]\n"),
        ("docs/index.md", "# Thử\n\n[x](khong-co.md)\n"),
    ],
)
def test_what_all_share_stops_all(root: Path, path: str, text: str) -> None:
    before = published(root)
    commit(root, path, text, 90_000)
    commit(root, "schedule/an-hoi-dong/2026-11-28.yml", "phân công: {trưởng ca: [hoa]}\n", 95_000)
    done = build(root, "--keep-going")
    assert done.exit_code == 1 and "Trang cũ được giữ nguyên" in done.output
    assert published(root) == before


def test_a_list_that_no_longer_names_what_guides_cite_stops_all(root: Path) -> None:
    """No version of the guides would be right: to blame is what all share."""
    for number in range(8):
        commit(root, GUIDE, BASE[GUIDE].replace("Mở đầu.", f"Mở đầu {number}."), 80_000 + number)
    assert build(root).exit_code == 0
    before = published(root)
    commit(root, "guides/van-ban.yml", BASE["guides/van-ban.yml"].replace("luat-ho-tich-2014", "luat-ho-tich"), 90_000)
    done = build(root, "--keep-going")
    assert done.exit_code == 1 and "Trang cũ được giữ nguyên" in done.output
    assert published(root) == before


def test_without_its_history_nothing_is_left_out(root: Path, tmp_path: Path) -> None:
    commit(root, SATURDAY, "phân công: {trưởng ca: [lam]}\n", 90_000)
    shallow = tmp_path / "shallow"
    git(root, "clone", "-q", "--depth", "1", root.as_uri(), str(shallow))
    done = build(shallow, "--keep-going")
    assert done.exit_code == 1 and not (shallow / "site").exists()


def test_two_wards_and_a_guide_at_once(root: Path) -> None:
    before = published(root)
    for number, path in enumerate((SATURDAY, "schedule/an-hoi-dong/2026-11-28.yml")):
        commit(root, path, "phân công: {trưởng ca: [ai]}\n", 90_000 + number)
        commit(root, path, "phân công: [x]\n", 91_000 + number)
    commit(root, GUIDE, "---\n---\n# x\n", 95_000)
    done = build(root)
    assert done.exit_code == 1 and done.output.count("giữ bản") == 3
    assert calendars(published(root)) == calendars(before)


def test_a_holiday_on_a_planned_saturday_stops_all_and_no_ward_goes_back(root: Path) -> None:
    """What is wrong in the wards came with what all share: an older schedule would be no better."""
    before = published(root)
    holiday = BASE["schedule/holidays.yml"] + "  - {ngày: 28/11/2026, tên: Nghỉ, loại: nghỉ, nguồn: Công văn 1}\n"
    commit(root, "schedule/holidays.yml", holiday, 90_000)
    done = build(root, "--keep-going")
    assert done.exit_code == 1 and "Trang cũ được giữ nguyên" in done.output and published(root) == before


GUEST = ROSTER + "  - mã: an-hoi-dong/tam\n    nhiệm vụ: [vneid]\n"


def test_a_ward_that_goes_and_leaves_another_without_its_guest_stays(root: Path) -> None:
    commit(root, "schedule/an-nhon/roster.yml", GUEST, 10_000)
    commit(root, "schedule/an-nhon/2026-12-05.yml", "phân công: {trưởng ca: [lan], vneid: [an-hoi-dong/tam]}\n", 20_000)
    assert build(root).exit_code == 0
    before = calendars(published(root))
    git(root, "rm", "-qr", "schedule/an-hoi-dong", when=LATELY + 30_000)
    git(root, "commit", "-qm", "x", when=LATELY + 30_000)
    for number in range(10):  # others move on, and change nothing of that
        new = ROSTER.replace("Phường An Nhơn", f"Phường Số {number}").replace("1C", f"{number} Lê")
        commit(root, f"schedule/so-{number}/roster.yml", new, 40_000 + number)
    done = build(root)
    assert "schedule/an-hoi-dong: giữ bản" in done.output and "schedule/an-nhon: " not in done.output
    after = calendars(published(root))
    assert {path: after.get(path) for path in before} == before and (root / "site/lich/so-9.ics").exists()


def test_a_ward_whose_new_folder_is_wrong_stays_in_its_old_one(root: Path) -> None:
    before = calendars(published(root))
    git(root, "mv", "schedule/an-hoi-dong", "schedule/an-hoi-moi", when=LATELY + 30_000)
    commit(
        root,
        "schedule/an-hoi-moi/roster.yml",
        OTHER["schedule/an-hoi-dong/roster.yml"].replace("7:30-11:30", "sáng"),
        30_000,
    )
    done = build(root)
    assert "schedule/an-hoi-moi: chưa đăng" in done.output and calendars(published(root)) == before


def test_a_ward_that_git_does_not_know_is_not_taken_away(root: Path) -> None:
    (root / ".gitignore").write_text("/site\n/schedule/an-hoi-tay\n", "utf-8")
    new = OTHER["schedule/an-hoi-dong/roster.yml"].replace("An Hội Đông", "An Hội Tây").replace("2D", "3E")
    folder = root / "schedule/an-hoi-tay"
    folder.mkdir()
    (folder / "roster.yml").write_text(new, "utf-8")
    assert build(root).exit_code == 0 and (root / "site/lich/an-hoi-tay.ics").exists()
    before = published(root)
    (folder / "roster.yml").write_text(new.replace("giờ: 7:30-11:30", "giờ: sáng"), "utf-8")
    assert build(root, "--keep-going").exit_code == 1 and published(root) == before


def test_what_was_refused_is_told_to_nobody_once_it_is_mended(root: Path) -> None:
    away = ROSTER.replace("mã: minh\n", "mã: minh\n    bận: [12/12/2026]\n")
    commit(root, "schedule/an-nhon/roster.yml", away, 10_000)
    assert build(root).exit_code == 0
    before = calendars(published(root))
    commit(root, "schedule/an-nhon/2026-12-12.yml", "phân công: {trưởng ca: [lan], vneid: [minh]}\n", 20_000)
    assert build(root).exit_code == 1
    assert calendars(published(root)) == before
    (root / "schedule/an-nhon/2026-12-12.yml").unlink()
    commit(root, "README", "y", 30_000)
    assert build(root).exit_code == 0
    assert calendars(published(root)) == before


def test_a_number_of_somebodys_own_holds_its_ward_and_another_number_later_moves_nothing_back(root: Path) -> None:
    mobile = ROSTER.replace("  giờ: 7:30-11:30\n", "  giờ: 7:30-11:30\n  điện thoại: 0903 123 456\n")
    commit(root, "schedule/an-nhon/roster.yml", mobile.replace("7:30-11:30", "8:00-11:00"), 10_000)
    assert build(root).exit_code == 0
    before = re.findall(rb"(?:SEQUENCE|LAST-MODIFIED):(\w+)", published(root)["lich/an-nhon.ics"])
    commit(
        root, "schedule/an-nhon/roster.yml", mobile.replace("7:30-11:30", "8:00-11:00").replace("0903", "0904"), 20_000
    )
    assert build(root).exit_code == 0
    after = re.findall(rb"(?:SEQUENCE|LAST-MODIFIED):(\w+)", published(root)["lich/an-nhon.ics"])
    assert len(before) == len(after) and all(new >= old for old, new in zip(before, after, strict=True))
    stands = published(root)
    commit(root, SATURDAY, "phân công: {trưởng ca: [lan], vneid: [minh]}\nghi chú: gọi 0912 345 678\n", 30_000)
    done = build(root)
    assert done.exit_code == 1 and "schedule/an-nhon: giữ bản" in done.output
    assert calendars(published(root)) == calendars(stands)


def test_a_merge_that_is_wrong_shows_nothing_older_than_what_others_had_shown(root: Path) -> None:
    git(root, "branch", "theirs")
    commit(root, SATURDAY, "phân công: {trưởng ca: [lam]}\n", 10_000)
    git(root, "switch", "-q", "theirs")
    commit(root, "schedule/an-nhon/roster.yml", ROSTER.replace("7:30-11:30", "8:00-11:00"), 20_000)
    assert build(root).exit_code == 0
    before = published(root)
    git(root, "switch", "-q", "main")
    git(root, "merge", "-q", "--no-ff", "-m", "x", "theirs", when=LATELY + 30_000)
    done = build(root, "--keep-going")
    assert done.exit_code == 1 and published(root) == before
    commit(root, SATURDAY, "phân công: {trưởng ca: [lan], vneid: [minh]}\n", 40_000)
    assert build(root).exit_code == 0
    stamps = [re.findall(rb"SEQUENCE:(\d+)", files["lich/an-nhon.ics"]) for files in (before, published(root))]
    assert all(int(new) >= int(old) for old, new in zip(*stamps, strict=True)) and stamps[0]


def test_a_good_change_comes_once_it_can_though_another_ward_is_held(root: Path) -> None:
    commit(root, "schedule/an-nhon/roster.yml", GUEST, 10_000)
    commit(root, "schedule/an-nhon/2026-12-05.yml", "phân công: {trưởng ca: [lan], vneid: [an-hoi-dong/tam]}\n", 20_000)
    without = OTHER["schedule/an-hoi-dong/roster.yml"].partition("  - mã: tam")[0]
    commit(root, "schedule/an-hoi-dong/roster.yml", without, 30_000)
    commit(root, SATURDAY, "nghỉ: Sửa trụ sở\n", 40_000)
    done = build(root)
    assert "schedule/an-hoi-dong: giữ bản" in done.output and "schedule/an-nhon: " not in done.output
    assert "Sửa trụ sở" in page(root, "lich/an-nhon")


def test_a_guide_that_is_right_by_itself_never_goes_back(root: Path) -> None:
    """To blame is the page that went, or the list: then nothing is shown anew."""
    commit(
        root,
        "guides/ho-tich/khai-tu.md",
        BASE[GUIDE].replace("khai sinh", "khai tử").replace("cho con", "cho người"),
        10_000,
    )
    commit(root, GUIDE, BASE[GUIDE].replace("Mở đầu.", "Xem [khai tử](khai-tu.md)."), 20_000)
    assert build(root).exit_code == 0
    before = published(root)
    (root / "guides/ho-tich/khai-tu.md").unlink()
    commit(root, "README", "y", 30_000)
    done = build(root, "--keep-going")
    assert done.exit_code == 1 and "Trang cũ được giữ nguyên" in done.output and published(root) == before
