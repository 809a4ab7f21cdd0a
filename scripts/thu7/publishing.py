"""What is published: pages, calendars, pictures, sheets of paper; from a project's content, one output at a time."""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import posixpath
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from thu7 import schemas
from thu7.calendar import addresses, feeds, ics, personal_page, revisions, subscribe
from thu7.calendar.history import NO_HISTORY, History
from thu7.folders import DOCS, GUIDES, HOLIDAYS, MOVED, SCHEDULE, TEXTS, WRITTEN
from thu7.guides import life_event_file
from thu7.guides.library import Library
from thu7.guides.model import Guide
from thu7.paper import pictures, qr_code
from thu7.results import certificates, open_data, tally
from thu7.results.tally import Tally
from thu7.rota.model import Volunteer
from thu7.rota.schedule import Schedule
from thu7.search import az_page, engine, index, scripts
from thu7.site import (
    assets,
    certificate_page,
    discovery,
    doors_page,
    english_page,
    git_host,
    guide_page,
    headers,
    legal_texts_page,
    life_event_page,
    moved,
    results_page,
    secretary_page,
    topic_page,
    ward_page,
    wards_page,
)
from thu7.site.moved import Moved
from thu7.sources import SECRET, Content, roster_path
from thu7.system import parallel
from thu7.text import links, problems

HANDBOOK = "so-tay/tinh-nguyen-vien.md"
"""The volunteers' handbook, where ``docs/`` has one."""
SHORT_SECRET = 16
"""Letters under which the key of personal addresses can be guessed."""
MANY = 500
"""Calendars from which on all cores write them."""


@dataclass(frozen=True)
class Output:
    """One published file. ``uri`` is its place below the site's sources; ``edit_path`` the file that staff edit."""

    uri: str
    content: str | bytes
    edit_path: str | None = None


def outputs(
    content: Content,
    *,
    site_name: str = "",
    site_url: str = "",
    secret: str = "",
    history: History = NO_HISTORY,
    repository: tuple[str, str] = ("", ""),
    changed: Mapping[str, dt.datetime] = MappingProxyType({}),
) -> Iterator[Output]:
    """All that is published besides ``docs/``: guides, Saturday pages, calendars, assets; one at a time.

    What keeps the site on a phone comes from finished HTML, so it is the generator's last step: ``site.offline``.

    Args:
        site_name: stands on the pictures that links show.
        site_url: the site's address, for QR codes and links inside calendars; empty gives pages without the ones
            and calendars without the others.
        secret: the key of personal addresses; empty builds no personal calendar.
        history: what the schedule's files said when.
        repository: the git host's address and how its addresses for editing begin, as ``mkdocs.yml`` has them.
        changed: when each file was last changed; without, there is no feed of changes.
    """
    yield from pages(content, site_url)
    texts = search_texts(content)
    told = revisions.tell(content.schedule, history, _public_numbers(content))
    former = _former_places(content.schedule, told, secret)
    look = for_templates(content)
    own_pages = _own_pages(content, told, site_name, site_url, secret, look) if secret and site_url else ()
    secretaries = _of_secretaries(content.schedule, secret, repository, site_name, look) if secret and site_url else ()
    for output in itertools.chain(calendars_of(content, told, site_url, secret), own_pages, secretaries):
        yield output
        for old in former.get(output.uri, ()):
            yield Output(old, output.content, output.edit_path)
        for old in former.get(f"{posixpath.dirname(output.uri)}.ics", ()):
            yield Output(addresses.page_of(old) + posixpath.basename(output.uri), output.content, output.edit_path)
    yield from _certificates(content.schedule, secret, site_name, look) if secret else ()
    yield from _redirects(content.moved)
    for place, data in published_assets(texts).values():
        yield Output(place, data)
    yield Output("_headers", headers.headers())
    for name, text in schemas.files(_base(site_url) if site_url else ""):
        yield Output(f"{schemas.FOLDER}/{name}", text)
    if site_url:
        yield from _for_finders(content.library, changed, site_name, _base(site_url))
    yield from _pictures(content, site_name)


def _for_finders(library: Library, changed: Mapping[str, dt.datetime], name: str, base: str) -> Iterator[Output]:
    """What browsers, readers of news and search engines ask for."""
    yield Output(discovery.SEARCH, discovery.search_description(name, base))
    yield Output(discovery.ROBOTS, discovery.robots(base))
    if news := discovery.feed((*library.articles, *library.translations), changed, GUIDES, name, base):
        yield Output(discovery.FEED, news)


