"""The pictures of our own screens, for the README and the handbooks: ``python picture.py``, on a machine with Chromium.

It works on a copy of the project, as on one fixed day. The handbooks' pictures stand beside them in ``docs/``, the README's in
``scripts/images/``: they are no part of the site.
"""

from __future__ import annotations

import functools
import html
import http.server
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
THU7 = Path(sys.executable).parent / "thu7"
DAY, MORNING = "26/11/2026", "2026-11-26T09:00:00+07:00"
IMAGES, ANH = ROOT / "scripts/images", ROOT / "docs/so-tay/anh"
HOMES = """<body style="margin:0;padding:32px;background:#d9d5cc;display:flex;gap:32px;align-items:flex-start;width:max-content">
<iframe src="/" width="360" height="720" style="border:0;border-radius:16px" scrolling="no"></iframe>
<iframe src="/" width="1160" height="720" style="border:0;border-radius:8px" scrolling="no"></iframe></body>"""
TERMINAL = '<!doctype html><body style="margin:0;background:#22201c;color:#f0ece4;font:17px/1.55 monospace;padding:16px 20px;white-space:pre-wrap">'
CLOSED = ("schedule/an-nhon/2026-11-28.yml", "nghỉ: Sửa chữa trụ sở\n")
WRONG = ("schedule/an-hoi-dong/2026-12-05.yml", ("đón tiếp:", "đón khách:"), ("vneid: [", "vneid: [lam, "))


SECRET = "a secret for pictures alone"


def thu7(folder: Path, *arguments: str) -> str:
    told = {**os.environ, "THU7_SECRET": SECRET}
    command = [THU7, "-C", folder, *arguments, "--on", DAY]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, env=told)
    return done.stdout + done.stderr


def served(site: Path) -> str:
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"


def opened(browser: Browser, url: str, width: int, height: int) -> Page:
    page = browser.new_page(viewport={"width": width, "height": height})
    page.clock.set_fixed_time(MORNING)
    page.goto(url)
    page.wait_for_timeout(600)
    return page


def mistaken(folder: Path) -> None:
    path, *changes = WRONG
    text = (folder / path).read_text("utf-8")
    for old, new in changes[1:]:
        assert old in text, old
        text = text.replace(old, new, 1)
    (folder / path).write_text(text, "utf-8")


