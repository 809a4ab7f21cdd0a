"""The picture of the home page in the README: ``python picture.py site docs/images/home.png``, on a machine with Chromium."""

import functools
import http.server
import shutil
import sys
import threading

from playwright.sync_api import sync_playwright

SHEET = """<body style="margin:0;padding:32px;background:#d9d5cc;display:flex;gap:32px;align-items:flex-start;width:max-content">
<iframe src="/" width="360" height="720" style="border:0;border-radius:16px" scrolling="no"></iframe>
<iframe src="/" width="1160" height="720" style="border:0;border-radius:8px" scrolling="no"></iframe></body>"""


def main(site: str, picture: str) -> None:
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=site)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with sync_playwright() as playwright:
        page = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"]).new_page()
        page.set_viewport_size({"width": 1616, "height": 784})
        page.goto(f"http://127.0.0.1:{server.server_port}/404.html")
        page.set_content(SHEET, wait_until="load")
        page.wait_for_timeout(1000)
        page.screenshot(path=picture)


main(*sys.argv[1:])
