"""What is published: pages, calendars, pictures, sheets of paper; from a project's content, one output at a time."""

from __future__ import annotations

import functools
import html
import itertools
import multiprocessing
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from thu7 import (
    calendars,
    events,
    feeds,
    finding,
    guides,
    laws,
    links,
    moved,
    printing,
    searching,
    subscribing,
    telling,
    timetable,
    webfiles,
    wording,
)
from thu7.history import NO_HISTORY, History
from thu7.model import Guide, Moved, Volunteer
from thu7.problems import Place, Problem
from thu7.sources import DOCS, GUIDES, HOLIDAYS, MOVED, SECRET, TEXTS, WRITTEN, Content, roster_path
from thu7.world import World, no_ward

HOME, HANDBOOK = "index.md", "so-tay/tinh-nguyen-vien.md"
PLACEHOLDER, NUMBERS_PLACEHOLDER = "<!-- thu7:lich -->", "<!-- thu7:so -->"
"""Where these stand in a page of ``docs/``, the wards' cards with their next Saturday and the public numbers come."""
MANY = 500
"""Calendars from which on all cores write them."""


@dataclass(frozen=True)
class Output:
    """One published file. ``uri`` is its place below the site's sources; ``edit_path`` the file that staff edit."""

    uri: str
    content: str | bytes
    edit_path: str | None = None


def outputs(
    content: Content, *, site_name: str = "", site_url: str = "", secret: str = "", history: History = NO_HISTORY
) -> Iterator[Output]:
    """All that is published besides ``docs/``: guides, Saturday pages, calendars, assets; one at a time.

    What keeps the site on a phone comes from finished HTML, so it is the generator's last step: ``webfiles.offline``.

    Args:
        site_name: stands on the pictures that links show.
        site_url: the site's address, for QR codes and links inside calendars; empty gives pages without the ones
            and calendars without the others.
        secret: the key of personal addresses; empty builds no personal calendar.
        history: what the schedule's files said when.
    """
    yield from pages(content, site_url)
    texts = searching.texts(content.world, content.topics)
    told = telling.tell(content.world, history)
    former = _former_places(content.world, told, secret)
    look = webfiles.for_templates(texts)
    own_pages = _own_pages(content, told, site_name, site_url, secret, look) if secret and site_url else ()
    for output in itertools.chain(calendars_of(content, told, site_url, secret), own_pages):
        yield output
        for old in former.get(output.uri, ()):
            yield Output(old, output.content, output.edit_path)
        for old in former.get(f"{posixpath.dirname(output.uri)}.ics", ()):
            yield Output(calendars.page_of(old) + posixpath.basename(output.uri), output.content, output.edit_path)
    yield from _redirects(content.world.moved)
    for place, data in webfiles.assets(texts).values():
        yield Output(place, data)
    yield Output("_headers", webfiles.headers())
    yield from _pictures(content, site_name)


def pages(content: Content, site_url: str) -> Iterator[Output]:
    """The pages and what stands beside them in ``guides/``."""
    world, base = content.world, _base(site_url)

    def qr(guide: Guide) -> str:
        return printing.qr_svg(f"{base}{links.address(guide.uri)}") if base else ""

    for topic in content.topics:
        page = guides.topic_page(topic, (*world.guides, *world.events))
        yield Output(topic.uri, page, f"{GUIDES}/{topic.uri}")
    for guide in world.guides:
        page = guides.guide_page(guide, world.today, qr(guide), events.places_of(guide, world.events))
        yield Output(guide.uri, page, f"{GUIDES}/{guide.uri}")
    by_uri = {guide.uri: guide for guide in world.guides}
    for event in world.events:
        yield Output(event.uri, events.event_page(event, by_uri), f"{GUIDES}/{event.uri}")
    for path, data in content.files.items():
        if path.startswith(f"{GUIDES}/") and not path.endswith(WRITTEN):
            yield Output(path.removeprefix(f"{GUIDES}/"), data)
    wards = world.wards()
    holidays = HOLIDAYS if HOLIDAYS in content.files else None
    yield Output("lich/index.md", timetable.wards_page(wards, world.today), holidays)
    yield Output("ket-qua.md", timetable.results_page(wards))
    yield Output("van-ban.md", laws.laws_page(world.texts, world.guides, world.today), TEXTS if world.texts else None)
    yield Output("tim.md", searching.search_page(world))
    for ward, shifts in wards:
        feed = base + calendars.public_uri(ward.ward) if base else f"../{ward.ward}.ics"
        yield Output(f"lich/{ward.ward}.md", timetable.ward_page(ward, shifts, world.today, feed), roster_path(ward))


def _pictures(content: Content, site_name: str) -> Iterator[Output]:
    """What links show when they are sent: one for each guide and ward, one for all other pages."""
    yield Output("assets/anh/trang.png", printing.picture(site_name, *timetable.IN_SHORT))
    for guide in content.world.guides:
        yield Output(guides.picture_uri(guide), printing.picture(site_name, guide.title, guide.summary))
    for event in content.world.events:
        yield Output(events.picture_uri(event), printing.picture(site_name, event.title, event.summary))
    for ward, _ in content.world.wards():
        yield Output(timetable.picture_uri(ward), printing.picture(site_name, *timetable.in_short(ward)))


