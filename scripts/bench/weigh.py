"""What a reader's phone carries: plain Material, this site, and the bare HTML, side by side in one run.

Each row is a first visit to one guide at 360 px, gzip on loopback. Bytes and requests are Chromium's; LCP, CLS and the
scores are Lighthouse's (mobile: slow 4G, 4x CPU), where ``scripts/bench/node_modules`` holds it. Ratios are to the bare page.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from serve import serve
from sites import GUIDE, build

LIGHTHOUSE = Path(__file__).parent / "node_modules/lighthouse/cli/index.js"


@dataclass(frozen=True)
class Row:
    name: str
    requests: int
    elsewhere: int
    size: int
    judged: str


def main() -> None:
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        sys.exit("No Chromium found; get one with: sudo apt-get install chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        sites = build(Path(folder))
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        rows = [measure(browser, name, serve(site), chromium) for name, site in sites.items()]
    limit = rows[-1].size
    print(f"{'page':<16}{'requests':>9}{'elsewhere':>10}{'gzip bytes':>11}{'ratio':>7}  judged")
    for row in rows:
        ratio = row.size / limit
        print(f"{row.name:<16}{row.requests:>9}{row.elsewhere:>10}{row.size:>11}{ratio:>7.1f}  {row.judged}")


def measure(browser: Browser, name: str, address: str, chromium: str) -> Row:
    context = browser.new_context(viewport={"width": 360, "height": 740}, service_workers="block")
    page = context.new_page()
    asked: list[str] = []
    sizes: list[int] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfinished", lambda request: sizes.append(weight(request)))
    page.goto(f"{address}/{GUIDE}", wait_until="load")
    page.wait_for_timeout(1500)
    context.close()
    elsewhere = [url for url in asked if not url.startswith((address, "data:", "blob:"))]
    own = [url for url in asked if url.startswith(address)]
    return Row(name, len(own), len(elsewhere), sum(sizes), lighthouse(f"{address}/{GUIDE}", chromium))


def weight(request: object) -> int:
    answer = request.response()  # type: ignore[attr-defined]  # Playwright's own request
    return len(gzip.compress(answer.body(), 6, mtime=0)) if answer else 0


def lighthouse(url: str, chromium: str) -> str:
    node = shutil.which("node")
    if node is None or not LIGHTHOUSE.is_file():
        return "no Lighthouse here"
    flags = ["--output=json", "--quiet", "--chrome-flags=--headless=new --no-sandbox"]
    done = subprocess.run(
        [node, LIGHTHOUSE, url, *flags], capture_output=True, env={**os.environ, "CHROME_PATH": chromium}
    )
    if done.returncode:
        return "Lighthouse failed"
    report = json.loads(done.stdout)
    scores = [round(100 * report["categories"][key]["score"]) for key in ("accessibility", "best-practices", "seo")]
    paint = report["audits"]["largest-contentful-paint"]["numericValue"] / 1000
    shift = report["audits"]["cumulative-layout-shift"]["numericValue"]
    return f"LCP {paint:.2f} s, CLS {shift:.2f}, accessibility {scores[0]}, practices {scores[1]}, SEO {scores[2]}"


if __name__ == "__main__":
    main()
