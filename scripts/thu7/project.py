"""The whole run: reads the folders (nothing else reads the disk), checks them, and yields what is published."""

from __future__ import annotations

import datetime as dt
import functools
import html
import itertools
import multiprocessing
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from thu7 import (
    calendars,
    checks,
    events,
    feeds,
    finding,
    guides,
    laws,
    legal,
    lexicon,
    links,
    moved,
    printing,
    privacy,
    readability,
    roster,
    searching,
    subscribing,
    telling,
    timetable,
    webfiles,
    wording,
)
from thu7.history import NO_HISTORY, History
from thu7.model import (
    Closure,
    Guide,
    LegalText,
    Lexicon,
    LifeEvent,
    Moved,
    Phrasing,
    PublicNumber,
    Roster,
    Saturday,
    Topic,
    Volunteer,
)
from thu7.problems import Notes, Place, Problem, errors, in_order
from thu7.reader import Page, Record, decode, read_page, read_yaml
from thu7.world import World

GUIDES, SCHEDULE, DOCS = "guides", roster.FOLDER, "docs"
HOLIDAYS = roster.HOLIDAYS
TEXTS, NUMBERS = f"{GUIDES}/van-ban.yml", f"{GUIDES}/so-cong-khai.yml"
LEXICON = f"{GUIDES}/tu-vung.yml"
MOVED = f"{GUIDES}/dia-chi-cu.yml"
LISTS = (TEXTS, NUMBERS, LEXICON, MOVED)
"""The files in ``guides/`` that are no pages."""
HOME, HANDBOOK = "index.md", "so-tay/tinh-nguyen-vien.md"
SECRET, TODAY = "THU7_SECRET", "THU7_ON"
"""The two words of the environment: the key of personal addresses, and the day taken for today."""
PLACEHOLDER, NUMBERS_PLACEHOLDER = "<!-- thu7:lich -->", "<!-- thu7:so -->"
"""Where these stand in a page of ``docs/``, the wards' cards with their next Saturday and the public numbers come."""
MANY = 500
"""Calendars from which on all cores write them."""
WRITTEN = (".md", ".yml", ".yaml", ".txt")
READABLE = (".md", ".ics", ".html", ".svg", ".csv", ".txt", ".json")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True)
class Output:
    """One published file. ``uri`` is its place below the site's sources; ``edit_path`` the file that staff edit."""

    uri: str
    content: str | bytes
    edit_path: str | None = None


@dataclass(frozen=True)
class Project:
    """What was read, what is wrong with it, and what it gives. Outputs are only fit to publish without errors."""

    world: World
    topics: tuple[Topic, ...]
    problems: tuple[Problem, ...]
    files: Mapping[str, bytes]


def load(root: Path, folders: Sequence[str] = (GUIDES, SCHEDULE, DOCS)) -> dict[str, bytes]:
    """Every file below these folders by its path from the root, with ``/``."""
    found = {}
    for folder in folders:
        for path in sorted((root / folder).rglob("*")):
            relative = path.relative_to(root)
            if path.is_file() and not any(part.startswith(".") for part in relative.parts):
                found[relative.as_posix()] = path.read_bytes()
    return found


