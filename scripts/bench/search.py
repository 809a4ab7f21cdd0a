"""How often the right page comes first: this site's box, plain Material's, Pagefind's and MiniSearch's, in one run.

The queries are in ``tests/search/``: ``queries.tsv``, ``blind.tsv`` and ``strangers.tsv`` by people who had not seen the site's lists
of words (nobody looked at the misses of the latter two), ``held-out.tsv`` what was kept out of the lists themselves. Every query
is put into the boxes of the built sites in Chromium at phone size. MiniSearch runs in the same browser over the texts from which
ours has learnt, with the folding, the pairs and the short forms of ours; Pagefind over the finished pages.

    python search.py [--limit N] [--misses]
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright
from serve import serve
from sites import ROOT, build
from thu7 import folders, project
from thu7.search import index

QUERIES = ROOT / "tests/search"
MINISEARCH = Path(__file__).parent / "node_modules/minisearch/dist/umd/index.js"
RANKER = ROOT / "scripts/thu7/search/assets/ranker.js"
PHONE = {"width": 390, "height": 844}
DEPTH, SETTLED = 10, 350
"""Pages of a list that count, and the milliseconds without a change after which Material's list is taken as whole."""
# One document a page; the same forms on both sides. A term that is typed half may go on.
BASELINE = """(documents) => {
    const terms = (text) => { const words = thu7Ranker.syllables(text).map((word) => word.folded); return words.flatMap((word, i) => (i ? [word, words[i - 1] + "_" + word] : [word])); };
    const search = new MiniSearch({ fields: ["title", "names", "phrasings", "summary"], tokenize: terms, processTerm: (term) => term });
    search.addAll(documents);
    window.baseline = (query) => {
        const options = { boost: { title: 6, names: 4 }, prefix: (term, i, all) => i === all.length - 1, fuzzy: false };
        return search.search(query, options).slice(0, 10).map((found) => documents[found.id].address);
    };
}"""
PAGEFIND = """async (query) => {
    window.finds = window.finds || (await import("/pagefind/pagefind.js"));
    const found = await window.finds.search(query);
    return (await Promise.all(found.results.slice(0, 10).map((one) => one.data()))).map((page) => new URL(page.url, location.href).href);
}"""


@dataclass(frozen=True)
class Query:
    text: str
    kind: str
    wanted: tuple[str, ...]


Answer = tuple[str, ...]
"""The pages of a list, from the site's root, each once, the first first."""


