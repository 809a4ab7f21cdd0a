"""What a reader's phone keeps and does: settings and ticks, no network, no JavaScript, print, another phone's camera."""

from __future__ import annotations

import functools
import gzip
import http.server
import io
import itertools
import json
import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import PIL.Image
import pytest
import zxingcpp
from tabs import Tab

BACKGROUND, REQUESTS = 150_000, 3


def _forgive(own: Tab, what: str) -> None:
    """Forget what the browser says of pictures and icons that were not kept, once it has said all."""
    own.context.close()
    own.wrong[:] = [said for said in own.wrong if not (said.startswith("Failed to load resource") and what in said)]


def test_menu_settings_and_search_work_by_keyboard_alone(tab: Callable[..., Tab]) -> None:
    own = tab(color_scheme="light")
    page = own.open("/")
    page.locator("summary", has_text="Mục lục").focus()
    page.keyboard.press("Enter")
    assert page.get_by_role("link", name="VNeID", exact=True).is_visible()
    page.get_by_role("button", name="Đổi nền").focus()
    page.keyboard.press("Space")
    assert page.evaluate("document.documentElement.dataset.nen") == "toi"
    page.get_by_role("button", name="Chữ to").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Escape")
    assert not page.get_by_role("link", name="VNeID", exact=True).is_visible()
    own.open("/lich/")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(25, 26, 24)"
    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") > 22
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_without_javascript_the_menu_the_list_and_the_dark_scheme_work(tab: Callable[..., Tab]) -> None:
    page = tab(java_script_enabled=False, color_scheme="dark").go("/")
    page.locator("summary", has_text="Mục lục").click()
    page.get_by_role("link", name="Mọi bài, từ A đến Z").click()
    page.wait_for_url("**/tim/")
    lines = [line.inner_text() for line in page.query_selector_all(".t7-az li")]
    assert len(lines) >= 48 and any("làm giấy khai sinh" in line for line in lines)
    background = page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor")
    assert background == "rgb(25, 26, 24)"


def test_what_the_reader_ticks_and_chooses_stays_on_the_phone(tab: Callable[..., Tab]) -> None:
    own = tab()
    asked: list[str] = []
    page = own.open("/ho-tich/khai-sinh/")
    page.locator(".t7-danh-dau input").nth(1).check()
    own.open("/")
    page.get_by_label("Phường của bạn").select_option("an-nhon")
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    own.ready()
    cards = [card.get_attribute("data-ma") for card in page.query_selector_all(".t7-buoi-toi") if card.is_visible()]
    assert cards == ["an-nhon"]
    own.open("/ho-tich/khai-sinh/")
    assert [box.is_checked() for box in page.locator(".t7-danh-dau input").all()][:3] == [False, True, False]
    assert not [url for url in asked if "an-nhon" in url or "?" in url]


def test_visited_once_the_site_is_there_without_a_network(tab: Callable[..., Tab], address: str, site: Path) -> None:
    own = tab(service_workers="allow")
    asked: list[str] = []
    own.context.on("request", lambda request: asked.append(request.url) if request.service_worker else None)
    page = own.open("/")
    page.evaluate("navigator.serviceWorker.ready")
    places = sorted(path.parent.relative_to(site).as_posix() for path in site.rglob("index.html"))
    private = next(place for place in places if "rieng" in place)
    bundles = [*(site / "assets").glob("trang.*.json"), *(site / "assets").glob("trang_tiep_theo.*.json")]
    kept = [f"/{place}" for bundle in bundles for place in json.loads(bundle.read_text("utf-8"))]
    # The ways in, every ward's Saturdays, the first guides of each group; then others while there is room.
    first = {
        "/",
        "/tim/",
        "/lich/",
        "/lich/an-nhon/",
        "/lich/an-hoi-dong/",
        "/ho-tich/khai-sinh/",
        "/ho-tich/ket-hon/",
        "/ho-tich/khai-tu/",
    }
    assert first <= set(kept) and len(kept) > 15
    guides = (f"/{place}/" for place in places if place.startswith("ho-tich/"))
    left, visited = itertools.islice((place for place in guides if place not in kept), 2)
    names = "caches.keys().then(async (names) => names.length === 1 && (await (await caches.open(names[0])).keys()).length >= COUNT)"
    own.until(names.replace("COUNT", str(len(kept) + 4)))
    weight = {url: (site / url.removeprefix(f"{address}/")).read_bytes() for url in asked}
    own.open(f"/{private}/")
    held = page.evaluate("caches.keys().then(async (n) => (await (await caches.open(n[0])).keys()).map((r) => r.url))")
    assert any(url.endswith(".json") for url in weight)
    assert sum(len(gzip.compress(content, 6, mtime=0)) for content in weight.values()) <= BACKGROUND
    assert not [url for url in held if ".ics" in url or "rieng" in url]
    own.context.set_offline(True)
    for path in kept:
        own.open(path)
        assert page.locator("h1").count() == 1, path
        # The script that stands in every page runs in kept ones too: theirs is put back by the worker.
        assert page.evaluate("document.documentElement.classList.contains('t7-js')"), path
    own.open(left)
    assert page.locator("h1").inner_text() == "Trang này chưa có trong máy"
    own.context.set_offline(False)
    own.open(visited)
    own.context.set_offline(True)
    own.open(visited)
    assert page.locator("h1").inner_text() != "Trang này chưa có trong máy" and page.locator(".t7-tom-tat").count() == 1
    own.open("/tim/?q=khai+sinh")
    assert page.locator("[role=option]:visible").first.get_attribute("href") == "../ho-tich/khai-sinh/"
    _forgive(own, "503")
    _forgive(own, "net::ERR_FAILED")