def read(files: Mapping[str, bytes], today: dt.date) -> Project:
    """Texts into a checked project; pure."""
    notes = Notes()
    texts = {
        path: text
        for path in files
        if path.endswith(WRITTEN) and (text := decode(path, files[path], notes)) is not None
    }
    legal_texts, numbers = _read_legal(texts, notes)
    pages = _read_pages(texts, notes)
    phrasings = _read_phrasings(texts, pages, notes)
    topics, found_guides, found_events = _read_guides(files, pages, legal_texts, phrasings, notes)
    rosters, saturdays, holidays = _read_schedule(files, texts, today, notes)
    words = _record(LEXICON, texts, notes)
    said = lexicon.read_lexicon(words, notes) if words else Lexicon()
    record = _record(MOVED, texts, notes)
    gone = moved.read_moved(record, notes) if record else ()
    world = World(today, rosters, saturdays, holidays, found_guides, legal_texts, numbers, found_events, said, gone)
    notes.problems.extend(checks.check(world))
    public = [n.number for n in numbers] + [r.venue.phone for r in rosters.values() if r.venue.phone]
    for path, text in texts.items():
        notes.problems.extend(privacy.personal_data(path, text, public))
    for path, page in pages.items():
        sections = guides.SECTIONS if _is_guide(path) else ()
        notes.problems.extend(readability.unreadable(page, texts[path], sections))
    project = Project(world, topics, (), files)
    notes.problems.extend(_addresses(project, texts))
    if not errors(notes.problems):
        notes.problems.extend(_leaks(project, public))
        notes.problems.extend(finding.strayed((*found_guides, *found_events), finder(project)))
    return Project(world, topics, in_order(notes.problems), files)


def read_schedule(files: Mapping[str, bytes], today: dt.date) -> tuple[World, tuple[Problem, ...]]:
    """Rosters, Saturdays and holidays alone, with what is wrong in them: all that a plan looks at."""
    notes = Notes()
    own = {path: data for path, data in files.items() if path.startswith(f"{SCHEDULE}/")}
    texts = {path: text for path, data in own.items() if (text := decode(path, data, notes)) is not None}
    world = World(today, *_read_schedule(own, texts, today, notes))
    notes.problems.extend(checks.check(world))
    return world, in_order(notes.problems)


def _leaks(project: Project, public: Sequence[str]) -> Iterator[Problem]:
    """Personal data that only shows once published: behind an escape of YAML or HTML, or parted by a line's end."""
    texts = (
        (Place(output.edit_path or output.uri), _text(output.content))
        for output in (*pages_of_docs(project), *_pages(project, ""))
        if output.uri.endswith(READABLE)
    )
    for source, text in (*texts, *_said_in_calendars(project.world)):
        for found in privacy.personal_data(source.path, html.unescape(text), public):
            yield Problem(source, found.code, "Trang dựng từ tệp này có số hoặc địa chỉ riêng của ai đó.", found.hint)


def _text(content: str | bytes) -> str:
    return content if isinstance(content, str) else content.decode("utf-8", "replace")


def _said_in_calendars(world: World) -> Iterator[tuple[Place, str]]:
    """Each ward's roster with all that calendars say of its Saturdays, once: they say the same to many people."""
    said: dict[str, dict[str, None]] = {}
    told = telling.tell(world, NO_HISTORY)
    for one in itertools.chain(*told.public.values(), *told.own.values()):
        said.setdefault(one.occurrence.ward, {}).update(dict.fromkeys(one.occurrence.texts))
    for ward, texts in said.items():
        yield Place(_roster(world.rosters[ward])), "\n".join(texts)


# --- reading -------------------------------------------------------------------------------------------------------


def _read_legal(texts: Mapping[str, str], notes: Notes) -> tuple[dict[str, LegalText], tuple[PublicNumber, ...]]:
    cited = read_yaml(TEXTS, texts[TEXTS], notes) if TEXTS in texts else None
    numbers = read_yaml(NUMBERS, texts[NUMBERS], notes) if NUMBERS in texts else None
    return legal.legal_texts(cited, notes) if cited else {}, legal.public_numbers(numbers) if numbers else ()


def _read_pages(texts: Mapping[str, str], notes: Notes) -> dict[str, Page]:
    """Every page that can be read; the house asks a form of those in ``guides/`` alone."""
    found = {}
    for path, text in texts.items():
        if path.endswith(".md") and (
            page := read_page(path, text, notes if path.startswith(f"{GUIDES}/") else Notes())
        ):
            found[path] = page
    return found


