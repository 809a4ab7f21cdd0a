"""What is reused is never wrong: after any change a build with what was kept gives the bytes of one without; so does one ward's."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from projects import BASE
from thu7.cli.main import main
from thu7.system import memo

ROSTER, GUIDE, SATURDAY = (
    "schedule/an-nhon/roster.yml",
    "guides/ho-tich/khai-sinh.md",
    "schedule/an-nhon/2026-11-28.yml",
)
EVERYTHING = {
    "schedule/an-hoi-dong/roster.yml": BASE[ROSTER]
    .replace("Phường An Nhơn", "Phường An Hội Đông")
    .replace("1C", "2D")
    .replace("  - mã: lan", "  - mã: an-nhon/minh\n    nhiệm vụ: [vneid]\n  - mã: lan"),
    "schedule/an-hoi-dong/2026-12-05.yml": "phân công: {trưởng ca: [lan], vneid: [an-nhon/minh]}\n",
    "schedule/an-nhon/2026-11-21.yml": "phân công: {trưởng ca: [lan]}\n",
    "schedule/an-nhon/2026-11-21.ket-qua.yml": "có mặt: [lan]\nlượt người: 12\n",
    "guides/ho-tich/khai-tu.md": BASE[GUIDE]
    .replace("khai sinh", "khai tử")
    .replace("cho con", "cho người thân")
    .replace("Mở đầu.", "{{mien-phi}}."),
    "guides/ho-tich/khai-sinh.cau-hoi.txt": "làm khai sanh\n",
    "guides/ho-tich/khai-sinh.en.md": "---\ntóm tắt: Register a birth.\nrà soát: 23/11/2026\n---\n\n# Register a birth\n\nGo.\n",
    "guides/viec/index.md": "# Việc trong đời\n",
    "guides/viec/co-con.md": "---\ntóm tắt: Có con thì làm gì.\nphụ trách: Tư pháp\nrà soát: 23/11/2026\nrà lại trước: 28/02/2027\n---\n\n# Có con\n\n## Khai sinh\n\n1. [Khai sinh](../ho-tich/khai-sinh.md)\n",
    "guides/tu-vung.yml": "viết tắt:\n  ks: [khai sinh]\n",
    "guides/so-cong-khai.yml": "số công khai:\n  - {số: '1022', tên: Tổng đài thành phố, nguồn: 'https://hochiminhcity.gov.vn/'}\n",
    "guides/dia-chi-cu.yml": "địa chỉ cũ:\n  - {cũ: ho-tich/khai-sanh, mới: ho-tich/khai-sinh}\n",
    "guides/dung-chung.yml": "dùng chung:\n  - mã: mien-phi\n    câu: Khai sinh đúng hạn được miễn phí\n",
    "guides/ho-tich/hinh.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>\n',
    "docs/gioi-thieu.md": "# Giới thiệu\n\nMột câu.\n\n<!-- thu7:so -->\n",
    "docs/index.md": "# Thử\n\n<!-- thu7:lich -->\n\n<!-- thu7:ket-qua -->\n",
}
CHANGES: dict[str, tuple[str, Callable[[str], str]]] = {
    "a guide's text": (GUIDE, lambda text: text.replace("Nộp hồ sơ.", "Nộp hồ sơ ở cổng.")),
    "a guide's title": (GUIDE, lambda text: text.replace("# Đăng ký khai sinh cho con", "# Khai sinh cho bé")),
    "a guide's fee": (GUIDE, lambda text: text.replace("Miễn phí", "8.000 đồng")),
    "a guide's other names": (GUIDE, lambda text: text.replace("làm giấy khai sinh", "giấy khai sinh cho bé")),
    "a guide's heading": (GUIDE, lambda text: text.replace("### Có phải đi không?", "### Đi đâu?")),
    "ways to ask": ("guides/ho-tich/khai-sinh.cau-hoi.txt", lambda text: text + "xin giấy khai sanh cho em bé\n"),
    "a page in English": ("guides/ho-tich/khai-sinh.en.md", lambda text: text.replace("Go.", "Come.")),
    "a life event": (
        "guides/viec/co-con.md",
        lambda text: text.replace("Có con thì làm gì", "Con mới sinh thì làm gì"),
    ),
    "a topic": ("guides/ho-tich/index.md", lambda text: text + "\nMột câu.\n"),
    "a legal text": ("guides/van-ban.yml", lambda text: text.replace("01/01/2016", "01/01/2017")),
    "a word": ("guides/tu-vung.yml", lambda text: text.replace("ks:", "gks:")),
    "a public number": ("guides/so-cong-khai.yml", lambda text: text.replace("Tổng đài", "Đường dây")),
    "a moved address": ("guides/dia-chi-cu.yml", lambda text: text.replace("khai-sanh", "ks")),
    "a shared sentence": ("guides/dung-chung.yml", lambda text: text.replace("được miễn", "luôn được miễn")),
    "a picture": ("guides/ho-tich/hinh.svg", lambda text: text.replace('"9"', '"8"')),
    "a page of docs": ("docs/gioi-thieu.md", lambda text: text.replace("Một câu", "Hai câu")),
    "home": ("docs/index.md", lambda text: text.replace("# Thử", "# Bạn cần làm gì?")),
    "a roster's hours": (ROSTER, lambda text: text.replace("7:30-11:30", "8:00-11:00")),
    "a roster's people": (ROSTER, lambda text: text.replace("Nguyễn Thị Lan", "Nguyễn Ngọc Lan")),
    "a Saturday": (SATURDAY, lambda text: text.replace("vneid: [minh]", "vneid: []")),
    "a guest's Saturday": ("schedule/an-hoi-dong/2026-12-05.yml", lambda text: text.replace("[an-nhon/minh]", "[]")),
    "results": ("schedule/an-nhon/2026-11-21.ket-qua.yml", lambda text: text.replace("12", "15")),
    "holidays": ("schedule/holidays.yml", lambda text: text.replace("06/02/2027", "12/12/2026")),
    "settings": ("mkdocs.yml", lambda text: text.replace("site_name: Thử", "site_name: Thử nữa")),
}


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Path]:
    """A file of what was answered, for this test alone."""
    before = memo._kept
    yield tmp_path / "answers.sqlite"
    memo._kept = before


def build(root: Path, *options: str) -> Result:
    secret = {"THU7_SECRET": "a secret for tests"}
    done = CliRunner().invoke(main, ["-C", str(root), "build", "--on", "26/11/2026", *options], env=secret)
    assert done.exit_code == 0, done.output
    return done


def published(site: Path) -> dict[str, bytes]:
    """All but what tells of the build before."""
    files = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    assert files.pop("_changed.txt", None) is not None
    return files


def cold(root: Path, folder: Path) -> dict[str, bytes]:
    """The same project built by a process that knows of nothing."""
    shutil.copytree(root, folder, ignore=shutil.ignore_patterns("site"))
    memo.keep(folder.with_suffix(".sqlite"))
    for function in memo.FUNCTIONS:
        function.cache_clear()
    build(folder)
    return published(folder / "site")


@pytest.mark.parametrize("first", range(4))
def test_after_any_change_a_build_gives_the_bytes_of_a_cold_one(
    first: int, project_folder: Callable[..., Path], kept: Path, tmp_path: Path
) -> None:
    root = project_folder(EVERYTHING)
    memo.keep(kept)
    build(root)
    before = published(root / "site")
    # One after the other: what was kept wrongly at one of them stays wrong, and shows at the end.
    for name, (path, changed) in list(CHANGES.items())[first::4]:
        text = (root / path).read_text("utf-8")
        assert changed(text) != text, f"{name} is a change"
        (root / path).write_text(changed(text), "utf-8")
        build(root)
        after = published(root / "site")
        assert after != before, f"{name} shows"
        before = after
    assert before == cold(root, tmp_path / "cold")


@pytest.mark.parametrize("ward", ["an-nhon", "an-hoi-dong"])
def test_one_ward_alone_gives_the_bytes_of_a_whole_build(
    ward: str, project_folder: Callable[..., Path], kept: Path, tmp_path: Path
) -> None:
    root = project_folder(EVERYTHING)
    memo.keep(kept)
    build(root)
    before = published(root / "site")
    # Somebody leaves, a Saturday goes, one comes, one changes; minh serves in both wards.
    (root / SATURDAY).unlink()
    (root / "schedule/an-nhon/2026-12-12.yml").write_text("phân công: {trưởng ca: [lan], vneid: [minh]}\n", "utf-8")
    (root / "schedule/an-hoi-dong/2026-12-05.yml").write_text("nghỉ: Sửa trụ sở\n", "utf-8")
    said = build(root, "--ward", ward)
    assert f"lich/{ward}" in said.output
    told = (root / "site/_changed.txt").read_text("utf-8").splitlines()
    assert {f"/lich/{ward}/", f"/lich/{ward}.ics", "/lich/"} <= set(told) and not any("rieng" in one for one in told)
    assert "/ho-tich/khai-sinh/" not in told
    partly = published(root / "site")
    whole = cold(root, tmp_path / "cold")
    other = "an-hoi-dong" if ward == "an-nhon" else "an-nhon"
    changed = {path for path in whole.keys() | before.keys() if whole.get(path) != before.get(path)}
    assert {path for path in changed if path.startswith(f"lich/{ward}")} and len(changed) > 8
    left = {path for path in whole.keys() | partly.keys() if whole.get(path) != partly.get(path)}
    # What waits for a whole build: the other ward, its own people, and what keeps all of it on a phone.
    assert all(
        f"/{other}" in path or "rieng/" in path or path.startswith("assets/trang") or path == "sw.js" for path in left
    )
    assert not {path for path in left if f"/{ward}" in path or path in ("index.html", "lich/index.html")}
    build(root, "--ward", other)
    assert published(root / "site") == whole


def test_one_ward_leaves_nothing_behind_of_what_was_its_own(
    project_folder: Callable[..., Path], tmp_path: Path
) -> None:
    root = project_folder(
        {
            **EVERYTHING,
            "schedule/an-hoi-dong/2026-11-28.yml": "phân công: {vneid: [an-nhon/minh]}\n",
            SATURDAY: "nghỉ: Sửa\n",
        }
    )
    build(root)
    assert CliRunner().invoke(main, ["compress", str(root / "site")]).exit_code == 0
    packed = {path for path in published(root / "site") if path.endswith(".gz")}
    single = [
        path for path in published(root / "site") if path.startswith("lich/rieng") and path.endswith("2026-11-28.ics")
    ]
    assert len(single) == 1 and "lich/an-hoi-dong/index.html.gz" in packed and "van-ban/index.html.gz" in packed
    roster = (root / "schedule/an-hoi-dong/roster.yml").read_text("utf-8")
    (root / "schedule/an-hoi-dong/2026-11-28.yml").write_text("phân công: {trưởng ca: [lan]}\n", "utf-8")
    assert "an-nhon/minh" in roster
    build(root, "--ward", "an-hoi-dong")
    files = published(root / "site")
    assert single[0] not in files and "lich/an-hoi-dong/index.html.gz" not in files and "van-ban/index.html.gz" in files
    assert {path: data for path, data in files.items() if not path.endswith((".gz", ".br", ".zst"))} == cold(
        root, tmp_path / "cold"
    )


def test_what_changes_search_for_all_is_no_matter_of_one_ward(project_folder: Callable[..., Path]) -> None:
    root = project_folder(EVERYTHING)
    build(root)
    before = published(root / "site")
    (root / ROSTER).write_text((root / ROSTER).read_text("utf-8").replace("7:30-11:30", "8:00-11:00"), "utf-8")
    done = CliRunner().invoke(
        main,
        ["-C", str(root), "build", "--on", "26/11/2026", "--ward", "an-nhon"],
        env={"THU7_SECRET": "a secret for tests"},
    )
    assert done.exit_code == 1 and "Dựng cả trang: thu7 build" in done.output
    assert published(root / "site") == before and not list(root.glob(".site-*"))


def test_one_ward_needs_a_site_and_a_ward(project_folder: Callable[..., Path]) -> None:
    root = project_folder(EVERYTHING)
    asked = ["-C", str(root), "build", "--on", "26/11/2026", "--ward"]
    alone = CliRunner().invoke(main, [*asked, "an-nhon"])
    assert alone.exit_code == 1 and "thu7 build" in alone.output and not (root / "site").exists()
    assert [path.name for path in root.iterdir() if path.name.startswith(".")] == []
    wrong = CliRunner().invoke(main, [*asked, "an-nhom"])
    assert wrong.exit_code == 2 and "Có phải là “an-nhon”?" in wrong.output
