"""Four sites and their common list of wards behind one nginx, walked through: every ward is found, and is where it was."""

from __future__ import annotations

import os
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path

import projects
import pytest
from many_wards import many
from projects import BASE
from tabs import Tab

ROSTER, SATURDAY = BASE["schedule/an-nhon/roster.yml"], BASE["schedule/an-nhon/2026-11-28.yml"]
NONE = {"schedule/an-nhon/roster.yml": None, "schedule/an-nhon/2026-11-28.yml": None}


def one(code: str, name: str, former: str) -> dict[str, str | None]:
    roster = ROSTER.replace("Phường An Nhơn", name).replace("[Phường 5, Phường 6]", f"[{former}]")
    return {**NONE, f"schedule/{code}/roster.yml": roster, f"schedule/{code}/2026-12-05.yml": SATURDAY}


SITES: dict[str, tuple[str, dict[str, str | None]]] = {
    "an-nhon": ("Thứ Bảy An Nhơn", {}),
    "tan-my": ("Thứ Bảy Tân Mỹ", one("tan-my", "Phường Tân Mỹ", "Phường Tân Phú")),
    "dinh": ("Thứ Bảy Bình Định", one("an-nhon", "Phường An Nhơn", "Phường Bình Định")),
    "lon": ("Thứ Bảy vùng lớn", many(14)),
}


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("common")
    thu7 = str(Path(sys.executable).with_name("thu7"))
    for folder, (name, changes) in SITES.items():
        project = projects.write(root / f"kho-{folder}", changes)
        settings = (project / "mkdocs.yml").read_text("utf-8")
        settings = settings.replace("site_name: Thử", f"site_name: {name}").replace(
            "thu.example/", f"thu.example/{folder}/"
        )
        (project / "mkdocs.yml").write_text(f"{settings}site_dir: ../web/{folder}\n", "utf-8")
        environment = {**os.environ, "THU7_SECRET": "a secret for tests"}
        command = [thu7, "-C", str(project), "build", "--on", "24/11/2026"]
        subprocess.run(command, check=True, capture_output=True, env=environment)
    sites = [f"web/{folder}" for folder in SITES]
    subprocess.run([thu7, "index", *sites, "-o", "web", "--name", "Thứ Bảy toàn vùng"], check=True, cwd=root)
    return root / "web"


@pytest.fixture(scope="module")
def address(web: Path, served_by_nginx: Callable[[Path], str]) -> str:
    return served_by_nginx(web)


@pytest.mark.parametrize("path", ["/", "/lich/"])
@pytest.mark.parametrize(
    ("typed", "said", "place"),
    [
        ("tan my", "Phường Tân Mỹ (Phường Tân Phú)", "/tan-my/lich/tan-my/"),
        ("an nhon dinh", "Phường An Nhơn, Thứ Bảy Bình Định (Phường Bình Định)", "/dinh/lich/an-nhon/"),
        ("GÒ VẤP", "Phường Gò Vấp (Phường cũ 6)", "/lon/lich/phuong-5/"),
    ],
)
def test_a_ward_of_any_site_is_found_by_typing_and_shows_its_next_saturday(
    tab: Callable[..., Tab], path: str, typed: str, said: str, place: str
) -> None:
    own = tab()
    page = own.go(path)
    page.locator("#phuong").fill(typed)
    first = page.locator("[data-t7=phuong-thay] a").first
    first.wait_for()
    assert first.inner_text() == said
    first.click()
    page.wait_for_url(f"**{place}")
    own.ready()
    next_one = page.locator(".t7-buoi > .t7-toi").first
    assert next_one.is_visible() and "Thứ Bảy" in next_one.inner_text()
    # The chosen one stands there by itself the next time, and leads to the same page.
    own.go(path)
    own.until("Boolean(document.querySelector('[data-t7=buoi-cua-toi] .t7-toi'))")
    page.get_by_role("link", name="Xem lịch và đường đi").click()
    page.wait_for_url(f"**{place}")


def test_without_javascript_the_letters_lead_to_wards_of_one_name_in_two_sites(tab: Callable[..., Tab]) -> None:
    page = tab(java_script_enabled=False).go("/")
    assert not page.locator("#phuong").is_visible()
    page.get_by_role("link", name="A", exact=True).click()
    names = page.locator(".t7-az a").all_inner_texts()
    assert names == [
        "Phường An Nhơn, Thứ Bảy An Nhơn",
        "Phường An Nhơn, Thứ Bảy Bình Định",
        "Phường An Nhơn, Thứ Bảy vùng lớn",
    ]
    page.get_by_role("link", name="Phường An Nhơn, Thứ Bảy Bình Định").click()
    assert page.url.endswith("/dinh/lich/an-nhon/") and "05/12/2026" in page.locator("main").inner_text()


def test_the_common_pages_hold_the_bars(tab: Callable[..., Tab], web: Path) -> None:
    letters = [f"/lich/{path.parent.name}/" for path in sorted(web.glob("lich/chu-*/index.html"))]
    assert len(letters) >= 5
    for path in ("/", "/lich/", *letters, "/khong-co/"):
        own = tab()
        page = own.go(path)
        assert page.locator("h1").count() == 1
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        small = page.evaluate(
            "[...document.querySelectorAll('main a, main input, header a')].filter((e) => e.getClientRects().length && e.getBoundingClientRect().height < 43.5 && !e.closest('.t7-az')).map((e) => e.outerHTML)"
        )
        assert small == []
        assert len(own.answers) <= 3 and sum(len(answer.body()) for answer in own.answers) < 40_000
        if path == "/khong-co/":
            own.wrong[:] = [said for said in own.wrong if "404" not in said]


def test_what_is_private_below_each_site_stays_unlisted(address: str, web: Path) -> None:
    calendars = sorted(web.glob("*/lich/rieng/*.ics"))
    assert {path.relative_to(web).parts[0] for path in calendars} == set(SITES)
    for path in calendars:
        answer = urllib.request.urlopen(f"{address}/{path.relative_to(web).as_posix()}")
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    tokens = {path.stem for path in calendars}
    for path in (*web.glob("*.html"), *web.glob("lich/**/*.*"), web / "_headers"):
        assert not any(token in path.read_text("utf-8") for token in tokens), path
    worker = urllib.request.urlopen(f"{address}/lon/sw.js")
    assert worker.headers["Cache-Control"] == "no-cache"
    style = next((web / "lon/assets").glob("thu7.*.css")).name
    kept = urllib.request.urlopen(f"{address}/lon/assets/{style}")
    assert kept.headers["Cache-Control"] == "public, max-age=31536000, immutable"
