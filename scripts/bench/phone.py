"""How long a slow phone waits for the right answer: all of Chromium's processes share a part of one core, over slow 4G.

Chromium's own slow-down leaves workers fast, so the kernel does it (a cgroup; needs root). MiniSearch stands beside it on the same
texts: a bare page that fetches the library and the texts at the first touch, as our box does. Medians of some visits.

    python phone.py [--visits N] [--site FOLDER]
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright
from search import BASELINE, MINISEARCH, RANKER, documents
from serve import serve
from sites import build

SHARES = (0.5, 0.25)
"""Of one core."""
PERIOD = 20_000
"""Microseconds over which a share is counted."""
FIRST = ("mất giấy khai sinh", ("ho-tich/trich-luc", "ho-tich/dang-ky-lai-khai-sinh"))
LATER = (
    ("quên mật khẩu vneid", ("vneid/quen-mat-khau",)),
    ("dang ky tam tru", ("cu-tru/dang-ky-tam-tru",)),
    ("lam ly lich tu phap", ("tu-phap/ly-lich-tu-phap",)),
    ("sao y ban chinh", ("tu-phap/chung-thuc-ban-sao",)),
    ("ket hon nguoi nuoc ngoai", ("ho-tich/ket-hon-nuoc-ngoai",)),
)
"""Questions that both put right, and the pages that answer them."""
# The page's own clock, from the words in the field to the next paint with the right page first.
ASKED = """([text, wanted]) => new Promise((done) => {
    const start = performance.now(), field = document.querySelector("input[type=search]");
    const right = () => { const link = document.querySelector("[role=listbox] a"); return link && !link.closest("[hidden]") && wanted.some((page) => link.href.includes(page)); };
    const look = () => { if (right()) { watch.disconnect(); requestAnimationFrame(() => done(performance.now() - start)); } };
    const watch = new MutationObserver(look);
    watch.observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true });
    field.focus();
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    look();
    setTimeout(() => done(NaN), 30000);
})"""
PEER = """<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><body>
<input type="search"><div role="listbox"></div><script>
var field = document.querySelector("input"), list = document.querySelector("div"), asked = false;
function bring(files, then) { if (!files.length) return then(); var script = document.createElement("script"); script.src = files[0]; script.onload = function () { bring(files.slice(1), then); }; document.body.append(script); }
function show() { if (!window.baseline || !field.value) return; list.textContent = ""; baseline(field.value).forEach(function (page) { var link = document.createElement("a"); link.href = "/" + page; link.textContent = page; list.append(link); }); }
field.addEventListener("focus", function () { if (asked) return; asked = true; bring(["ranker.js", "minisearch.js", "texts.js"], function () { (BASELINE)(DOCUMENTS); show(); }); });
field.addEventListener("input", show);
</script>"""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--visits", type=int, default=5)
    options.add_argument("--site", type=Path, help="a site that was built already")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder, slowed() as slow, sync_playwright() as playwright:
        ours = given.site or build(Path(folder))["this site"]
        peer = peer_of(Path(folder) / "peer")
        program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
        print(f"{'milliseconds, medians':34}{'first right answer':>20}{'later answers':>16}")
        for share in SHARES:
            for name, site, path in (("ours", ours, "/"), ("MiniSearch", peer, "/")):
                browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
                slow(share)
                visits = [visited(browser, serve(site, slow=True) + path, slow, share) for _ in range(given.visits)]
                browser.close()
                slow(0)
                first = statistics.median(first for first, _ in visits)
                later = statistics.median(value for _, found in visits for value in found)
                print(f"{name + f', {share:.0%} of a core':34}{first:>20.0f}{later:>16.0f}", flush=True)


def visited(browser: Browser, url: str, slow: Any, share: float) -> tuple[float, list[float]]:
    page = browser.new_context(viewport={"width": 360, "height": 740}, service_workers="block").new_page()
    slow(share)
    page.goto(url)
    page.wait_for_timeout(1500)
    slow(share)
    first = page.evaluate(ASKED, list(FIRST))
    page.wait_for_timeout(4000)
    later = [page.evaluate(ASKED, list(one)) for one in LATER]
    page.context.close()
    return first, later


def peer_of(folder: Path) -> Path:
    folder.mkdir()
    (folder / "index.html").write_text(PEER.replace("BASELINE", BASELINE), "utf-8")
    for name, text in (("ranker", RANKER), ("minisearch", MINISEARCH)):
        (folder / f"{name}.js").write_bytes(text.read_bytes())
    (folder / "texts.js").write_text(f"var DOCUMENTS = {json.dumps(documents(), ensure_ascii=False)};", "utf-8")
    return folder


@contextlib.contextmanager
def slowed() -> Iterator[Any]:
    """Gives what puts all of Chromium's processes into a share of a core; 0 lets them go."""
    old, new = Path("/sys/fs/cgroup/cpu/thu7"), Path("/sys/fs/cgroup/thu7")
    group = old if old.parent.is_dir() else new
    try:
        group.mkdir(exist_ok=True)
    except OSError:
        sys.exit("Only root may slow processes down on this machine.")

    def slow(share: float) -> None:
        quota = int(PERIOD * share) if share else -1
        if group == old:
            (group / "cpu.cfs_period_us").write_text(str(PERIOD))
            (group / "cpu.cfs_quota_us").write_text(str(quota))
        else:
            (group / "cpu.max").write_text(f"{quota if share else 'max'} {PERIOD}")
        for process in filter(str.isdigit, os.listdir("/proc")):
            with contextlib.suppress(OSError):
                if b"chrom" in Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0")[0]:
                    (group / "cgroup.procs").write_text(process)

    yield slow
    with contextlib.suppress(OSError):
        group.rmdir()


if __name__ == "__main__":
    main()