def _read_phrasings(
    texts: Mapping[str, str], pages: Mapping[str, Page], notes: Notes
) -> dict[str, tuple[Phrasing, ...]]:
    """The ways in which people put a need, by the page beside which they stand."""
    found = {}
    for path, text in texts.items():
        if path.startswith(f"{GUIDES}/") and path.endswith(lexicon.ENDING):
            page = lexicon.guide_of(path)
            if page not in pages:
                message = f"Không có bài {page} cho những câu hỏi này."
                notes.error(Place(path), "no-guide", message, f"Đặt tên như: khai-sinh{lexicon.ENDING}")
            found[page] = lexicon.read_phrasings(path, text, notes)
    return found


def _is_guide(path: str) -> bool:
    folder, _, name = path.removeprefix(f"{GUIDES}/").partition("/")
    return path.startswith(f"{GUIDES}/") and name not in ("", "index.md") and folder != events.FOLDER


def _read_guides(
    files: Mapping[str, bytes],
    pages: Mapping[str, Page],
    legal_texts: Mapping[str, LegalText],
    phrasings: Mapping[str, tuple[Phrasing, ...]],
    notes: Notes,
) -> tuple[tuple[Topic, ...], tuple[Guide, ...], tuple[LifeEvent, ...]]:
    topics: list[Topic] = []
    found: list[Guide] = []
    found_events: list[LifeEvent] = []
    for path in files:
        parts = path.split("/")
        if parts[0] != GUIDES or path in LISTS or not path.endswith(".md"):
            continue
        if len(parts) != 3:
            notes.error(
                Place(path),
                "misplaced",
                "Bài hướng dẫn phải nằm trong thư mục chủ đề.",
                "Đặt như: guides/ho-tich/khai-sinh.md",
            )
            continue
        topic, slug = parts[1], parts[2].removesuffix(".md")
        if not _SLUG.fullmatch(topic) or not _SLUG.fullmatch(slug):
            notes.error(
                Place(path),
                "bad-name",
                "Tên tệp và thư mục chỉ dùng chữ thường không dấu, số và gạch nối.",
                f"Đặt như: guides/{wording.slug(topic)}/{wording.slug(slug)}.md",
            )
        if (page := pages.get(path)) is None:
            continue
        if slug == "index":
            topics.append(guides.read_topic(topic, page, notes))
        elif topic == events.FOLDER:
            if event := events.read_event(slug, page, phrasings.get(path, ()), notes):
                found_events.append(event)
        elif guide := guides.read_guide(topic, slug, page, legal_texts, phrasings.get(path, ()), notes):
            found.append(guide)
    named = {path.split("/")[1] for path in files if path.startswith(f"{GUIDES}/") and path.count("/") == 2}
    for missing in sorted(named - {topic.slug for topic in topics}):
        if f"{GUIDES}/{missing}/index.md" not in files:
            notes.error(
                Place(f"{GUIDES}/{missing}"),
                "no-topic",
                "Thư mục chưa có trang chủ đề.",
                f"Thêm tệp guides/{missing}/index.md với một dòng: # Tên chủ đề",
            )
    # A person knows what happened to them before they know the name of a procedure.
    ordered = sorted(topics, key=lambda topic: (topic.slug != events.FOLDER, wording.collation(topic.title)))
    return tuple(ordered), tuple(found), tuple(found_events)


