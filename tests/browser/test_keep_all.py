"""“Giữ mọi bài trong máy”: every guide on the phone on request; and what is kept unasked, for the reader who is there."""

from __future__ import annotations

import functools
import gzip
import http.server
import json
import random
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import projects
import pytest
from many_wards import many
from tabs import Tab
from thu7.site import offline

BUTTON = "[data-khoa=giu]"
UNASKED = 150_000
ADDRESSES = "caches.keys().then(async (n) => (await Promise.all(n.map(async (one) => (await (await caches.open(one)).keys()).map((r) => r.url)))).flat())"
SAVING = 'Object.defineProperty(navigator, "connection", {value: {saveData: true}});\n'


class Host:
    """A server that can fail at some addresses, and counts what it gave."""

    def __init__(self, site: Path) -> None:
        self.site, self.ill, self.given = site, "", dict[str, int]()
        host = self

        class Handler(http.server.SimpleHTTPRequestHandler):
            def log_message(self, *_: object) -> None:
                pass

            def do_GET(self) -> None:
                if host.ill and re.search(host.ill, self.path):
                    self.send_error(503)
                else:
                    host.given[self.path] = host.given.get(self.path, 0) + 1
                    super().do_GET()

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(site)))
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_port}"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    @property
    def parts(self) -> list[str]:
        """The parts that were fetched, by their names."""
        return sorted(found[1] for path in self.given if (found := re.match(r"/assets/(trang\w*[\w-]*)\.", path)))


@pytest.fixture
def host(site: Path, tmp_path: Path) -> Iterator[Host]:
    shutil.copytree(site, tmp_path / "site")
    made = Host(tmp_path / "site")
    yield made
    made.close()


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This repository's guides with as many wards as the city has."""
    root = projects.write(tmp_path_factory.mktemp("city"), many(168))
    for folder in ("guides", "docs"):
        shutil.rmtree(root / folder)
        shutil.copytree(projects.REPOSITORY / folder, root / folder)
    command = [str(Path(sys.executable).with_name("thu7")), "-C", str(root), "build", "--on", "26/11/2026"]
    subprocess.run(command, check=True, capture_output=True)
    return root / "site"


@pytest.fixture
def phone(tab: Callable[..., Tab], host: Host) -> Callable[..., Tab]:
    def open_tab(**options: Any) -> Tab:
        return tab(host.address, service_workers="allow", **options)

    return open_tab


def forgive(own: Tab) -> None:
    """Forget what the browser says of a network that was broken off."""
    own.context.close()
    own.wrong[:] = [said for said in own.wrong if "Failed to load resource" not in said]


def parts_of(site: Path) -> dict[str, dict[str, str]]:
    return {path.name.split(".")[0]: json.loads(path.read_text("utf-8")) for path in site.glob("assets/trang*.json")}


def all_pages(site: Path) -> list[str]:
    parts = parts_of(site)
    parts.pop("trang_tiep_theo")
    pages = [address for part in parts.values() for address in part]
    assert len(pages) == len(set(pages)) > 90
    return pages


def renew(site: Path, *changed: str, added: dict[str, str] | None = None) -> None:
    """The next build: another version of the worker, and of these parts; pages of a new topic."""
    worker = site / "sw.js"
    text = worker.read_text("utf-8").replace('const VERSION = "', 'const VERSION = "x', 1)
    for name in changed:
        (old,) = site.glob(f"assets/{name}.*.json")
        new = old.with_name(f"{name}.0123456789.json")
        pages = json.loads(old.read_text("utf-8"))
        new.write_text(
            json.dumps({one: html.replace("</h1>", " (mới)</h1>") for one, html in pages.items()}, ensure_ascii=False),
            "utf-8",
        )
        old.unlink()
        text = text.replace(old.name, new.name)
    if added:
        (site / "assets/trang_moi.0123456789.json").write_text(json.dumps(added), "utf-8")
        row = json.dumps(["assets/trang_moi.0123456789.json", "moi", len(added)])
        text = re.sub(r"(const PARTS = .*)\];", rf"\1, {row}];", text)
    worker.write_text(text, "utf-8")


def updated(own: Tab, version: str = "x") -> None:
    own.page.evaluate("navigator.serviceWorker.ready.then((one) => one.update())")
    own.until(f"caches.keys().then((names) => names.length === 1 && / {version}/.test(names[0]))")


