"""How the site is found from outside: JSON-LD in schema.org's own words, a list of pages with true dates, a feed, OpenSearch."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from mkdocs.commands import build
from mkdocs.config import load_config
from projects import ON, REPOSITORY, own, tree, write
from repositories import commit, git
from thu7 import project, publishing
from thu7.output import Settings
from thu7.site import discovery
from thu7.system.git import last_changes
from thu7.text import links

VOCABULARY = REPOSITORY / "node_modules/schema-dts/dist/schema.d.ts"
ATOM, MAPS, SEARCH = (
    "{http://www.w3.org/2005/Atom}",
    "{http://www.sitemaps.org/schemas/sitemap/0.9}",
    "{http://a9.com/-/spec/opensearch/1.1/}",
)
MORE = 600
"""Bytes, gzip, that a page may weigh more for what machines read."""
JSON_LD = re.compile(r'<script type="application/ld\+json">(.*?)</script>\n')


@cache
def properties(kind: str) -> dict[str, str]:
    """What a type of schema.org may say, with the types of each value, from Google's own list of the vocabulary."""
    found = re.search(
        rf"(?m)^(?:export )?interface {kind}(?:Base|Leaf) extends ([^{{]*)\{{(.*?)^\}}",
        VOCABULARY.read_text("utf-8"),
        re.S,
    )
    assert found, f"schema.org knows no {kind}"
    own_ones = dict(re.findall(r'^    "(\w+)"\?: SchemaValue<(.*), "\w+">;', found[2], re.M))
    parents = re.findall(r"(\w+)Base\b", found[1])
    return {name: told for parent in parents for name, told in properties(parent).items()} | own_ones


def wrong(value: Any, allowed: str) -> Iterator[str]:
    """What an object or a value has that the vocabulary does not."""
    if isinstance(value, dict):
        kind = value["@type"]
        if kind not in allowed and not any(f"{parent}" in allowed for parent in ("Organization", "Thing")):
            yield f"{kind} is none of {allowed}"
        for name, inner in value.items():
            if name.startswith("@"):
                continue
            if name not in properties(kind):
                yield f"{kind} has no {name}"
                continue
            for one in inner if isinstance(inner, list) else [inner]:
                yield from wrong(one, properties(kind)[name])
    elif not re.search(r"\b(?:Text|URL|string)\b", allowed):
        yield f"{value} is none of {allowed}"


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, str]:
    """The guides' finished pages, by address."""
    found = {links.address(guide.uri): guide for guide in own().library.guides}
    return {address: (site / address / "index.html").read_text("utf-8") for address in found}


def test_the_check_of_the_vocabulary_can_fail() -> None:
    right = {"@type": "GovernmentService", "name": "a", "provider": {"@type": "GovernmentOrganization", "name": "b"}}
    assert list(wrong(right, "Thing")) == []
    assert list(wrong({**right, "nome": "a"}, "Thing")) == ["GovernmentService has no nome"]
    assert list(wrong({**right, "provider": "b"}, "Thing")) != []
    assert list(wrong({**right, "step": ["b"]}, "Thing")) == ["GovernmentService has no step"]


def test_each_guide_says_what_it_is_in_the_words_of_schema_org(pages: dict[str, str]) -> None:
    kinds = set()
    for address, page in pages.items():
        (told,) = JSON_LD.findall(page)
        data = json.loads(told)
        kinds.add(data["@type"])
        assert data["@context"] == "https://schema.org" and data["@type"] in ("GovernmentService", "HowTo"), address
        assert list(wrong(data, "Thing")) == [], address
        assert data["url"].endswith(f"/{address}") and data["name"] in page and data["description"], address
        assert "[?]" not in told and "{{" not in told, address
        assert not page.index("<body>") < page.index(told), "it stands in the head"
    assert kinds == {"GovernmentService", "HowTo"}


def test_what_machines_read_weighs_little_and_asks_for_nothing(pages: dict[str, str], site: Path) -> None:
    def packed(text: str) -> int:
        return len(gzip.compress(text.encode(), 6))

    for address, page in (*pages.items(), ("", (site / "index.html").read_text("utf-8"))):
        without = re.sub(r'<link rel="(?:search|alternate)"[^>]*>\n', "", JSON_LD.sub("", page))
        assert packed(page) - packed(without) <= MORE, address


def test_titles_and_descriptions_are_each_guides_own_and_answer(pages: dict[str, str]) -> None:
    titles = [re.findall(r"<title>(.*?)</title>", page) for page in pages.values()]
    told = [re.findall(r'<meta name="description" content="(.*?)">', page) for page in pages.values()]
    assert all(len(one) == 1 for one in (*titles, *told))
    assert len({one[0] for one in titles}) == len({one[0] for one in told}) == len(pages)
    assert all(len(one[0]) <= 70 for one in titles), max(titles, key=lambda one: len(one[0]))
    assert all(40 <= len(one[0]) <= 170 for one in told), [one for one in told if not 40 <= len(one[0]) <= 170]


def built(folder: Path, *, in_git: bool) -> Path:
    """The base project as a ward would build it; in git its guide is changed an hour after all else."""
    root = write(folder)
    if in_git:
        git(root, "init", "-b", "main")
        git(root, "add", ".")
        git(root, "commit", "-m", "x", when=0)
        guide = (root / "guides/ho-tich/khai-sinh.md").read_text("utf-8")
        commit(root, "guides/ho-tich/khai-sinh.md", f"{guide}\n", 3600)
    build.build(load_config(str(root / "mkdocs.yml")))
    return root / "site"


