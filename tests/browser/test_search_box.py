"""The search box as people use it: keys, taps, paste, the back button, no network, a folder on a stick. Real Chromium."""

from __future__ import annotations

import functools
import gzip
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from projects import REPOSITORY
from tabs import Tab

FETCHED = 60_000
"""Bytes, gzip, of all that search brings."""
AXE = REPOSITORY / "node_modules/axe-core/axe.min.js"
GUIDE = "/ho-tich/khai-sinh/"


@pytest.fixture
def phone(tab: Callable[..., Tab]) -> Callable[..., Tab]:
    """A tab whose clock is the machine's: the search waits for what is typed."""
    return functools.partial(tab, now=None)


def test_keys_alone_open_search_choose_and_come_back(phone: Callable[..., Tab]) -> None:
    tab = phone()
    page = tab.open("/vneid/cai-dat/")
    page.keyboard.press("/")
    page.keyboard.type("lam giay khai sanh")
    assert tab.found()[0] == "../../ho-tich/khai-sinh/"
    assert tab.box.get_attribute("aria-expanded") == "true"
    assert re.fullmatch(r"Một bài khớp\.|\d bài, bài khớp nhất ở trên\.", page.get_by_role("status").inner_text())
    first = tab.options.first
    page.keyboard.press("ArrowDown")
    assert first.get_attribute("aria-selected") == "true"
    assert tab.box.get_attribute("aria-activedescendant") == first.get_attribute("id")
    page.keyboard.press("ArrowUp")
    assert tab.options.last.get_attribute("aria-selected") == "true"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{GUIDE}")
    page.go_back()
    page.wait_for_url("**/vneid/cai-dat/")
    assert tab.found()[0] == "../../ho-tich/khai-sinh/"
    assert tab.box.input_value() == "lam giay khai sanh"


def test_escape_closes_the_list_then_clears_then_leaves(phone: Callable[..., Tab]) -> None:
    tab = phone()
    page = tab.open(GUIDE)
    page.get_by_role("link", name="Tìm", exact=True).click()
    page.keyboard.type("khai tử")
    tab.found()
    page.keyboard.press("Escape")
    assert tab.options.count() == 0 and tab.box.input_value() == "khai tử"
    page.keyboard.press("ArrowDown")
    tab.found()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert tab.box.input_value() == ""
    page.keyboard.press("Escape")
    assert not page.get_by_role("dialog").is_visible()
    assert page.evaluate("document.activeElement.textContent.trim()") == "Tìm"
    # The history steps back in its own time; the page's policy lets no function wait inside it.
    tab.until("history.state === null")
    assert page.url.endswith(GUIDE) and page.evaluate("history.state") is None


def test_the_back_button_closes_search_before_it_leaves_the_page(phone: Callable[..., Tab]) -> None:
    tab = phone()
    page = tab.open("/")
    page.goto(tab.address + GUIDE)
    page.wait_for_selector("html.t7-san-sang", state="attached")
    page.get_by_role("link", name="Tìm", exact=True).click()
    assert page.get_by_role("dialog").is_visible()
    page.evaluate("history.back()")
    page.get_by_role("dialog").wait_for(state="hidden")
    assert page.url.endswith(GUIDE)


def test_a_finger_a_paste_and_the_back_button_on_home(phone: Callable[..., Tab]) -> None:
    tab = phone(has_touch=True, is_mobile=True)
    page = tab.open("/")
    tab.page.get_by_label("Gõ việc cần làm").tap()
    # As a paste, dictation and the phone's suggestions do it: text comes without any key.
    page.keyboard.insert_text("mất điện thoại")
    about = {"./vneid/doi-dien-thoai/", "./viec/mat-dien-thoai-giay-to/"}
    assert set(tab.found()[:2]) == about
    tab.options.first.tap()
    page.wait_for_url("**/*dien-thoai*/")
    page.go_back()
    assert set(tab.found()[:2]) == about
    assert tab.box.input_value() == "mất điện thoại"