def test_all_pages_are_kept_on_request_and_the_button_says_how_much_it_is(
    phone: Callable[..., Tab], host: Host
) -> None:
    own = phone()
    page = own.open("/tim/")
    button, status = page.locator(BUTTON), page.locator("[data-t7=giu]")
    button.wait_for()
    size = sum(
        len(gzip.compress(path.read_bytes(), 6, mtime=0))
        for path in host.site.glob("assets/trang_*.json")
        if "tiep_theo" not in path.name
    )
    assert button.inner_text() == f"Giữ mọi bài trong máy ({size / 1e6:.1f} MB)".replace(".", ",")
    assert button.bounding_box()["height"] >= 44 and page.locator('script[src*="keep."]').count() == 0
    said: list[str] = []
    page.expose_function("noted", lambda line: said.append(line))
    page.evaluate(
        "new MutationObserver(() => noted(document.querySelector('[data-t7=giu]').textContent)).observe(document.querySelector('[data-t7=giu]'), {childList: true})"
    )
    button.focus()
    page.keyboard.press("Enter")
    pages = all_pages(host.site)
    page.get_by_text(f"Mọi bài đã ở trong máy: {len(pages)} bài.").wait_for()
    assert not button.is_visible() and status.get_attribute("aria-live") == "polite"
    counted = [int(found[1]) for line in said if (found := re.search(rf"Đã giữ (\d+) trên {len(pages)} bài", line))]
    assert len(counted) >= 5 and counted == sorted(counted) and counted[0] < counted[-1] <= len(pages)
    # The keyboard stays where it was.
    assert page.evaluate("document.activeElement.dataset.t7") == "giu"
    own.context.set_offline(True)
    for address in pages:
        own.open(f"/{address}")
        assert page.locator("h1").count() == 1 and page.locator("h1").inner_text() != "Trang này chưa có trong máy"
        assert page.evaluate("getComputedStyle(document.querySelector('.khung')).maxWidth") != "none", address
    own.open("/tim/")
    page.get_by_text("Mọi bài đã ở trong máy").wait_for()
    forgive(own)


def test_where_the_network_breaks_what_is_there_stays_and_it_can_go_on(phone: Callable[..., Tab], host: Host) -> None:
    own = phone()
    page = own.open("/tim/")
    page.locator(BUTTON).wait_for()
    host.ill = "trang_vneid"
    page.locator(BUTTON).click()
    page.get_by_text("Chưa hết: mạng đứt").wait_for()
    assert "Có mạng thì bấm “Giữ tiếp”" in page.locator("[data-t7=giu]").inner_text()
    assert page.locator(BUTTON).inner_text() == "Giữ tiếp"
    before = dict(host.given)
    host.ill = ""
    own.open("/tim/")
    page.get_by_role("button", name="Giữ tiếp").click()
    page.get_by_text("Mọi bài đã ở trong máy").wait_for()
    again = [path for path in before if "trang" in path and host.given[path] > before[path]]
    assert again == [] and "trang_vneid" in host.parts
    forgive(own)


def test_a_new_version_keeps_all_and_fetches_only_what_has_changed(phone: Callable[..., Tab], host: Host) -> None:
    own = phone()
    page = own.open("/tim/")
    page.locator(BUTTON).click()
    page.get_by_text("Mọi bài đã ở trong máy").wait_for()
    host.given.clear()
    renew(host.site, "trang_vneid", added={"moi/": "<!doctype html><title>Mới</title><h1>Bài mới</h1>"})
    updated(own)
    assert host.parts == ["trang_moi", "trang_vneid"]
    own.context.set_offline(True)
    for address, new in ((next(iter(parts_of(host.site)["trang_vneid"])), True), ("ho-tich/khai-sinh/", False)):
        assert own.open(f"/{address}").locator("h1").inner_text().endswith("(mới)") == new
    assert own.go("/moi/").locator("h1").inner_text() == "Bài mới"
    own.open("/tim/")
    page.get_by_text("Mọi bài đã ở trong máy").wait_for()
    forgive(own)


def test_a_phone_that_saves_data_keeps_the_older_pages_and_asks(phone: Callable[..., Tab], host: Host) -> None:
    own = phone()
    page = own.open("/tim/")
    page.locator(BUTTON).click()
    page.get_by_text("Mọi bài đã ở trong máy").wait_for()
    host.given.clear()
    renew(host.site, "trang_vneid")
    worker = host.site / "sw.js"
    worker.write_text(SAVING + worker.read_text("utf-8"), "utf-8")
    updated(own)
    assert host.parts == []
    own.open("/tim/")
    page.get_by_text("Máy đang bật tiết kiệm dữ liệu").wait_for()
    address = next(iter(parts_of(host.site)["trang_vneid"]))
    own.context.set_offline(True)
    assert "(mới)" not in own.open(f"/{address}").locator("h1").inner_text() != "Trang này chưa có trong máy"
    own.context.set_offline(False)
    own.open("/tim/")
    page.get_by_role("button", name="Giữ tiếp").click()
    page.get_by_text("Mọi bài đã ở trong máy").wait_for()
    assert host.parts == ["trang_vneid"]
    forgive(own)


@pytest.mark.parametrize("gone", ["no script", "no worker", "refused"])
def test_where_it_cannot_work_the_button_is_not_shown(tab: Callable[..., Tab], gone: str) -> None:
    own = tab(java_script_enabled=gone != "no script")
    if gone == "no worker":
        own.page.add_init_script("delete Navigator.prototype.serviceWorker")
    if gone == "refused":
        own.page.add_init_script("navigator.serviceWorker.register = () => Promise.reject(new Error('refused'))")
    page = own.open("/tim/") if gone != "no script" else own.go("/tim/")
    page.wait_for_timeout(300)
    assert page.locator(BUTTON).count() == 1 and not page.locator(BUTTON).is_visible()


