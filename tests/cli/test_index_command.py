"""``thu7 index``: one list of wards for several sites, from what they publish; all of it or nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from thu7.cli.main import main

Site = Callable[..., Path]
ROW = ["an-nhon", "Phường An Nhơn", "Phường 5", "Phường 6"]


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Writes what of a built site the command reads."""

    def write(folder: str, rows: object = (ROW,), name: str = "Thứ Bảy", pages: bool = True) -> Path:
        place = tmp_path / "web" / folder / "lich"
        place.mkdir(parents=True)
        listed = rows if isinstance(rows, bytes) else json.dumps(rows, ensure_ascii=False).encode()
        (place / "wards.json").write_bytes(listed)
        (place / "index.html").write_text(f'<meta property="og:site_name" content="{name}">', "utf-8")
        for row in rows if pages and isinstance(rows, list | tuple) else ():
            if isinstance(row, list) and row and isinstance(row[0], str) and row[0].isascii():
                page = place / row[0] / "index.html"
                page.parent.mkdir(parents=True, exist_ok=True)
                page.write_text("<h1>", "utf-8")
        return place.parent

    return write


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs the command where no project is."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> Result:
        return CliRunner().invoke(main, ["index", *arguments, "-o", "web"])

    return call


def common(root: Path) -> dict[str, bytes]:
    """What stands below the common address besides the sites."""
    return {
        path.relative_to(root / "web").as_posix(): path.read_bytes()
        for path in sorted((root / "web").rglob("*"))
        if path.is_file() and path.relative_to(root / "web").parts[0] in ("lich", "assets", "index.html", "404.html")
    }


def test_every_ward_of_every_site_stands_in_the_list_by_its_place(
    site: Site, run: Callable[..., Result], tmp_path: Path
) -> None:
    site("quan-1", [["ben-thanh", "Phường Bến Thành", "Phường Phạm Ngũ Lão"]])
    site("xa/cu-chi", [["an-nhon-tay", "Xã An Nhơn Tây"]])
    done = run("web/quan-1", "web/xa/cu-chi")
    assert done.exit_code == 0 and done.output == "Đã gộp 2 phường của 2 trang vào web.\n"
    assert json.loads((tmp_path / "web/lich/wards.json").read_text("utf-8")) == [
        ["../xa/cu-chi/lich/an-nhon-tay", "Xã An Nhơn Tây"],
        ["../quan-1/lich/ben-thanh", "Phường Bến Thành", "Phường Phạm Ngũ Lão"],
    ]
    assert 'href="../../quan-1/lich/ben-thanh/"' in (tmp_path / "web/lich/chu-b/index.html").read_text("utf-8")
    headers = (tmp_path / "web/_headers").read_text("utf-8")
    assert "/quan-1/lich/rieng/*\n  X-Robots-Tag: noindex" in headers
    assert "/xa/cu-chi/lich/rieng/*\n  X-Robots-Tag: noindex" in headers


def test_wards_of_one_name_are_told_apart_by_their_sites(
    site: Site, run: Callable[..., Result], tmp_path: Path
) -> None:
    site("a", name="Thứ Bảy Bình Dương")
    site("b", [ROW, ["tan-my", "Phường Tân Mỹ"]], name="Thứ Bảy Gò Vấp")
    site("c", [["an-nhon", "phường An Nhơn"]], name="Thứ Bảy")
    site("d", name="Thứ Bảy")
    assert run("web/a", "web/b", "web/c", "web/d").exit_code == 0
    rows = json.loads((tmp_path / "web/lich/wards.json").read_text("utf-8"))
    assert {row[0]: row[1] for row in rows} == {
        "../a/lich/an-nhon": "Phường An Nhơn, Thứ Bảy Bình Dương",
        "../b/lich/an-nhon": "Phường An Nhơn, Thứ Bảy Gò Vấp",
        "../c/lich/an-nhon": "phường An Nhơn, c",
        "../d/lich/an-nhon": "Phường An Nhơn, d",
        "../b/lich/tan-my": "Phường Tân Mỹ",
    }


def test_a_common_list_is_gathered_again_like_a_sites_own(
    site: Site, run: Callable[..., Result], tmp_path: Path
) -> None:
    site("tp/a")
    assert CliRunner().invoke(main, ["index", "web/tp/a", "-o", "web/tp", "--name", "Thành phố"]).exit_code == 0
    site("tinh", name="Tỉnh")
    assert run("web/tp", "web/tinh").exit_code == 0
    rows = json.loads((tmp_path / "web/lich/wards.json").read_text("utf-8"))
    assert [row[:2] for row in rows] == [
        ["../tp/a/lich/an-nhon", "Phường An Nhơn, Thành phố"],
        ["../tinh/lich/an-nhon", "Phường An Nhơn, Tỉnh"],
    ]