def pages(content: Content, site_url: str) -> Iterator[Output]:
    """The pages and what stands beside them in ``guides/``."""
    library, today, base = content.library, content.today, _base(site_url)

    def qr(guide: Guide) -> str:
        return qr_code.qr_svg(f"{base}{links.address(guide.uri)}", light=True) if base else ""

    for topic in library.topics:
        yield Output(topic.uri, topic_page.topic_page(topic, library.articles), f"{GUIDES}/{topic.uri}")
    helped = {topic.slug: topic.helped for topic in library.topics}
    for guide in library.guides:
        english = english_page.way_to(library.in_english(guide))
        parts = life_event_file.places_of(guide, library.events)
        address = f"{base}{links.address(guide.uri)}" if base else ""
        page = guide_page.guide_page(guide, today, qr(guide), parts, english, helped[guide.topic], address)
        yield Output(guide.uri, page, f"{GUIDES}/{guide.uri}")
    by_uri = {guide.uri: guide for guide in library.guides}
    for event in library.events:
        english = english_page.way_to(library.in_english(event))
        yield Output(event.uri, life_event_page.event_page(event, by_uri, english), f"{GUIDES}/{event.uri}")
    for one in library.translations:
        yield Output(one.uri, english_page.english_page(one, today), f"{GUIDES}/{one.uri}")
    for path, data in content.files.items():
        if path.startswith(f"{GUIDES}/") and not path.endswith(WRITTEN):
            yield Output(path.removeprefix(f"{GUIDES}/"), data)
    wards = content.schedule.wards()
    tallies = tally.by_ward(content.schedule)
    holidays = HOLIDAYS if HOLIDAYS in content.files else None
    yield Output("lich/index.md", wards_page.wards_page(wards, today), holidays)
    yield Output(wards_page.LIST, wards_page.wards_list([ward for ward, _ in wards]))
    yield from itertools.starmap(Output, wards_page.letter_pages([ward for ward, _ in wards]))
    yield from _results(content.schedule, tallies)
    laws = legal_texts_page.legal_texts_page(library.texts, library.guides, today)
    yield Output("van-ban.md", laws, TEXTS if library.texts else None)
    yield Output("tim.md", az_page.az_page(library, content.schedule))
    yield Output(doors_page.URI, doors_page.doors_page(library.guides))
    for ward, shifts in wards:
        feed = base + addresses.public_uri(ward.ward) if base else f"../{ward.ward}.ics"
        told = results_page.in_a_line(tallies[ward.ward], sample=ward.sample) if ward.ward in tallies else ""
        page = ward_page.ward_page(ward, shifts, today, feed, told)
        yield Output(f"lich/{ward.ward}.md", page, roster_path(ward))
        if len(wards) > wards_page.FEW:
            yield Output(f"lich/{ward.ward}/buoi.html", wards_page.card_file(ward, shifts, today))


def _results(schedule: Schedule, tallies: Mapping[str, Tally]) -> Iterator[Output]:
    """What came of Saturdays: the page of all, each ward's, and their numbers as files."""
    wards = results_page.shown(schedule, tallies)
    told = {results_page.ALL: tally.summed(tallies[ward.ward] for ward in wards)} if wards else {}
    yield Output(results_page.URI, results_page.results_page(schedule, tallies))
    for ward, own in tallies.items():
        if own.results:
            roster = schedule.rosters[ward]
            yield Output(results_page.uri_of(ward), results_page.ward_page(roster, own), roster_path(roster))
            told[ward] = own
    for name, own in told.items():
        place = f"{results_page.FOLDER}/{name}"
        yield Output(f"{place}.csv", open_data.as_csv(own.results, schedule.rosters))
        yield Output(f"{place}.json", open_data.as_json(own.results, schedule.rosters, results_page.LICENCE))


def _pictures(content: Content, site_name: str) -> Iterator[Output]:
    """What links show when they are sent: one for each guide and ward, one for all other pages."""
    yield Output("assets/anh/trang.png", pictures.picture(site_name, *ward_page.IN_SHORT))
    for guide in content.library.guides:
        yield Output(guide_page.picture_uri(guide), pictures.picture(site_name, guide.title, guide.summary))
    for event in content.library.events:
        yield Output(life_event_page.picture_uri(event), pictures.picture(site_name, event.title, event.summary))
    for ward, _ in content.schedule.wards():
        yield Output(ward_page.picture_uri(ward), pictures.picture(site_name, *ward_page.in_short(ward)))


