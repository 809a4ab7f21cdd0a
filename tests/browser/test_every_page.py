"""What every page of the site must hold on a cheap phone: weight, reach, contrast, a keyboard, a width, no stranger.

Each bar is a number here. Whoever makes a page heavier or harder to reach sees it fail. A page is visited once and then shown in
every look, and in each all is measured that can differ: nothing that a page loads or runs depends on its size or scheme.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from projects import REPOSITORY
from tabs import Tab

WEIGHT, REQUESTS = 15_000, 3
TARGET, BODY_TEXT, LINE = 44, 18, 70
PARTS = 12
"""In how many tests the pages are visited, so that several processes share them."""


class Look(NamedTuple):
    """What a screen shows of a page: CSS pixels, device pixels to each of them, the scheme that the reader prefers."""

    name: str
    width: int = 360
    height: int = 740
    scale: int = 1
    scheme: str = "light"


LOOKS = (
    Look("light"),
    Look("dark", scheme="dark"),
    Look("320 px", 320, 640),
    Look("200 %", 640, 400, 2),
    Look("1280 px", 1280),
)
AXE = (REPOSITORY / "node_modules/axe-core/axe.min.js").read_text("utf-8")
# Of what passes one element a rule is told: that takes a third of the time and leaves out no violation.
RUN_AXE = """() => axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    rules: {"color-contrast-enhanced": {enabled: true}, "target-size": {enabled: true}},
    resultTypes: ["violations"],
})"""
MEASURE = (
    """() => {
    const seen = (e) => e.checkVisibility({visibilityProperty: true}) && e.getClientRects().length > 0;
    const small = [...document.querySelectorAll("main p, main li, main dd")].filter((e) => seen(e) && !e.closest(".t7-chan, .duong") && parseFloat(getComputedStyle(e).fontSize) < BODY);
    const alone = (e) => !(e.matches("a") && e.parentElement.closest("p, li, dd, td") && e.parentElement.closest("p, li, dd, td").innerText.trim().length > e.innerText.trim().length + 1);
    const targets = [...document.querySelectorAll("a, button, input, select, summary")].filter((e) => seen(e) && alone(e) && !e.matches(".bo-qua"));
    const narrow = targets.filter((e) => { const r = e.getBoundingClientRect(); return r.height < TARGET - 0.5 || r.width < 24; });
    const long = [];
    document.querySelectorAll("main p, main li").forEach((e) => {
        if (!seen(e)) return;
        const range = document.createRange(), rows = new Map();
        for (const node of walk(e)) {
            for (let i = 0; i < node.length; i++) {
                range.setStart(node, i); range.setEnd(node, i + 1);
                const top = Math.round(range.getBoundingClientRect().top / 8);
                rows.set(top, (rows.get(top) || 0) + 1);
            }
        }
        if (Math.max(0, ...rows.values()) > LINE) long.push(e.innerText.slice(0, 60) + " " + Math.max(...rows.values()));
    });
    function walk(e) { const w = document.createTreeWalker(e, NodeFilter.SHOW_TEXT), out = []; while (w.nextNode()) out.push(w.currentNode); return out; }
    return {
        small: small.map((e) => e.outerHTML.slice(0, 90)),
        narrow: narrow.map((e) => e.outerHTML.slice(0, 90) + Math.round(e.getBoundingClientRect().height)),
        long,
        targets: targets.length,
        titles: document.querySelectorAll("h1").length,
        width: document.documentElement.scrollWidth,
    };
}""".replace("BODY", str(BODY_TEXT))
    .replace("TARGET", str(TARGET))
    .replace("LINE", str(LINE))
)
# As a page is before anybody has touched it: the Tab key begins where the last focus was, even if that is gone.
FROM_THE_TOP = """() => {
    const top = document.createElement("span");
    top.tabIndex = -1;
    document.body.prepend(top);
    top.focus();
    top.remove();
    scrollTo(0, 0);
}"""
# Where each stop of the Tab key is on the screen, noted as the key is pressed again: by then the page has moved it into view.
WATCH_STOPS = """() => {
    window.stops = [];
    window.through = false;
    if (!window.watched) document.addEventListener("keydown", () => {
        const e = document.activeElement, r = e.getBoundingClientRect();
        if (e === document.body) window.through = window.stops.length > 0;
        if (e === document.body || window.through) return;
        const inside = r.width > 0 && r.height > 0 && r.right > 0 && r.left < innerWidth && r.bottom > 0 && r.top < innerHeight;
        window.stops.push([e.outerHTML.slice(0, 100), inside]);
    }, true);
    window.watched = true;
    return [...document.querySelectorAll("a[href], button, input, select, summary")].filter((e) => e.checkVisibility({visibilityProperty: true})).length;
}"""


@pytest.fixture(scope="module")
def paths(site: Path) -> list[str]:
    found = sorted(path.parent.relative_to(site).as_posix() for path in site.rglob("index.html"))
    own = [path for path in found if path.startswith("lich/rieng/")]
    assert len(found) > 14 and len(own) > 14
    # Of the volunteers' own pages one stands for all, of the secretaries' one.
    desks = [path for path in own if 'id="bien-ban"' in (site / path / "index.html").read_text("utf-8")]
    others = [path for path in own if path not in desks]
    found = [path for path in found if path not in (*others[1:], *desks[1:])]
    return [*(f"/{path}/".replace("/./", "/") for path in found), "/404.html", "/#menu"]


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_holds_the_bars(tab: Callable[..., Tab], paths: list[str], part: int) -> None:
    own = tab()
    devtools = own.context.new_cdp_session(own.page)
    devtools.send("Network.enable")
    # Every visit is a first one.
    devtools.send("Network.setCacheDisabled", {"cacheDisabled": True})
    failures = []
    for path in paths[part::PARTS]:
        # What the page before was still fetching is not this one's.
        own.page.goto("about:blank")
        own.answers.clear()
        page = own.open(path)
        if path == "/#menu":
            page.locator("summary", has_text="Mục lục").click()
        page.evaluate(AXE)
        for number, look in enumerate(LOOKS):
            page.emulate_media(color_scheme=look.scheme)
            size = {"width": look.width, "height": look.height, "deviceScaleFactor": look.scale, "mobile": False}
            devtools.send("Emulation.setDeviceMetricsOverride", size)
            shown = "[innerWidth, devicePixelRatio, matchMedia('(prefers-color-scheme: dark)').matches]"
            page.evaluate(FROM_THE_TOP)
            assert page.evaluate(shown) == [look.width, look.scale, look.scheme == "dark"]
            found = [*violations(page)]
            if number == 0:
                # By now whatever comes late has come; what the Tab key touches may fetch more.
                found += too_heavy(path, own.answers)
            if look.scheme == "light":  # sizes and places are the same in either
                found += [*too_small_or_long(page, look.width), *off_the_screen(page)]
            failures += [(path, look.name, *one) for one in found]
    assert failures == []


def violations(page: Any) -> Iterator[tuple[object, ...]]:
    result = page.evaluate(RUN_AXE)
    assert len(result["passes"]) > 10
    yield from ((rule["id"], node["html"][:120]) for rule in result["violations"] for node in rule["nodes"])


def too_small_or_long(page: Any, width: int) -> Iterator[tuple[object, ...]]:
    """Letters, targets, lines, the page's own width, its title."""
    found = page.evaluate(MEASURE)
    assert found["targets"] >= 3
    if found["width"] > width:
        yield "wider than the screen", found["width"]
    for bar, expected in {"small": [], "narrow": [], "long": [], "titles": 1}.items():
        if found[bar] != expected:
            yield bar, found[bar]


def too_heavy(path: str, answers: list[Any]) -> Iterator[tuple[object, ...]]:
    # Staff look at the handbooks' pictures of screens; no citizen pays for them.
    answers = [a for a in answers if not (path.startswith("/so-tay/") and a.request.resource_type == "image")]
    weight = sum(len(gzip.compress(answer.body(), 6, mtime=0)) for answer in answers)
    assert weight > 1_000, "the page itself"
    if weight > WEIGHT or len(answers) > REQUESTS:
        yield "weight", weight, [answer.url for answer in answers]


def off_the_screen(page: Any) -> Iterator[tuple[object, ...]]:
    """The stops of the Tab key that cannot be seen; and where there are fewer of them than there are places to stop."""
    wanted = page.evaluate(WATCH_STOPS)
    for pressed in range(200):
        page.keyboard.press("Tab")
        # It takes one more to notice that the last place was left.
        if pressed > wanted and page.evaluate("window.through"):
            break
    stops = page.evaluate("window.stops")
    yield from ((stop, "off the screen") for stop, inside in stops if not inside)
    if len(stops) < wanted:
        yield "stops", len(stops), wanted