def _read_schedule(
    files: Mapping[str, bytes], texts: Mapping[str, str], today: dt.date, notes: Notes
) -> tuple[dict[str, Roster], tuple[Saturday, ...], tuple[Closure, ...]]:
    holidays: tuple[Closure, ...] = ()
    rosters: dict[str, Roster] = {}
    saturdays: list[Saturday] = []
    for path in files:
        parts = path.split("/")
        if parts[0] != SCHEDULE:
            continue
        if path == HOLIDAYS:
            record = _record(path, texts, notes)
            holidays = roster.read_holidays(record, notes) if record else ()
        elif len(parts) == 3 and parts[2] == "roster.yml":
            _ward_name(parts[1], path, notes)
            record = _record(path, texts, notes)
            if record and (found := roster.read_roster(parts[1], record, notes)):
                rosters[parts[1]] = found
        elif (
            len(parts) == 3 and parts[2].endswith(".yml") and (day := wording.parse_date(parts[2].removesuffix(".yml")))
        ):
            saturdays += _read_saturday(path, parts[1], day, texts, today, files, notes)
        else:
            hint = f"Trong thư mục phường chỉ có roster.yml và các buổi, như: {SCHEDULE}/an-nhon/2026-11-28.yml"
            notes.error(Place(path), "unknown-file", "Không rõ tệp này dùng để làm gì.", hint)
    return rosters, tuple(sorted(saturdays, key=lambda s: (s.date, s.ward))), holidays


def _read_saturday(
    path: str,
    ward: str,
    day: dt.date,
    texts: Mapping[str, str],
    today: dt.date,
    files: Mapping[str, bytes],
    notes: Notes,
) -> Iterator[Saturday]:
    if posixpath.basename(path) != f"{day.isoformat()}.yml":
        notes.error(
            Place(path),
            "bad-name",
            "Tên tệp của một buổi viết theo năm-tháng-ngày.",
            f"Đổi tên tệp thành {day.isoformat()}.yml",
        )
        return
    if f"{SCHEDULE}/{ward}/roster.yml" not in files:
        notes.error(Place(path), "no-roster", "Phường này chưa có roster.yml.", f"Chạy: thu7 new ward {ward}")
    record = _record(path, texts, notes)
    if record:
        strict = day >= today
        # What lies behind is only required to be readable: its mistakes can no longer send anybody on a trip.
        own = notes if strict else Notes()
        source = roster.SaturdayRecord(ward, day, Record(record.entries, record.place, own, record.known), strict)
        yield roster.read_saturday(source, own)


def _record(path: str, texts: Mapping[str, str], notes: Notes) -> Record | None:
    return read_yaml(path, texts[path], notes) if path in texts else None


def _ward_name(ward: str, path: str, notes: Notes) -> None:
    if ward in roster.RESERVED_WARDS or not roster.CODE.fullmatch(ward):
        notes.error(
            Place(path),
            "bad-name",
            f"“{ward}” không dùng làm tên thư mục phường được.",
            roster.CODE_HINT.replace("lan hoặc ngoc-anh", "an-nhon"),
        )


def _sources(project: Project) -> dict[str, list[str]]:
    """Each published place below the site's sources, and the files that claim it."""
    claims: dict[str, list[str]] = {}
    for path in project.files:
        folder, _, uri = path.partition("/")
        if folder in (GUIDES, DOCS) and path not in LISTS and not path.endswith(lexicon.ENDING):
            claims.setdefault(uri, []).append(path)
    generated = [("lich/index.md", SCHEDULE), ("ket-qua.md", SCHEDULE), ("tim.md", GUIDES), ("van-ban.md", TEXTS)]
    for ward in project.world.rosters:
        source = f"{SCHEDULE}/{ward}/roster.yml"
        generated += [(f"lich/{ward}.md", source), (calendars.public_uri(ward), source)]
    for uri, source in generated:
        claims.setdefault(uri, []).append(source)
    return claims


def _addresses(project: Project, texts: Mapping[str, str]) -> Iterator[Problem]:
    known = _sources(project)
    yield from links.double_addresses(known)
    yield from moved.astray(project.world.moved, {links.address(uri).strip("/") for uri in known})
    for path, text in texts.items():
        folder, _, uri = path.partition("/")
        if folder in (GUIDES, DOCS) and uri.endswith(".md"):
            yield from links.broken_links(uri, links.links(path, text), known)


# --- publishing ----------------------------------------------------------------------------------------------------