def test_a_phone_that_saves_data_fetches_nothing_in_the_background(
    tab: Callable[..., Tab], served: Callable[[Path], str], site: Path, tmp_path: Path
) -> None:
    saving = tmp_path / "site"
    shutil.copytree(site, saving)
    worker = saving / "sw.js"
    # Chromium has no switch for a worker's Save-Data; the answer of its own API is put in place of it.
    given = 'Object.defineProperty(navigator, "connection", {value: {saveData: true}});\n'
    worker.write_text(given + worker.read_text("utf-8"), "utf-8")
    page = tab(served(saving), service_workers="allow").open("/")
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_timeout(1000)
    held = page.evaluate("caches.keys().then(async (n) => (await (await caches.open(n[0])).keys()).length)")
    assert held <= REQUESTS


KEPT = "caches.keys().then(async (names) => names.length === COUNT && (await (await caches.open(names[0])).keys()).length > 15)"


def test_a_kept_page_is_shown_where_the_server_answers_with_an_error(tab: Callable[..., Tab], site: Path) -> None:
    ill = threading.Event()

    class Server(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            self.send_error(503) if ill.is_set() else super().do_GET()

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Server, directory=str(site)))
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        own = tab(f"http://127.0.0.1:{server.server_port}", service_workers="allow")
        page = own.open("/")
        own.until("navigator.serviceWorker.controller !== null")
        ill.set()
        page.goto(f"{own.address}/ho-tich/khai-sinh/")
        assert page.locator("h1").inner_text() == "Đăng ký khai sinh cho con"
        page.goto(f"{own.address}/ho-tich/khong-co/")
        assert "503" in page.locator("body").inner_text()
    finally:
        server.shutdown()
        server.server_close()
    _forgive(own, "503")


def test_two_wards_at_one_host_leave_each_other_what_is_kept(
    tab: Callable[..., Tab], served: Callable[[Path], str], site: Path, tmp_path: Path
) -> None:
    for ward in ("dong", "tay"):
        shutil.copytree(site, tmp_path / ward)
    worker = tmp_path / "tay/sw.js"
    worker.write_text(worker.read_text("utf-8").replace('const VERSION = "', 'const VERSION = "x', 1), "utf-8")
    own = tab(served(tmp_path), service_workers="allow")
    own.open("/dong/")
    own.until(KEPT.replace("COUNT", "1"))
    own.open("/tay/")
    own.until(KEPT.replace("COUNT", "2"))
    worker.write_text(worker.read_text("utf-8").replace('const VERSION = "', 'const VERSION = "y', 1), "utf-8")
    page = own.open("/tay/")
    page.evaluate("navigator.serviceWorker.ready.then((one) => one.update())")
    own.until("caches.keys().then((names) => names.length === 2 && names.some((name) => / yx/.test(name)))")
    own.context.set_offline(True)
    own.open("/dong/ho-tich/khai-sinh/")
    assert page.locator("h1").count() == 1
    _forgive(own, "net::ERR")