def calendars_of(content: Content, told: telling.Telling, site_url: str, secret: str) -> Iterator[Output]:
    """The wards' public calendars, then the volunteers' own; near Saturdays by themselves too.

    Wards and volunteers that left lately are among them: their calendars say that it is off.
    """
    base, today = _base(site_url), content.world.today
    handbook = links.address(HANDBOOK) if f"{DOCS}/{HANDBOOK}" in content.files else ""
    desks = [desk for desk, _ in content.world.wards()]
    made: list[tuple[str, str | None, Callable[[], bytes]]] = []

    def add(
        uri: str, source: str | None, write: Callable[[Sequence[telling.Told]], bytes], said: Sequence[telling.Told]
    ) -> None:
        made.append((uri, source, functools.partial(write, said)))
        for one in said:
            if not one.occurrence.cancelled and subscribing.soon(one.occurrence.date, today):
                single = calendars.page_of(uri) + calendars.single_name(one.occurrence.date)
                made.append((single, source, functools.partial(write, (one,))))

    for desk in desks:
        write = functools.partial(calendars.public_calendar, name=desk.venue.name, base=base)
        add(calendars.public_uri(desk.ward), roster_path(desk), write, told.public.get(desk.ward, ()))
    for ward, said in told.closed.items():
        write = functools.partial(calendars.public_calendar, name=said[-1].occurrence.name, base=base)
        add(calendars.public_uri(ward), None, write, said)
    for person in _people(content.world, told) if secret else ():
        own = functools.partial(
            calendars.personal_calendar, volunteer=person, secret=secret, base=base, handbook=handbook
        )
        add(calendars.personal_uri(secret, person), person.place.path, own, told.own.get(person.key, ()))
    for (uri, source, _), data in zip(made, _each([write for _, _, write in made]), strict=True):
        yield Output(uri, data, source)


def _former_places(world: World, told: telling.Telling, secret: str) -> dict[str, list[str]]:
    """Where each calendar was when its ward's folder had another name: phones still ask there."""
    found: dict[str, list[str]] = {}
    for old, new in world.renamed.items():
        found.setdefault(calendars.public_uri(new), []).append(calendars.public_uri(old))
    for person in _people(world, told) if secret else ():
        before = [calendars.personal_uri(secret, one) for one in told.former.get(person.key, ())]
        found[calendars.personal_uri(secret, person)] = before
    return found


def _people(world: World, told: telling.Telling) -> Iterator[Volunteer]:
    """Whoever has a calendar of their own."""
    for desk, _ in world.wards():
        yield from desk.volunteers
    yield from told.left


def _each(writers: Sequence[Callable[[], bytes]]) -> Iterator[bytes]:
    """What each gives, in order; on all cores where there are enough of them to pay for starting processes."""
    if len(writers) < MANY:
        yield from map(_call, writers)
    else:
        # A fresh process holds none of this one's memory, and no lock of a thread that it does not have.
        with ProcessPoolExecutor(mp_context=multiprocessing.get_context("spawn")) as pool:
            yield from pool.map(_call, writers, chunksize=16)


def _call(writer: Callable[[], bytes]) -> bytes:
    return writer()


def _redirects(gone: Sequence[Moved]) -> Iterator[Output]:
    for one in gone:
        yield Output(f"{one.old}/index.html", moved.page(one), MOVED)
    if gone:
        yield Output("_redirects", moved.for_hosts(gone))
        yield Output("_moved.conf", moved.for_nginx(gone))


def _own_pages(
    content: Content, told: telling.Telling, site_name: str, site_url: str, secret: str, look: Mapping[str, str]
) -> Iterator[Output]:
    """A page for each volunteer, beside their calendar: how their phone takes it, and their next Saturdays."""
    for person in _people(content.world, told):
        feed = feeds.feed(person, secret, _base(site_url))
        coming = [one for one in told.own.get(person.key, ()) if one.occurrence.date >= content.world.today]
        page = feeds.page(feed, coming, content.world.today, site_name, look)
        yield Output(f"{calendars.page_of(calendars.personal_uri(secret, person))}index.html", page, person.place.path)


def finder(content: Content) -> finding.Finder:
    """What a reader's search box would answer."""
    return finding.Finder(searching.texts(content.world, content.topics))


def for_templates(content: Content) -> dict[str, str]:
    """What the page template needs to know of the published files."""
    return webfiles.for_templates(searching.texts(content.world, content.topics))


def _base(site_url: str) -> str:
    return f"{site_url.rstrip('/')}/" if site_url else ""


def remarks(secret: str, history: History) -> list[str]:
    """What whoever publishes should know of the calendars, though nothing in the files is wrong."""
    said = []
    if not secret:
        said.append(f"Chưa có {SECRET}: không dựng lịch riêng của tình nguyện viên.")
    if not history.complete:
        said.append(
            "Không có đủ lịch sử git: điện thoại đã đăng ký lịch có thể không nhận thay đổi. "
            "Trước khi đăng, dựng từ kho git của trang, tải đủ lịch sử: git fetch --unshallow"
        )
    return said