def calendars_of(content: Content, told: revisions.Telling, site_url: str, secret: str) -> Iterator[Output]:
    """The wards' public calendars, then the volunteers' own; near Saturdays by themselves too.

    Wards and volunteers that left lately are among them: their calendars say that it is off.
    """
    base, today = _base(site_url), content.today
    handbook = links.address(HANDBOOK) if f"{DOCS}/{HANDBOOK}" in content.files else ""
    desks = [desk for desk, _ in content.schedule.wards()]
    made: list[tuple[str, str | None, Callable[[], bytes]]] = []

    def add(
        uri: str, source: str | None, write: Callable[[Sequence[revisions.Told]], bytes], said: Sequence[revisions.Told]
    ) -> None:
        made.append((uri, source, functools.partial(write, said)))
        for one in said:
            if not one.occurrence.cancelled and subscribe.soon(one.occurrence.date, today):
                single = addresses.page_of(uri) + addresses.single_name(one.occurrence.date)
                made.append((single, source, functools.partial(write, (one,))))

    for desk in desks:
        write = functools.partial(ics.public_calendar, name=desk.venue.name, base=base)
        add(addresses.public_uri(desk.ward), roster_path(desk), write, told.public.get(desk.ward, ()))
    for ward, said in told.closed.items():
        write = functools.partial(ics.public_calendar, name=said[-1].occurrence.name, base=base)
        add(addresses.public_uri(ward), None, write, said)
    for person in _people(content.schedule, told) if secret else ():
        own = functools.partial(ics.personal_calendar, volunteer=person, secret=secret, base=base, handbook=handbook)
        add(addresses.personal_uri(secret, person), person.place.path, own, told.own.get(person.key, ()))
    for (uri, source, _), data in zip(made, _each([write for _, _, write in made]), strict=True):
        yield Output(uri, data, source)


def _former_places(schedule: Schedule, told: revisions.Telling, secret: str) -> dict[str, list[str]]:
    """Where each calendar was when its ward's folder had another name: phones still ask there."""
    found: dict[str, list[str]] = {}
    for old, new in schedule.renamed.items():
        found.setdefault(addresses.public_uri(new), []).append(addresses.public_uri(old))
    for person in _people(schedule, told) if secret else ():
        before = [addresses.personal_uri(secret, one) for one in told.former.get(person.key, ())]
        found[addresses.personal_uri(secret, person)] = before
    return found


def _public_numbers(content: Content) -> tuple[str, ...]:
    return tuple(number.number for number in content.library.numbers)


def _people(schedule: Schedule, told: revisions.Telling) -> Iterator[Volunteer]:
    """Whoever has a calendar of their own."""
    for desk, _ in schedule.wards():
        yield from desk.volunteers
    yield from told.left


def _each(writers: Sequence[Callable[[], bytes]]) -> Iterator[bytes]:
    """What each gives, in order; on all cores where there are enough of them to pay for starting processes."""
    return map(_call, writers) if len(writers) < MANY else parallel.each(_call, writers, chunk=16)


def _call(writer: Callable[[], bytes]) -> bytes:
    return writer()


def _redirects(gone: Sequence[Moved]) -> Iterator[Output]:
    for one in gone:
        yield Output(f"{one.old}/index.html", moved.page(one), MOVED)
    if gone:
        yield Output("_redirects", moved.for_hosts(gone))
        yield Output("_moved.conf", moved.for_nginx(gone))


def _own_pages(
    content: Content, told: revisions.Telling, site_name: str, site_url: str, secret: str, look: Mapping[str, str]
) -> Iterator[Output]:
    """A page for each volunteer, beside their calendar: how their phone takes it, and their next Saturdays."""
    for person in _people(content.schedule, told):
        feed = feeds.feed(person, secret, _base(site_url))
        coming = [one for one in told.own.get(person.key, ()) if one.occurrence.date >= content.today]
        page = personal_page.page(feed, coming, content.today, site_name, look)
        yield Output(f"{addresses.page_of(addresses.personal_uri(secret, person))}index.html", page, person.place.path)


def _of_secretaries(
    schedule: Schedule, secret: str, repository: tuple[str, str], site_name: str, look: Mapping[str, str]
) -> Iterator[Output]:
    """A page for each ward's secretary, at an address that cannot be guessed."""
    for roster, _ in schedule.wards():
        new_file = git_host.new_file(*repository, f"{SCHEDULE}/{roster.ward}")
        page = secretary_page.page(schedule, roster, new_file, site_name, look)
        yield Output(f"{addresses.secretary_page(secret, roster)}index.html", page, roster_path(roster))


def _certificates(schedule: Schedule, secret: str, site_name: str, look: Mapping[str, str]) -> Iterator[Output]:
    """What each certificate says; with another secret than that of its day it has no address."""
    changed = {one.number for one, _ in certificates.untrue(schedule, secret)}
    for one in schedule.certificates:
        token = certificates.token(secret, one.ward, one.number)
        if certificates.hashed(token) == one.token_hash and one.ward in schedule.rosters:
            roster = schedule.rosters[one.ward]
            page = certificate_page.page(one, roster, site_name, look, one.number in changed)
            yield Output(f"{certificates.FOLDER}/{token}/index.html", page, one.place.path)


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


def _base(site_url: str) -> str:
    return f"{site_url.rstrip('/')}/" if site_url else ""


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