def test_where_there_are_no_dialogs_the_search_is_a_page(tab: Callable[..., Tab]) -> None:
    own = tab()
    own.context.add_init_script("delete HTMLDialogElement.prototype.showModal; delete window.HTMLDialogElement")
    page = own.open("/ho-tich/khai-sinh/")
    page.locator("[data-t7=tim]").click()
    page.wait_for_url("**/tim/")
    own.open("/ho-tich/khai-sinh/")
    page.keyboard.press("/")
    page.wait_for_url("**/tim/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_another_phone_can_scan_the_page(tab: Callable[..., Tab], scheme: str) -> None:
    page = tab(color_scheme=scheme, device_scale_factor=2).go("/vneid/cai-dat/")
    picture = PIL.Image.open(io.BytesIO(page.locator(".t7-qr").screenshot()))
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == ["https://thu7.example/vneid/cai-dat/"]


def test_a_guide_prints_clean(tab: Callable[..., Tab]) -> None:
    page = tab().open("/ho-tich/khai-sinh/")
    page.emulate_media(media="print", color_scheme="dark")
    hidden = (".dau", ".chan", ".t7-tinh-nguyen", ".t7-ho-tro", ".muc-luc", ".t7-hang-nut")
    assert [s for s in hidden if page.locator(s).first.is_visible()] == []
    for shown in (".t7-tom-tat", ".t7-qr svg", "#can-chuan-bi", "#cac-buoc", ".t7-danh-dau input >> nth=0"):
        assert page.locator(shown).is_visible(), shown
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    size = page.evaluate("parseFloat(getComputedStyle(document.querySelector('#cac-buoc ~ ol > li')).fontSize)")
    assert round(size / 96 * 72) == 14
    assert os.environ.get("CI") != "true" or page.pdf(format="A4").startswith(b"%PDF")


@pytest.mark.parametrize(
    "gone",
    [
        "delete window.Worker",
        "window.Worker = function () { throw new Error('refused'); }",
        "delete window.Intl",
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } })",
        "delete Navigator.prototype.serviceWorker",
        "navigator.serviceWorker.register = () => Promise.reject(new Error('refused'))",
        "window.matchMedia = () => ({ matches: false, media: 'not all' })",
        "delete window.AbortController; delete window.IntersectionObserver",
        "delete window.HTMLDialogElement; delete HTMLElement.prototype.showPopover",
        "delete window.speechSynthesis; delete Navigator.prototype.share; delete Navigator.prototype.clipboard",
    ],
)
def test_what_a_phone_lacks_is_done_in_the_next_simpler_way(tab: Callable[..., Tab], gone: str) -> None:
    own = tab()
    own.page.add_init_script(f"try {{ {gone} }} catch (error) {{}}")
    page = own.open("/")
    assert page.locator(".t7-buoi-toi .t7-toi, .t7-buoi-toi li").first.is_visible()
    page.locator(".t7-tim input").first.click()
    page.keyboard.type("lam giay khai sanh")
    first = page.locator("[role=listbox] a strong").first
    first.wait_for()
    own.until("/^Đăng ký khai sinh/.test(document.querySelector('[role=listbox] a strong').textContent)")
    page = own.open("/ho-tich/khai-sinh/")
    page.locator(".t7-danh-dau > input").first.check()
    assert page.locator(".t7-danh-dau > input").first.is_checked()
    page.locator("summary", has_text="Mục lục").click()
    page.get_by_role("button", name="Đổi nền sáng, tối").click()
    assert page.evaluate("document.documentElement.dataset.nen") == "toi"


@pytest.mark.parametrize("path", ["/", "/ho-tich/khai-sinh/", "/viec/sinh-con/", "/lich/", "/lich/an-nhon/", "/tim/"])
def test_where_scripts_run_once_on_a_server_the_page_reads_whole(tab: Callable[..., Tab], path: str) -> None:
    """Opera Mini's way: what the script leaves after it has run, without any event, says all that the page says without it."""
    without, once = tab(java_script_enabled=False).go(path), tab().open(path)
    said = once.locator("main").inner_text()
    lines = [line.strip() for line in without.locator("main").inner_text().splitlines() if line.strip()]
    # The card of the next Saturday shows one day of those that stand there.
    left = [line for line in lines if line not in said and "Thứ Bảy" not in line]
    assert len(lines) > 10 and left == []