def queries(limit: int | None) -> list[Query]:
    found = []
    for file, marked in (("queries", ""), ("blind", " (blind)"), ("strangers", " (strangers)"), ("held-out", "")):
        for line in (QUERIES / f"{file}.tsv").read_text("utf-8").splitlines():
            text, kind, wanted = line.split("\t")
            found.append(Query(text, kind + marked, tuple(wanted.split(","))))
    return found[:: max(1, len(found) // limit)] if limit else found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=int, help="about so many queries, evenly taken")
    parser.add_argument(
        "--misses", action="store_true", help="list what this site does not put first, but for the blind ones"
    )
    options = parser.parse_args()
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        sys.exit("No Chromium found; get one with: sudo apt-get install chromium")
    asked = queries(options.limit)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        sites = build(Path(folder))
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        ours = serve(sites["this site"])
        answers = {
            "this site": asked_ours(browser, ours, asked),
            "MiniSearch": asked_minisearch(browser, asked),
            "Pagefind": asked_pagefind(browser, sites["this site"], Path(folder) / "pagefind", asked),
            "plain Material": asked_material(browser, serve(sites["plain Material"]), asked),
        }
        slow = serve(sites["this site"], slow=True)
        first, later = speed(browser, slow, asked, alone=True)
        beside, _ = speed(browser, slow, asked[:1], alone=False)
    report(asked, answers)
    print(
        f"\nfrom the first touch to the first answer, slow 4G, 4x slower CPU: {first:.0f} ms where the page does all by itself,"
    )
    print(f"{beside:.0f} ms with the worker, which Chromium does not slow; a phone lies between")
    print(
        f"then: median {later[len(later) // 2]:.0f} ms, 95 % under {later[int(len(later) * 0.95)]:.0f} ms (4x slower CPU)"
    )
    if options.misses:
        for query, answer in zip(asked, answers["this site"], strict=True):
            if "(" not in query.kind and rank(query, answer) != 1:
                print("\t".join((query.kind, query.text, ",".join(query.wanted), ",".join(answer[:3]))))


def rank(query: Query, answer: Answer) -> int:
    """Where the first acceptable guide stands, from 1; 0 where it is not in the list."""
    return next((place for place, page in enumerate(answer, 1) if page in query.wanted), 0)


def report(asked: list[Query], answers: dict[str, list[Answer]]) -> None:
    kinds: dict[str, list[int]] = defaultdict(list)
    for number, query in enumerate(asked):
        for group in (query.kind, f"all {query.kind.partition(' ')[2] or 'others'}"):
            kinds[group].append(number)
    print(f"{'':<18}{'':>5}" + "".join(f"{name:>22}" for name in answers))
    print(f"{'kind':<18}{'n':>5}" + f"{'first  in 3  empty':>22}" * len(answers))
    for kind in sorted(kinds, key=lambda kind: (kind.startswith("all"), kind.partition(" (")[2], kind)):
        line = f"{kind:<18}{len(kinds[kind]):>5}"
        for given in answers.values():
            ranks = [rank(asked[number], given[number]) for number in kinds[kind]]
            empty = sum(not given[number] for number in kinds[kind])
            first, three = (100 * sum(0 < place <= last for place in ranks) / len(ranks) for last in (1, 3))
            line += f"{first:>11.1f}{three:>6.1f}{empty:>5}"
        print(line)


def place(href: str, address: str) -> str:
    """A link's page from the site's root, without anchor."""
    return href.removeprefix(address).partition("#")[0].partition("?")[0].strip("/").removesuffix("index.html")


def pages(hrefs: list[str], address: str) -> Answer:
    return tuple(dict.fromkeys(place(href, address) for href in hrefs))[:DEPTH]


def opened(browser: Browser, url: str, slower: float = 1, without_worker: bool = False) -> Page:
    context = browser.new_context(
        viewport=PHONE, is_mobile=True, has_touch=True, locale="vi-VN", service_workers="block"
    )
    page = context.new_page()
    if without_worker:
        page.add_init_script("Worker = undefined")
    if slower > 1:
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    page.goto(url, wait_until="load")
    return page


LISTED = "(selector) => [...document.querySelectorAll(selector)].filter((e) => e.checkVisibility()).map((e) => e.href)"
# The box says by itself when an answer stands: the list is made anew. What is measured is the way from the input to that.
TYPED = """(text) => new Promise((done) => {
    const field = document.querySelector("[role=combobox]"), list = document.querySelector("[role=listbox]"), start = performance.now();
    const watch = new MutationObserver(() => { watch.disconnect(); requestAnimationFrame(() => done(performance.now() - start)); });
    field.value = "";
    field.dispatchEvent(new Event("input"));
    watch.observe(list, { childList: true });
    field.value = text;
    field.dispatchEvent(new Event("input"));
    setTimeout(() => done(performance.now() - start), 3000);
})"""


def asked_ours(browser: Browser, address: str, asked: list[Query]) -> list[Answer]:
    page = opened(browser, f"{address}/tim/?q=khai")
    page.wait_for_selector("[role=option]")
    answers = []
    for query in asked:
        page.evaluate(TYPED, query.text)
        answers.append(pages(page.evaluate(LISTED, "[role=option]"), address))
    page.context.close()
    return answers


def asked_minisearch(browser: Browser, asked: list[Query]) -> list[Answer]:
    page = browser.new_context(bypass_csp=True).new_page()
    page.goto("about:blank")
    for script in (RANKER, MINISEARCH):
        page.add_script_tag(content=script.read_text("utf-8"))
    page.evaluate(f"({BASELINE})({json.dumps(documents())})")
    answers = []
    for query in asked:
        found = page.evaluate("(query) => baseline(query)", query.text)
        answers.append(tuple(str(one).strip("/") for one in found))
    page.context.close()
    return answers


def documents() -> list[dict[str, Any]]:
    """The pages as MiniSearch takes them: all texts from which ours has learnt."""
    read = project.read(folders.load(ROOT), dt.date(2026, 11, 26))
    return [
        {
            "id": number,
            "address": entry.address,
            "title": entry.title,
            "names": " | ".join(entry.names),
            "phrasings": " | ".join(phrasing.text for phrasing in entry.phrasings),
            "summary": " | ".join((entry.summary, *entry.questions)),
        }
        for number, entry in enumerate(index.entries(read.library, read.schedule))
    ]


def asked_pagefind(browser: Browser, site: Path, folder: Path, asked: list[Query]) -> list[Answer]:
    shutil.copytree(site, folder)
    (folder / "_headers").unlink()  # its program needs more than our policy lets a page run
    command = Path(__file__).parent / "node_modules/.bin/pagefind"
    subprocess.run([command, "--site", folder, "--root-selector", "main"], check=True, capture_output=True)
    address = serve(folder)
    page = browser.new_context(bypass_csp=True, service_workers="block").new_page()
    page.goto(f"{address}/tim/")
    answers = [pages(page.evaluate(PAGEFIND, query.text), address) for query in asked]
    page.context.close()
    return answers


def asked_material(browser: Browser, address: str, asked: list[Query]) -> list[Answer]:
    page = opened(browser, f"{address}/")
    page.locator('.md-header__button[for="__search"]').click()
    field = page.locator(".md-search__input")
    field.wait_for(state="visible")
    result = ".md-search-result__link"
    field.press_sequentially("khai sinh")
    page.wait_for_selector(result)
    answers = []
    for query in asked:
        field.fill("")
        field.press("Backspace")
        # Its box hears keys alone.
        page.keyboard.insert_text(query.text)
        field.press("Shift")
        start = changed = time.monotonic()
        last: list[Any] = []
        while time.monotonic() - changed < SETTLED / 1000 and time.monotonic() - start < 3:
            now = page.evaluate(LISTED, result)
            if now != last:
                last, changed = now, time.monotonic()
            page.wait_for_timeout(25)
        answers.append(pages(last, address))
    page.context.close()
    return answers


def speed(browser: Browser, address: str, asked: list[Query], alone: bool) -> tuple[float, list[float]]:
    """Milliseconds from the first touch of the box to the first answer, and of a hundred more answers, in order of size.

    Chromium slows a page's own thread and no worker's. Alone, the page has no worker, and fetches the texts after the box.
    """
    page = opened(browser, f"{address}/ho-tich/khai-sinh/", slower=4, without_worker=alone)
    page.wait_for_selector("html.t7-san-sang", state="attached")
    start = time.monotonic()
    page.keyboard.press("/")
    page.keyboard.insert_text("khai sinh")
    page.wait_for_selector("[role=option]")
    first = 1000 * (time.monotonic() - start)
    later = sorted(page.evaluate(TYPED, query.text) for query in asked[:: max(1, len(asked) // 100)])
    page.context.close()
    return first, later


if __name__ == "__main__":
    main()