def test_a_result_tells_title_sentence_trip_and_fee(phone: Callable[..., Tab]) -> None:
    tab = phone()
    page = tab.open("/tim/?q=sao y bản chính")
    assert tab.found()[0] == "../tu-phap/chung-thuc-ban-sao/"
    lines = tab.options.first.inner_text().split("\n")
    assert lines[0] == "Chứng thực bản sao từ bản chính"
    assert lines[2] == "Phải đi không: Có …"
    assert lines[3].startswith("Lệ phí: 2.000 đồng một trang")
    assert "bản chính" in page.locator("mark").all_inner_texts()


def test_a_code_typed_in_full_goes_to_its_page(phone: Callable[..., Tab]) -> None:
    tab = phone()
    page = tab.open("/")
    for typed, place in (("1.001193", GUIDE), ("ct07", "/vneid/xac-nhan-cu-tru/")):
        page.keyboard.press("/")
        tab.page.get_by_label("Gõ việc cần làm").fill(typed)
        tab.found()
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{place}*")
        page = tab.open("/")


def test_nothing_is_fetched_before_the_first_touch_and_little_then(phone: Callable[..., Tab]) -> None:
    tab = phone()
    page = tab.open(GUIDE)
    page.wait_for_timeout(500)
    before = [answer.url for answer in tab.answers]
    assert not [url for url in before if "finder" in url or "box" in url]
    page.keyboard.press("/")
    page.keyboard.type("kết hôn")
    tab.found()
    fetched = {answer.url: answer for answer in tab.answers if answer.url not in before}
    assert {url.rpartition("/")[2].split(".")[0] for url in fetched} == {"box", "finder"}
    assert all(url.startswith(tab.address) for url in fetched)
    assert sum(len(gzip.compress(answer.body(), 6, mtime=0)) for answer in fetched.values()) <= FETCHED


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("typed", ["khai sinh", "xyzxyz"], ids=["found", "nothing found"])
def test_axe_finds_nothing_in_the_open_list(phone: Callable[..., Tab], scheme: str, typed: str) -> None:
    for path in ("/", GUIDE):
        tab = phone(color_scheme=scheme, bypass_csp=True)
        page = tab.open(path)
        page.keyboard.press("/")
        page.keyboard.type(typed)
        tab.found()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        # The list's look comes beside the answer, on a busy machine behind it.
        tab.until("Array.from(document.querySelectorAll('[role=option]')).every((one) => one.offsetHeight >= 44)")
        page.evaluate(AXE.read_text("utf-8"))
        result = page.evaluate(
            """() => axe.run(document, {
                runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
                rules: {"color-contrast-enhanced": {enabled: true}, "target-size": {enabled: true}},
            })"""
        )
        assert [(rule["id"], node["html"][:120]) for rule in result["violations"] for node in rule["nodes"]] == []
        assert len(result["passes"]) > 10


BAD = (
    "a",
    "x" * 5000,
    "kết hôn " * 700,
    "😀👶🏻",
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(2)</script> kết hôn",
    "khai\u0000 sinh\u0007\u200b\u202e",
    "và thì là mà của",
    "如何登记结婚",
    "свидетельство о браке",
    "__proto__ constructor toString",
    "'; drop table --",
    "\u0301\u0301\u0301",
    "%00%20 &amp; {{ 7*7 }} ${1}",
)


def test_whatever_is_typed_gives_an_answer_and_runs_nothing(phone: Callable[..., Tab]) -> None:
    tab = phone()
    page = tab.open("/tim/")
    page.on("dialog", lambda dialog: tab.wrong.append(dialog.message))
    field = page.get_by_label("Gõ việc cần làm")
    field.focus()
    for typed in BAD:
        field.fill("")
        assert tab.options.count() == 0
        field.fill(typed)
        assert len(tab.found()) >= 1, typed
        assert page.locator(".t7-ket-qua img, .t7-ket-qua script").count() == 0
    field.fill("   ")
    page.wait_for_timeout(200)
    assert tab.options.count() == 0 and page.locator(".t7-tim-bao").text_content() == ""