def test_the_list_of_pages_has_their_true_dates_and_home_leads_to_the_feed(tmp_path: Path) -> None:
    site = built(tmp_path / "project", in_git=True)
    root = ElementTree.parse(site / "sitemap.xml").getroot()
    dates = {str(one.findtext(f"{MAPS}loc")): one.findtext(f"{MAPS}lastmod") for one in root}
    first, later = (dt.datetime.fromtimestamp(1_790_000_000 + after, dt.UTC).isoformat() for after in (0, 3600))
    assert (
        dates["https://thu.example/ho-tich/khai-sinh/"] == later and dates["https://thu.example/lich/an-nhon/"] == first
    )
    assert dates["https://thu.example/tim/"] is None and not (site / "sitemap.xml.gz").exists()
    assert 'href="thay-doi.xml"' in (site / "index.html").read_text("utf-8")
    assert later in (site / discovery.FEED).read_text("utf-8")


def test_dates_come_from_git_and_a_wards_page_is_as_young_as_its_youngest_file(tmp_path: Path) -> None:
    git(tmp_path, "init", "-b", "main")
    commit(tmp_path, "guides/a/b.md", "1", 1)
    commit(tmp_path, "schedule/x/roster.yml", "1", 2)
    commit(tmp_path, "schedule/x/2026-11-28.yml", "1", 3)
    commit(tmp_path, "guides/a/b.md", "2", 4)
    commit(tmp_path, "schedule/holidays.yml", "1", 2)
    changed = discovery.changed_together(last_changes(tmp_path, "guides", "schedule"), "schedule/")

    def seconds(source: str) -> int:
        return int(changed[source].timestamp()) - 1_790_000_000

    assert [seconds("guides/a/b.md"), seconds("schedule/x/roster.yml"), seconds("schedule/holidays.yml")] == [4, 3, 3]
    assert "guides/a/c.md" not in changed
    shallow = tmp_path.parent / f"{tmp_path.name}-shallow"
    git(tmp_path, "clone", "--depth", "1", tmp_path.as_uri(), str(shallow))
    assert last_changes(shallow, "guides") == {} and last_changes(tmp_path / "guides/none", "guides") == {}


def test_the_feed_tells_the_guides_that_changed_last() -> None:
    read = project.read(tree(), ON)
    early, late = dt.datetime(2026, 11, 1, tzinfo=dt.UTC), dt.datetime(2026, 11, 20, 5, 6, 7, tzinfo=dt.UTC)
    changed = {"guides/ho-tich/khai-sinh.md": late, "guides/vneid/none.md": early, "schedule/an-nhon/roster.yml": late}
    made = {
        one.uri: one.content
        for one in publishing.outputs(read, Settings(site_name="A & B", site_url="https://x.vn/a", changed=changed))
    }
    feed = ElementTree.fromstring(made[discovery.FEED])
    assert feed.tag == f"{ATOM}feed" and feed.findtext(f"{ATOM}title") == "A & B: bài mới sửa"
    assert feed.findtext(f"{ATOM}updated") == "2026-11-20T05:06:07+00:00" and feed.findtext(f"{ATOM}author/{ATOM}name")
    (entry,) = feed.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}id") == "https://x.vn/a/ho-tich/khai-sinh/"
    assert entry.find(f"{ATOM}link").attrib["href"] == "https://x.vn/a/ho-tich/khai-sinh/"  # type: ignore[union-attr]
    assert entry.findtext(f"{ATOM}summary") and entry.findtext(f"{ATOM}updated") == "2026-11-20T05:06:07+00:00"
    unknown = {one.uri for one in publishing.outputs(read, Settings(site_url="https://x.vn/a"))}
    assert discovery.FEED not in unknown and discovery.SEARCH in unknown
    assert not {discovery.FEED, discovery.SEARCH, discovery.ROBOTS} & {one.uri for one in publishing.outputs(read)}


def test_a_browser_can_ask_the_sites_own_search(site: Path) -> None:
    told = ElementTree.parse(site / "opensearch.xml").getroot()
    assert told.tag == f"{SEARCH}OpenSearchDescription" and 0 < len(str(told.findtext(f"{SEARCH}ShortName"))) <= 16
    (url,) = told.findall(f"{SEARCH}Url")
    assert url.attrib == {"type": "text/html", "template": "https://thu7.example/tim/?q={searchTerms}"}
    for place, prefix in (("index.html", ""), ("tim/index.html", "../")):
        page = (site / place).read_text("utf-8")
        assert re.findall(r'<link rel="search" [^>]*href="(.*?)"', page) == [f"{prefix}opensearch.xml"]
    assert "Sitemap: https://thu7.example/sitemap.xml" in (site / "robots.txt").read_text("utf-8")


def test_a_site_outside_of_git_has_no_dates_and_shows_no_way_to_a_feed(tmp_path: Path) -> None:
    site = built(tmp_path / "project", in_git=False)
    home = (site / "index.html").read_text("utf-8")
    assert "opensearch.xml" in home and "atom+xml" not in home and not (site / discovery.FEED).exists()
    assert "lastmod" not in (site / "sitemap.xml").read_text("utf-8")
