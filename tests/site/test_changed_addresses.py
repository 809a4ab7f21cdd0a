"""What a CDN should forget after a build: what changed, came or went, and nothing that is told to one person alone."""

from __future__ import annotations

from pathlib import Path

from thu7.site import changed_addresses

OLD = ("index.html", "lich/an-nhon.ics", "lich/an-nhon/index.html", "assets/thu7.0.css", "ho-tich/cu/index.html")
NEW = ("index.html", "lich/an-nhon.ics", "lich/an-nhon/index.html", "assets/thu7.1.css", "404.html", "anh/tờ khai.png")
PRIVATE = (
    "lich/rieng/0123abcd.ics",
    "lich/rieng/0123abcd/index.html",
    "lich/rieng/0123abcd/2026-11-28.ics",
    "xac-nhan/0123abcd/index.html",
)
UNSERVED = ("_headers", "_changed.txt", "_moved.conf", "index.html.gz", "index.html.br", "lich/a.ics.zst", ".nojekyll")


def test_what_changed_came_or_went_is_told_by_its_address() -> None:
    told = changed_addresses.listed(OLD, NEW, ["index.html", "lich/an-nhon.ics"])
    assert told.splitlines() == [
        "/404.html",
        "/anh/t%E1%BB%9D%20khai.png",
        "/assets/thu7.0.css",
        "/assets/thu7.1.css",
        "/ho-tich/cu/",
        "/lich/an-nhon/",
    ]
    assert told.endswith("\n") and changed_addresses.listed(NEW, NEW, NEW) == ""
    assert changed_addresses.listed([], ["index.html"], []) == "/\n"


def test_what_is_unlisted_or_not_served_is_never_told() -> None:
    assert changed_addresses.listed(PRIVATE, UNSERVED, []) == ""
    assert changed_addresses.listed(UNSERVED, PRIVATE, []) == ""


def test_the_first_build_tells_everything_public(site: Path) -> None:
    told = (site / "_changed.txt").read_text("utf-8").splitlines()
    assert {"/", "/lich/", "/lich/an-nhon.ics", "/ho-tich/khai-sinh/", "/sw.js"} <= set(told) and told == sorted(told)
    assert any((site / "lich/rieng").iterdir())
    assert not [line for line in told if line.startswith(("/lich/rieng", "/xac-nhan/", "/_"))]
    for line in told:
        assert (site / line[1:] / "index.html" if line.endswith("/") else site / line[1:]).is_file()