# --- paper ---------------------------------------------------------------------------------------------------------


def poster(content: Content, ward: str, site_url: str) -> bytes | Problem:
    """A ward's poster as PDF, or why there is none."""
    world = content.world
    help_given = [topic for topic in content.topics if topic.slug != events.FOLDER]
    for found, shifts in world.wards():
        if found.ward == ward:
            return _no_address(site_url) or printing.poster(found, shifts, help_given, world.today, _base(site_url))
    return no_ward(ward, world.rosters, world.rosters.values())


def handout(content: Content, name: str, site_url: str) -> bytes | Problem:
    """A guide's handout as PDF, or why there is none; ``name`` is ``topic/slug``."""
    world = content.world
    known = {guide.uri.removesuffix(".md"): guide for guide in world.guides}
    guide = known.get(name.removesuffix(".md"))
    if guide:
        wards = [ward for ward, _ in world.wards()]
        return _no_address(site_url) or printing.handout(guide, wards, world.today, _base(site_url))
    names = {word: uri for uri, g in known.items() for word in (g.slug, g.title, *g.aliases)} | {
        uri: uri for uri in known
    }
    near = wording.nearest(name, names)
    hint = f"Có phải là “{names[near]}”?" if near else "Thêm bài trước: thu7 new guide ho-tich/khai-tu"
    return Problem(Place(name), "usage", f"Không có bài hướng dẫn “{name}”.", hint)


def _no_address(site_url: str) -> Problem | None:
    """A sheet of paper needs the site's full address for its code."""
    if re.match(r"https?://[^/]", site_url):
        return None
    hint = "Thêm vào mkdocs.yml một dòng, như: site_url: https://example.vn/"
    return Problem(Place("mkdocs.yml"), "usage", "Chưa có địa chỉ của trang để in mã QR.", hint)


# --- docs/ and the menu --------------------------------------------------------------------------------------------


def pages_of_docs(content: Content) -> Iterator[Output]:
    """The files of ``docs/`` as they are published, for generators that do not read that folder themselves."""
    for path, data in content.files.items():
        folder, _, uri = path.partition("/")
        if folder == DOCS:
            up = "../" * (uri.count("/") + (not uri.endswith("index.md")))
            page = filled(content, data.decode("utf-8-sig"), f"{up}lich/") if uri.endswith(".md") else data
            yield Output(uri, page, path)


def filled(content: Content, markdown: str, prefix: str = "lich/") -> str:
    """A page of ``docs/`` with the wards' cards and the public numbers where it asks for them."""
    if PLACEHOLDER in markdown:
        cards = timetable.cards_of_wards(content.world.wards(), content.world.today, prefix)
        markdown = markdown.replace(PLACEHOLDER, cards)
    return markdown.replace(NUMBERS_PLACEHOLDER, timetable.numbers_list(content.world.numbers))


def navigation(content: Content) -> list[object]:
    """The menu, from folders and titles: home, the topics, the Saturdays, then what else stands in ``docs/``.

    Titles are HTML, as those are that MkDocs itself finds in a page.
    """
    own = sorted(path.removeprefix(f"{DOCS}/") for path in content.files if re.fullmatch(rf"{DOCS}/.+\.md", path))
    menu: list[object] = [{"Trang chủ": HOME}] if HOME in own else []
    for topic in content.topics:
        guides_of_topic = guides.in_order(topic, (*content.world.guides, *content.world.events))
        menu.append(
            {
                html.escape(topic.title): [
                    topic.uri,
                    *({html.escape(guide.title): guide.uri} for guide in guides_of_topic),
                ]
            }
        )
    wards = [{html.escape(ward.venue.name): f"lich/{ward.ward}.md"} for ward, _ in content.world.wards()]
    menu.append({"Lịch thứ Bảy": ["lich/index.md", *wards, {"Kết quả": "ket-qua.md"}]})
    menu += [{"Mọi bài, từ A đến Z": "tim.md"}, {"Văn bản luật": "van-ban.md"}]
    folders: dict[str, list[str]] = {}
    for uri in own:
        folder, slash, _ = uri.partition("/")
        folders.setdefault(folder if slash else "", []).append(uri)
    alone = folders.pop("", [])
    # A folder's title page, where there is one, comes first and names it.
    menu += [{html.escape(_title(content, pages[0])) or folder: pages} for folder, pages in _title_pages_first(folders)]
    return [*menu, *(uri for uri in alone if uri != HOME)]


def _title_pages_first(folders: Mapping[str, list[str]]) -> Iterator[tuple[str, list[str]]]:
    return ((folder, sorted(uris, key=lambda uri: not uri.endswith("/index.md"))) for folder, uris in folders.items())


def _title(content: Content, uri: str) -> str:
    found = re.search(r"(?m)^# +(.+?) *$", content.files[f"{DOCS}/{uri}"].decode("utf-8", "replace"))
    return found[1] if found else ""