def test_the_same_again_is_the_same_and_letters_without_wards_go(
    site: Site, run: Callable[..., Result], tmp_path: Path
) -> None:
    place = site("a", [ROW, ["tan-my", "Phường Tân Mỹ"]])
    run("web/a")
    before = common(tmp_path)
    assert "lich/chu-t/index.html" in before
    run("web/a")
    assert common(tmp_path) == before
    (place / "lich/wards.json").write_text(json.dumps([ROW], ensure_ascii=False), "utf-8")
    run("web/a")
    assert not (tmp_path / "web/lich/chu-t").exists() and (tmp_path / "web/lich/chu-a/index.html").is_file()
    assert (tmp_path / "web/a/lich/tan-my/index.html").is_file()


def test_names_are_letters_and_never_markup(site: Site, run: Callable[..., Result], tmp_path: Path) -> None:
    site(
        "a", [["x", "<script>alert(1)</script>", '"><img src=x onerror=alert(2)>'], ["y", "(?)", "&amp;"]], name="<b>A"
    )
    site("b", [["x", "<script>alert(1)</script>"]], name="&quot;><i>B")
    assert run("web/a", "web/b", "--name", "<u>Chung</u>").exit_code == 0
    pages = [data.decode() for place, data in common(tmp_path).items() if place.endswith(".html")]
    assert len(pages) >= 4
    for page in pages:
        assert not any(sign in page for sign in ("<script>", "<img", "<u>", "<b>", "<i>"))
    (others,) = [page for page in pages if "alert(1)" in page]
    assert others.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 2 and "&amp;amp;" in others


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (b"{", "không phải danh sách phường"),
        (b"\xff\xfe[]", "không phải danh sách phường"),
        (b"[" * 100_000, "không phải danh sách phường"),
        ({"wards": []}, "không phải danh sách phường"),
        ([["an-nhon"]], "Dòng thứ 1 không phải là một phường"),
        ([["an-nhon", 5]], "Dòng thứ 1 không phải là một phường"),
        ([ROW, None], "Dòng thứ 2 không phải là một phường"),
        ([["../../../etc", "A"]], "“../../../etc” không phải là địa chỉ của một phường"),
        ([["https://evil.example/x", "A"]], "không phải là địa chỉ của một phường"),
        ([["javascript:alert(1)", "A"]], "không phải là địa chỉ của một phường"),
        ([["../../khac/lich/a", "A"]], "không phải là địa chỉ của một phường"),
        ([["rieng", "A"]], "không phải là địa chỉ của một phường"),
        ([["a", " "]], "có tên trống, quá dài hoặc có ký tự lạ"),
        ([["a", "A" * 1000]], "có tên trống, quá dài hoặc có ký tự lạ"),
        ([["a", "A\u202eB"]], "có tên trống, quá dài hoặc có ký tự lạ"),
        ([["a", "Chị Lan 0912 345 678"]], "số điện thoại"),
        ([ROW, ROW], "có hai dòng"),
    ],
)
def test_a_list_that_is_none_is_told_and_nothing_is_written(
    site: Site, run: Callable[..., Result], tmp_path: Path, rows: object, said: str
) -> None:
    site("tot")
    site("xau", rows)
    done = run("web/tot", "web/xau")
    assert done.exit_code == 1 and said in done.output and "Chưa ghi gì." in done.output
    assert "web/xau/lich/wards.json" in done.output and "Traceback" not in done.output
    assert common(tmp_path) == {}


def test_sites_that_are_not_there_or_share_a_place_are_told(
    site: Site, run: Callable[..., Result], tmp_path: Path
) -> None:
    site("a")
    (tmp_path / "khac/a").mkdir(parents=True)
    (tmp_path / "web/trống").mkdir()
    for arguments, said in (
        (["web/a", "khac/a"], "Hai trang cùng địa chỉ “a”"),
        (["web/a", "web/b"], "Ở đây chưa có lich/wards.json"),
        (["web/a", "web/trống"], "“trống” không làm địa chỉ được"),
        (["web/a", "lich=web/a"], "“lich” không làm địa chỉ được"),
    ):
        done = run(*arguments)
        assert (done.exit_code, common(tmp_path)) == (1, {}) and said in done.output, done.output
    site("c", pages=False)
    assert "Danh sách kể “Phường An Nhơn” mà trang không có" in run("web/c").output
    assert run("web/a", "b=web/a").exit_code == 0


def test_a_site_of_its_own_is_not_written_over(site: Site, run: Callable[..., Result], tmp_path: Path) -> None:
    site("a")
    (tmp_path / "web/index.html").write_text("<h1>Trang của tỉnh</h1>", "utf-8")
    done = run("web/a")
    assert done.exit_code == 1 and "không do thu7 index làm ra" in done.output
    assert list(common(tmp_path)) == ["index.html"]