@pytest.mark.parametrize(
    ("came", "part"),
    [("/", "trang_tiep_theo"), ("/vneid/quen-mat-khau/", "trang_vneid"), ("/ho-tich/khai-sinh/", "trang_ho-tich")],
)
def test_unasked_the_topic_that_the_reader_came_for_is_kept_within_the_bar(
    phone: Callable[..., Tab], host: Host, came: str, part: str
) -> None:
    own = phone()
    page = own.open(came)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    own.until("navigator.serviceWorker.controller !== null")
    assert host.parts == sorted(["trang", part])
    assert any("finder" in path for path in host.given)
    assert 100_000 < kept_unasked(own, host.site) <= UNASKED
    renew(host.site)
    host.given.clear()
    updated(own)
    assert host.parts == []
    own.context.set_offline(True)
    for address in parts_of(host.site)[part]:
        assert own.open(f"/{address}").locator("h1").inner_text() != "Trang này chưa có trong máy"
    forgive(own)


def kept_unasked(own: Tab, site: Path) -> int:
    """What the worker fetched by itself so far, packed; and the worker."""
    places = {answer.url.removeprefix(f"{own.address}/") for answer in own.answers if answer.request.service_worker}
    files = [site / place / "index.html" if (site / place).is_dir() else site / place for place in (*places, "sw.js")]
    return sum(len(gzip.compress(path.read_bytes(), 6, mtime=0)) for path in files)


def test_in_a_city_of_168_wards_the_chosen_one_is_kept_and_no_other(
    tab: Callable[..., Tab], city: Path, tmp_path: Path
) -> None:
    shutil.copytree(city, tmp_path / "site")
    host = Host(tmp_path / "site")
    own = tab(host.address, service_workers="allow")
    page = own.open("/ho-tich/khai-sinh/")
    own.until("navigator.serviceWorker.controller !== null")
    assert {"trang", "trang_ho-tich"} == set(host.parts) and kept_unasked(own, host.site) <= UNASKED
    own.open("/")
    page.locator("#phuong").fill("go vap")
    page.locator("[data-t7=phuong-thay] a").first.click()
    page.wait_for_url("**/lich/phuong-5/")
    own.open("/")
    own.until("Boolean(document.querySelector('[data-t7=buoi-cua-toi] .t7-buoi'))")
    # The next build: the ward comes with it though nobody opened it since.
    own.answers.clear()
    renew(host.site)
    updated(own)
    assert [url for url in page.evaluate(ADDRESSES) if re.search("/lich/phuong-[0-46-9]", url)] == []
    assert any("/lich/phuong-5/" in answer.url for answer in own.answers) and kept_unasked(own, host.site) <= UNASKED
    own.open("/tim/")
    assert page.get_by_text("Về lịch thứ Bảy, máy giữ phường bạn đã chọn.").is_visible()
    page.locator(BUTTON).click()
    page.get_by_text("Mọi bài đã ở trong máy").wait_for()
    wards = {found[1] for url in page.evaluate(ADDRESSES) if (found := re.search("/lich/(phuong-[0-9]+)/", url))}
    assert wards == {"phuong-5"}
    own.context.set_offline(True)
    assert "Gò Vấp" in own.open("/lich/phuong-5/").locator("h1").inner_text()
    own.open("/")
    own.until("Boolean(document.querySelector('[data-t7=buoi-cua-toi] .t7-buoi'))")
    forgive(own)
    host.close()


@pytest.mark.parametrize("count", [10, 400])
def test_what_is_kept_unasked_has_one_bar_whatever_the_size_of_the_site(count: int) -> None:
    """Guides and scripts of letters that hardly pack, so that all room is needed."""
    noise = random.Random(count)

    def text(size: int) -> str:
        return "".join(noise.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=size))

    pages = {f"t{number % 7}/g{number}/": f"<h1>{text(3000)}</h1>" for number in range(count)}
    assets = {"assets/finder.0123456789.js": text(60_000).encode(), "assets/thu7.0123456789.css": text(9_000).encode()}
    made = offline.offline(pages, assets)
    weight = {place: len(gzip.compress(content, 6)) for place, content in (assets | made).items()}
    unasked = weight["sw.js"] + sum(weight[place] for place in assets)
    parts = {place: size for place, size in weight.items() if place.startswith("assets/trang")}
    unasked += next(size for place, size in parts.items() if place.startswith("assets/trang."))
    topics = [size for place, size in parts.items() if re.match(r"assets/trang_(tiep_theo|t\d)\.", place)]
    assert unasked + max(topics, default=0) <= UNASKED - 4_000
    listed = [json.loads(made[place]) for place in parts if "tiep_theo" not in place]
    assert sorted(address for part in listed for address in part) == sorted(pages)