def test_where_nothing_fits_there_are_topics_the_list_and_the_desk(phone: Callable[..., Tab]) -> None:
    tab = phone()
    tab.open("/tim/?q=xyzxyz")
    found = tab.found()
    assert {"../vneid/", "../ho-tich/", "../viec/"} <= set(found)
    assert found[-3:] == ["../lich/", "tel:1022", "../tim/#moi-bai"]


def test_what_no_page_answers_is_said_plainly_with_the_way_to_people(phone: Callable[..., Tab]) -> None:
    tab = phone()
    page = tab.open("/tim/?q=xổ số miền nam hôm nay")
    found = tab.found()
    assert page.get_by_role("status").inner_text() == "Chưa chắc trang này có bài bạn cần. Gần nhất là:"
    assert len(found) == 6 and found[3:] == ["../lich/", "tel:1022", "../tim/#moi-bai"]
    assert "Gọi tổng đài 1022" in tab.options.nth(4).inner_text()


def test_search_works_from_a_folder_on_a_stick(phone: Callable[..., Tab], site: Path) -> None:
    tab = phone(site.as_uri())
    page = tab.open("/vneid/cai-dat/index.html")
    page.keyboard.press("/")
    page.keyboard.type("khai sinh")
    assert tab.found()[0].endswith("/ho-tich/khai-sinh/index.html")
    tab.options.first.click()
    page.wait_for_url("**/ho-tich/khai-sinh/index.html")
    page.wait_for_selector("html.t7-san-sang", state="attached")
    page.get_by_role("link", name="Xem lịch thứ Bảy").click()
    page.wait_for_url("**/lich/index.html")


def test_where_the_texts_do_not_come_the_box_says_so_and_shows_the_way(
    phone: Callable[..., Tab], site: Path, served: Callable[[Path], str], tmp_path: Path
) -> None:
    torn = tmp_path / "site"
    shutil.copytree(site, torn, ignore=shutil.ignore_patterns("finder.*"))
    tab = phone(served(torn))
    page = tab.open(GUIDE)
    page.keyboard.press("/")
    page.keyboard.type("khai sinh")
    for _ in range(200):
        if not page.workers:  # without its texts it ends, a moment after the page has heard of it
            break
        page.wait_for_timeout(50)
    assert tab.found() == ["../../tim/#moi-bai"]
    assert page.get_by_role("status").inner_text().startswith("Chưa tải được ô tìm.")
    # That is what the browser says of the file that is not there.
    tab.wrong[:] = [said for said in tab.wrong if "/finder." not in said]


def test_without_javascript_the_box_leads_to_the_list(phone: Callable[..., Tab]) -> None:
    tab = phone(java_script_enabled=False)
    page = tab.page
    page.goto(tab.address + "/")
    page.get_by_role("searchbox").fill("khai sinh")
    page.get_by_role("button", name="Tìm").click()
    page.wait_for_url("**/tim/?q=khai+sinh")
    assert page.locator(".t7-az li").count() >= 48
    page.goto(tab.address + GUIDE)
    page.get_by_role("link", name="Tìm", exact=True).click()
    page.wait_for_url("**/tim/")


def test_the_page_of_doors_is_filtered_by_words_without_accents(phone: Callable[..., Tab]) -> None:
    tab = phone()
    page = tab.open("/di-dau/")
    box = page.locator("#loc")
    box.wait_for()
    everything = page.locator(".t7-cua > li:visible").count()
    assert everything > 50 and not [answer.url for answer in tab.answers if "doors" in answer.url]
    box.focus()
    page.keyboard.type("the can cuoc")
    tab.until("document.querySelectorAll('.t7-cua > li:not([hidden])').length < 12")
    left = page.locator(".t7-cua > li:visible a").all_inner_texts()
    assert "Đổi thẻ căn cước" in left and "Đăng ký khai tử" not in left
    assert page.locator("main h2:visible").count() < 4 and "việc" in page.locator(".t7-loc [role=status]").inner_text()
    box.fill("zzz")
    assert "Không thấy" in page.locator(".t7-loc [role=status]").inner_text()
    box.fill("")
    assert page.locator(".t7-cua > li:visible").count() == everything