def outputs(
    project: Project, *, site_name: str = "", site_url: str = "", secret: str = "", history: History = NO_HISTORY
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
    yield from _pages(project, site_url)
    told = telling.tell(project.world, history)
    for output in calendars_of(project, told, site_url, secret):
        yield output
        # A phone that subscribed at an old address goes on there.
        for one in project.world.moved:
            if output.uri == f"{one.new}.ics":
                yield Output(f"{one.old}.ics", output.content, output.edit_path)
    yield from _redirects(project.world.moved)
    if secret and site_url:
        yield from _own_pages(project, told, site_name, site_url, secret)
    for place, content in webfiles.assets(searching.texts(project.world, project.topics)).values():
        yield Output(place, content)
    yield Output("_headers", webfiles.headers())
    yield from _pictures(project, site_name)


def finder(project: Project) -> finding.Finder:
    """What a reader's search box would answer."""
    return finding.Finder(searching.texts(project.world, project.topics))


def for_templates(project: Project) -> dict[str, str]:
    """What the page template needs to know of the published files."""
    return webfiles.for_templates(searching.texts(project.world, project.topics))


def _pictures(project: Project, site_name: str) -> Iterator[Output]:
    """What links show when they are sent: one for each guide and ward, one for all other pages."""
    yield Output("assets/anh/trang.png", printing.picture(site_name, *timetable.IN_SHORT))
    for guide in project.world.guides:
        yield Output(guides.picture_uri(guide), printing.picture(site_name, guide.title, guide.summary))
    for event in project.world.events:
        yield Output(events.picture_uri(event), printing.picture(site_name, event.title, event.summary))
    for ward, _ in project.world.wards():
        yield Output(timetable.picture_uri(ward), printing.picture(site_name, *timetable.in_short(ward)))


def _base(site_url: str) -> str:
    return f"{site_url.rstrip('/')}/" if site_url else ""


def _pages(project: Project, site_url: str) -> Iterator[Output]:
    """The pages and what stands beside them in ``guides/``."""
    world, base = project.world, _base(site_url)

    def qr(guide: Guide) -> str:
        return printing.qr_svg(f"{base}{links.address(guide.uri)}") if base else ""

    for topic in project.topics:
        content = guides.topic_page(topic, (*world.guides, *world.events))
        yield Output(topic.uri, content, f"{GUIDES}/{topic.uri}")
    for guide in world.guides:
        content = guides.guide_page(guide, world.today, qr(guide), events.places_of(guide, world.events))
        yield Output(guide.uri, content, f"{GUIDES}/{guide.uri}")
    by_uri = {guide.uri: guide for guide in world.guides}
    for event in world.events:
        yield Output(event.uri, events.event_page(event, by_uri), f"{GUIDES}/{event.uri}")
    for path, data in project.files.items():
        if path.startswith(f"{GUIDES}/") and not path.endswith(WRITTEN):
            yield Output(path.removeprefix(f"{GUIDES}/"), data)
    wards = world.wards()
    holidays = HOLIDAYS if HOLIDAYS in project.files else None
    yield Output("lich/index.md", timetable.wards_page(wards, world.today), holidays)
    yield Output("ket-qua.md", timetable.results_page(wards))
    yield Output("van-ban.md", laws.laws_page(world.texts, world.guides, world.today), TEXTS if world.texts else None)
    yield Output("tim.md", searching.search_page(world))
    for ward, shifts in wards:
        feed = base + calendars.public_uri(ward.ward) if base else f"../{ward.ward}.ics"
        yield Output(f"lich/{ward.ward}.md", timetable.ward_page(ward, shifts, world.today, feed), _roster(ward))


def _roster(ward: Roster) -> str:
    return f"{SCHEDULE}/{ward.ward}/roster.yml"


def calendars_of(project: Project, told: telling.Telling, site_url: str, secret: str) -> Iterator[Output]:
    """The wards' public calendars, then the volunteers' own, those who left lately included; near Saturdays by themselves too."""
    base, today = _base(site_url), project.world.today
    handbook = links.address(HANDBOOK) if f"{DOCS}/{HANDBOOK}" in project.files else ""
    desks = [desk for desk, _ in project.world.wards()]
    made: list[tuple[str, str, Callable[[], bytes]]] = []

    def add(
        uri: str, source: str, write: Callable[[Sequence[telling.Told]], bytes], said: Sequence[telling.Told]
    ) -> None:
        made.append((uri, source, functools.partial(write, said)))
        for one in said:
            if not one.occurrence.cancelled and subscribing.soon(one.occurrence.date, today):
                single = calendars.single_uri(uri, one.occurrence.date)
                made.append((single, source, functools.partial(write, (one,))))

    for desk in desks:
        write = functools.partial(calendars.public_calendar, roster=desk, base=base)
        add(calendars.public_uri(desk.ward), _roster(desk), write, told.public.get(desk.ward, ()))
    for person in _people(project.world, told) if secret else ():
        own = functools.partial(
            calendars.personal_calendar, volunteer=person, secret=secret, base=base, handbook=handbook
        )
        add(calendars.personal_uri(secret, person), person.place.path, own, told.own.get(person.key, ()))
    for (uri, source, _), content in zip(made, _each([write for _, _, write in made]), strict=True):
        yield Output(uri, content, source)


def _people(world: World, told: telling.Telling) -> Iterator[Volunteer]:
    """Whoever has a calendar of their own."""
    for desk, _ in world.wards():
        yield from desk.volunteers
    yield from told.left


def _redirects(gone: Sequence[Moved]) -> Iterator[Output]:
    for one in gone:
        yield Output(f"{one.old}/index.html", moved.page(one), MOVED)
    if gone:
        yield Output("_redirects", moved.for_hosts(gone))
        yield Output("_moved.map", moved.for_nginx(gone))


def _own_pages(project: Project, told: telling.Telling, site_name: str, site_url: str, secret: str) -> Iterator[Output]:
    """A page for each volunteer, beside their calendar: how their phone takes it, and their next Saturdays."""
    look = for_templates(project)
    for person in _people(project.world, told):
        feed = feeds.feed(person, secret, _base(site_url))
        coming = [one for one in told.own.get(person.key, ()) if one.occurrence.date >= project.world.today]
        page = feeds.page(feed, coming, project.world.today, site_name, look)
        yield Output(
            f"{calendars.personal_uri(secret, person).removesuffix('.ics')}/index.html", page, person.place.path
        )


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


def poster(project: Project, ward: str, site_url: str) -> bytes | Problem:
    """A ward's poster as PDF, or why there is none."""
    world = project.world
    help_given = [topic for topic in project.topics if topic.slug != events.FOLDER]
    for found, shifts in world.wards():
        if found.ward == ward:
            return _no_address(site_url) or printing.poster(found, shifts, help_given, world.today, _base(site_url))
    names = {word: r.ward for r in world.rosters.values() for word in (r.ward, r.venue.name, *r.venue.former_names)}
    return _unknown(f"Không có phường “{ward}”.", ward, names, "Thêm phường trước: thu7 new ward an-nhon")


def handout(project: Project, name: str, site_url: str) -> bytes | Problem:
    """A guide's handout as PDF, or why there is none; ``name`` is ``topic/slug``."""
    world = project.world
    known = {guide.uri.removesuffix(".md"): guide for guide in world.guides}
    guide = known.get(name.removesuffix(".md"))
    if guide:
        wards = [ward for ward, _ in world.wards()]
        return _no_address(site_url) or printing.handout(guide, wards, world.today, _base(site_url))
    names = {word: uri for uri, g in known.items() for word in (g.slug, g.title, *g.aliases)} | {
        uri: uri for uri in known
    }
    return _unknown(f"Không có bài hướng dẫn “{name}”.", name, names, "Thêm bài trước: thu7 new guide ho-tich/khai-tu")


def _no_address(site_url: str) -> Problem | None:
    """A sheet of paper needs the site's full address for its code."""
    if re.match(r"https?://[^/]", site_url):
        return None
    hint = "Thêm vào mkdocs.yml một dòng, như: site_url: https://example.vn/"
    return Problem(Place("mkdocs.yml"), "usage", "Chưa có địa chỉ của trang để in mã QR.", hint)


def _unknown(message: str, word: str, names: Mapping[str, str], otherwise: str) -> Problem:
    near = wording.nearest(word, names)
    return Problem(Place(word), "usage", message, f"Có phải là “{names[near]}”?" if near else otherwise)


def pages_of_docs(project: Project) -> Iterator[Output]:
    """The files of ``docs/`` as they are published, for generators that do not read that folder themselves."""
    for path, data in project.files.items():
        folder, _, uri = path.partition("/")
        if folder == DOCS:
            up = "../" * (uri.count("/") + (not uri.endswith("index.md")))
            content = filled(project, data.decode("utf-8-sig"), f"{up}lich/") if uri.endswith(".md") else data
            yield Output(uri, content, path)


def filled(project: Project, markdown: str, prefix: str = "lich/") -> str:
    """A page of ``docs/`` with the wards' cards and the public numbers where it asks for them."""
    if PLACEHOLDER in markdown:
        cards = timetable.cards_of_wards(project.world.wards(), project.world.today, prefix)
        markdown = markdown.replace(PLACEHOLDER, cards)
    return markdown.replace(NUMBERS_PLACEHOLDER, timetable.numbers_list(project.world.numbers))


def navigation(project: Project) -> list[object]:
    """The menu, from folders and titles: home, the topics, the Saturdays, then what else stands in ``docs/``."""
    own = sorted(path.removeprefix(f"{DOCS}/") for path in project.files if re.fullmatch(rf"{DOCS}/.+\.md", path))
    menu: list[object] = [{"Trang chủ": HOME}] if HOME in own else []
    for topic in project.topics:
        guides_of_topic = guides.in_order(topic, (*project.world.guides, *project.world.events))
        menu.append({topic.title: [topic.uri, *({guide.title: guide.uri} for guide in guides_of_topic)]})
    wards = [{ward.venue.name: f"lich/{ward.ward}.md"} for ward, _ in project.world.wards()]
    menu.append({"Lịch thứ Bảy": ["lich/index.md", *wards, {"Kết quả": "ket-qua.md"}]})
    menu += [{"Mọi bài, từ A đến Z": "tim.md"}, {"Văn bản luật": "van-ban.md"}]
    folders: dict[str, list[str]] = {}
    for uri in own:
        folder, slash, _ = uri.partition("/")
        folders.setdefault(folder if slash else "", []).append(uri)
    alone = folders.pop("", [])
    # A folder's title page, where there is one, comes first and names it.
    menu += [{_title(project, pages[0]) or folder: pages} for folder, pages in _title_pages_first(folders)]
    return [*menu, *(uri for uri in alone if uri != HOME)]


def _title_pages_first(folders: Mapping[str, list[str]]) -> Iterator[tuple[str, list[str]]]:
    return ((folder, sorted(uris, key=lambda uri: not uri.endswith("/index.md"))) for folder, uris in folders.items())


def _title(project: Project, uri: str) -> str:
    found = re.search(r"(?m)^# +(.+?) *$", project.files[f"{DOCS}/{uri}"].decode("utf-8", "replace"))
    return found[1] if found else ""


def remarks(secret: str, history: History) -> list[str]:
    """What whoever publishes should know of the calendars, though nothing in the files is wrong."""
    said = []
    if not secret:
        said.append(f"Chưa có {SECRET}: không dựng lịch riêng của tình nguyện viên.")
    if not history.complete:
        said.append(
            "Không có đủ lịch sử git: điện thoại đã đăng ký lịch có thể không nhận thay đổi. "
            "Trước khi đăng, tải đủ: git fetch --unshallow"
        )
    return said