def preview_with_a_mistake(browser: Browser, folder: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [THU7, "-C", folder, "serve", "-a", f"127.0.0.1:{port}", "--on", DAY]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    page_url = f"http://127.0.0.1:{port}/lich/an-hoi-dong/"
    try:
        until(lambda: urllib.request.urlopen(page_url).status == 200)
        mistaken(folder)
        until(lambda: "Tệp vừa sửa còn lỗi".encode() in urllib.request.urlopen(page_url).read())
        opened(browser, page_url, 720, 420).screenshot(path=ANH / "xem-thu.png")
    finally:
        server.terminate()


def terminal(browser: Browser, command: str, said: str, file: Path) -> None:
    """A command and what it says, as high as that is."""
    page = browser.new_page(viewport={"width": 720, "height": 200})
    page.set_content(f"{TERMINAL}$ {command}\n{html.escape(said)}</body>")
    page.locator("body").screenshot(path=file)


ANSWERS = """Dấu thời gian,Họ và tên,Bạn bận những thứ Bảy nào?
20/11/2026 20:15:03,Huỳnh Anh Khoa,"12/12/2026, 19/12/2026"
21/11/2026 07:02:44,do hai yen,26/12/2026
"""


def days_of_a_secretary(browser: Browser, folder: Path, address: str) -> None:
    """What the pages of the day show: answers taken in, the month's sheet, somebody away, the sheets of a morning."""
    (folder.parent / "tra-loi.csv").write_text(ANSWERS, "utf-8")
    command = ("table", "in", "an-nhon", "../tra-loi.csv")
    terminal(browser, f"thu7 {' '.join(command)}", thu7(folder, *command), ANH / "tra-loi.png")
    thu7(folder, "sheet", "an-nhon", "--month", "12/2026", "--png", "-o", "thang.png")
    month = Image.open(folder / "thang.png")
    month.resize((540, month.height * 540 // month.width), Image.Resampling.LANCZOS).save(ANH / "to-lich.png")
    page = opened(browser, f"{address}/lich/an-nhon/", 720, 260)
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.screenshot(path=ANH / "sua-lich.png")
    thu7(folder, "signin", "an-nhon", "05/12/2026", "-o", "ky-ten.pdf")
    sheet = pypdfium2.PdfDocument(folder / "ky-ten.pdf")[0]
    whole = sheet.render(scale=540 / sheet.get_width()).to_pil()
    whole.save(ANH / "ky-ten.png")
    own = re.search(r"https://\S+?(/lich/rieng/\S+)", thu7(folder, "feeds", "an-nhon"))
    assert own, "the secretary's page comes first"
    desk = opened(browser, f"{address}{own[1]}", 360, 640)
    for name, times in (("hộ tịch", 14), ("cư trú", 5), ("vneid", 6)):
        desk.locator(f".dem[data-muc='{name}'] input").fill(str(times))
    desk.locator(".kenh").evaluate("e => scrollTo(0, e.getBoundingClientRect().top + scrollY - 60)")
    desk.locator("h1").first.focus()
    desk.screenshot(path=ANH / "ghi-ket-qua.png")
    command = ("absent", "khoa", "12/12/2026")
    terminal(browser, f"thu7 {' '.join(command)}", thu7(folder, *command), ANH / "bao-ban.png")


def poster(folder: Path) -> Image.Image:
    """The poster of a ward, as high as a phone in the other pictures."""
    thu7(folder, "poster", "an-nhon", "-o", "poster.pdf")
    page = pypdfium2.PdfDocument(folder / "poster.pdf")[0]
    return page.render(scale=720 / page.get_height()).to_pil()


def until(true: object) -> None:
    for _ in range(120):
        try:
            if true():  # type: ignore[operator]
                return
        except OSError:
            pass
        time.sleep(0.5)
    raise SystemExit("the preview never came")


def main() -> None:
    with tempfile.TemporaryDirectory() as parent, sync_playwright() as playwright:
        chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        folder = Path(parent) / "thu7"
        for part in ("docs", "guides", "schedule"):
            shutil.copytree(ROOT / part, folder / part)
        shutil.copy(ROOT / "mkdocs.yml", folder)
        thu7(folder, "build")
        address = served(folder / "site")

        sheet = opened(browser, f"{address}/404.html", 1616, 784)
        sheet.set_content(HOMES, wait_until="load")
        sheet.wait_for_timeout(1000)
        sheet.screenshot(path=IMAGES / "home.png")

        opened(browser, f"{address}/lich/an-nhon/", 360, 640).screenshot(path=ANH / "lich.png")

        guide = opened(browser, f"{address}/ho-tich/khai-sinh/", 360, 640)
        guide.locator(".t7-tinh-nguyen summary").click()
        guide.locator(".t7-tinh-nguyen").evaluate("e => scrollTo(0, e.getBoundingClientRect().top + scrollY - 12)")
        guide.screenshot(path=ANH / "phan-tinh-nguyen.png")

        guide = opened(browser, f"{address}/ho-tich/khai-sinh/", 720, 260)
        guide.evaluate("scrollTo(0, document.body.scrollHeight)")
        guide.screenshot(path=ANH / "sua-trang.png")

        opened(browser, f"{address}/ho-tich/khai-sinh/", 360, 720).screenshot(path=IMAGES / "guide.png")
        opened(browser, f"{address}/lich/an-nhon/", 360, 720).screenshot(path=IMAGES / "saturday.png")
        poster(folder).save(IMAGES / "poster.png")
        terminal(
            browser, "thu7 plan an-nhon --weeks 5", thu7(folder, "plan", "an-nhon", "--weeks", "5"), IMAGES / "plan.png"
        )

        days_of_a_secretary(browser, folder, address)
        path, text = CLOSED
        (folder / path).write_text(text, "utf-8")
        thu7(folder, "build")
        opened(browser, f"{address}/lich/an-nhon/", 360, 640).screenshot(path=ANH / "nghi.png")

        preview_with_a_mistake(browser, folder)
        said = re.sub(r"(?m)^.*lưu ý:.*\n", "", thu7(folder, "check"))
        terminal(browser, "thu7 check", said, ANH / "check.png")
        browser.close()
    for picture in (*ANH.glob("*.png"), *(IMAGES / f"{name}.png" for name in ("guide", "saturday", "poster", "plan"))):
        # Screens have few colours; with 32 of them a picture weighs a third.
        Image.open(picture).convert("RGB").quantize(32).save(picture, optimize=True)


main()
