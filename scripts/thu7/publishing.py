"""What is published: pages, calendars, pictures, sheets of paper; from a project's content, one output at a time."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from thu7 import of_wards, schemas
from thu7.calendar.history import History
from thu7.folders import GUIDES, MOVED, TEXTS, WRITTEN
from thu7.guides import life_event_file
from thu7.guides.library import Library
from thu7.guides.model import Guide
from thu7.output import Output, Settings
from thu7.paper import pictures, qr_code
from thu7.rota.schedule import Schedule
from thu7.search import az_page, engine, index, scripts
from thu7.site import (
    assets,
    discovery,
    doors_page,
    english_page,
    guide_page,
    headers,
    held_note,
    legal_texts_page,
    life_event_page,
    moved,
    topic_page,
    ward_page,
)
from thu7.site.moved import Moved
from thu7.sources import SECRET, Content
from thu7.text import links, problems

SHORT_SECRET = 16
"""Letters under which the key of personal addresses can be guessed."""
_PLAIN = Settings()


def outputs(content: Content, settings: Settings = _PLAIN) -> Iterator[Output]:
    """All that is published besides ``docs/``: guides, Saturday pages, calendars, assets; one at a time.

    What keeps the site on a phone comes from finished HTML, so it is the generator's last step: ``site.offline``.
    """
    yield from common(content, settings)
    yield from of_wards.pages(content, settings.base)
    yield from of_wards.outputs(content, settings, for_templates(content))


def common(content: Content, settings: Settings) -> Iterator[Output]:
    """What is published but for what is a ward's own: it grows with the guides, not with the wards."""
    yield from common_pages(content, settings.base)
    yield from _redirects(content.moved)
    for place, data in published_assets(search_texts(content)).values():
        yield Output(place, data)
    yield Output("_headers", headers.headers())
    for name, text in schemas.files(settings.base):
        yield Output(f"{schemas.FOLDER}/{name}", text)
    if settings.base:
        yield from _for_finders(content.library, settings.changed, settings.site_name, settings.base)
    yield from _pictures(content, settings.site_name)


def _for_finders(library: Library, changed: Mapping[str, dt.datetime], name: str, base: str) -> Iterator[Output]:
    """What browsers, readers of news and search engines ask for."""
    yield Output(discovery.SEARCH, discovery.search_description(name, base))
    yield Output(discovery.ROBOTS, discovery.robots(base))
    if news := discovery.feed((*library.articles, *library.translations), changed, GUIDES, name, base):
        yield Output(discovery.FEED, news)


def pages(content: Content, base: str) -> Iterator[Output]:
    """The pages and what stands beside them in ``guides/``, each ward's own among them."""
    yield from common_pages(content, base)
    yield from of_wards.pages(content, base)


def common_pages(content: Content, base: str) -> Iterator[Output]:
    """The pages but for each ward's own."""
    library, today = content.library, content.today

    def qr(guide: Guide) -> str:
        return qr_code.qr_svg(f"{base}{links.address(guide.uri)}", light=True) if base else ""

    def as_shown(uri: str, page: str, noted: Callable[[str, dt.date | None], str] = held_note.on_guides) -> Output:
        path = f"{GUIDES}/{uri}"
        return Output(uri, noted(page, content.held_since(path)), path)

    for topic in library.topics:
        yield as_shown(topic.uri, topic_page.topic_page(topic, library.articles))
    helped = {topic.slug: topic.helped for topic in library.topics}
    for guide in library.guides:
        english = english_page.way_to(library.in_english(guide))
        parts = life_event_file.places_of(guide, library.events)
        address = f"{base}{links.address(guide.uri)}" if base else ""
        page = guide_page.guide_page(guide, today, qr(guide), parts, english, helped.get(guide.topic, True), address)
        yield as_shown(guide.uri, page)
    by_uri = {guide.uri: guide for guide in library.guides}
    for event in library.events:
        english = english_page.way_to(library.in_english(event))
        yield as_shown(event.uri, life_event_page.event_page(event, by_uri, english))
    for one in library.translations:
        yield as_shown(one.uri, english_page.english_page(one, today), held_note.on_english)
    for path, data in content.files.items():
        if path.startswith(f"{GUIDES}/") and not path.endswith(WRITTEN):
            yield Output(path.removeprefix(f"{GUIDES}/"), data)
    yield from of_wards.listing(content)
    laws = legal_texts_page.legal_texts_page(library.texts, library.guides, today)
    yield Output("van-ban.md", laws, TEXTS if library.texts else None)
    yield Output("tim.md", az_page.az_page(library, content.schedule))
    yield Output(doors_page.URI, doors_page.doors_page(library.guides))


def _pictures(content: Content, site_name: str) -> Iterator[Output]:
    """What links show when they are sent: one for each guide and ward, one for all other pages."""
    yield Output("assets/anh/trang.png", pictures.picture(site_name, *ward_page.IN_SHORT))
    for guide in content.library.guides:
        yield Output(guide_page.picture_uri(guide), pictures.picture(site_name, guide.title, guide.summary))
    for event in content.library.events:
        yield Output(life_event_page.picture_uri(event), pictures.picture(site_name, event.title, event.summary))


def _redirects(gone: Sequence[Moved]) -> Iterator[Output]:
    for one in gone:
        yield Output(f"{one.old}/index.html", moved.page(one), MOVED)
    if gone:
        yield Output("_redirects", moved.for_hosts(gone))
        yield Output("_moved.conf", moved.for_nginx(gone))


def search_texts(content: Content) -> dict[str, Any]:
    """What the search box reads, with what was learnt."""
    return _search_texts(content.library, content.schedule)


@functools.lru_cache(maxsize=1)  # one build asks several times
def _search_texts(library: Library, schedule: Schedule) -> dict[str, Any]:
    lessons = index.lessons(library, schedule)
    return index.texts(library, schedule, lessons, engine.learn(lessons))


def for_templates(content: Content) -> dict[str, str]:
    """What the page template needs to know of the published files."""
    places = {name: place for name, (place, _) in published_assets(search_texts(content)).items()}
    search = {"box": places[scripts.BOX], "finder": places[scripts.FINDER]}
    return assets.for_templates(places) | search


def published_assets(texts: Mapping[str, Any]) -> dict[str, tuple[str, bytes]]:
    """Style and scripts by name: where each is published, and its content.

    Args:
        texts: what search reads, from ``search_texts``.
    """
    made = assets.style_and_script() | scripts.scripts(texts)
    return {name: (assets.place(name, content), content) for name, content in made.items()}


def remarks(secret: str, history: History) -> list[str]:
    """What whoever publishes should know of the calendars, though nothing in the files is wrong."""
    said = []
    if not secret:
        said.append(f"Chưa có {SECRET}: không dựng lịch riêng của tình nguyện viên.")
    elif len(secret) < SHORT_SECRET:
        said.append(
            f"{SECRET} ngắn quá, người lạ có thể dò ra địa chỉ lịch riêng. Tạo khóa mới, như: openssl rand -hex 32"
        )
    if history.trouble:
        said.append(problems.sentence(history.trouble))
    elif not history.complete:
        said.append(
            "Không có đủ lịch sử git: điện thoại đã đăng ký lịch có thể không nhận thay đổi. "
            "Trước khi đăng, dựng từ kho git của trang, tải đủ lịch sử: git fetch --unshallow"
        )
    return said
