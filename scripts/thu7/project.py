"""A project as a whole: its files read and checked. What it gives is in ``publishing``."""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import posixpath
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import unquote

from thu7 import docs_pages, folders, group_checks, of_wards, publishing, schedule_files, sources
from thu7.folders import DOCS, GUIDES, HOLIDAYS, SCHEDULE
from thu7.guides import guide_checks, readability, truth_checks
from thu7.guides.sections import OF_SIGNPOSTS, SECTIONS
from thu7.output import Output
from thu7.results import certificates
from thu7.rota import schedule_checks
from thu7.rota.schedule import Schedule
from thu7.search import alias_checks, engine
from thu7.site import moved
from thu7.sources import Content
from thu7.system.memo import remembered
from thu7.text import links, markdown, markdown_slips, outline, privacy
from thu7.text.front_matter import Page, without_front_matter
from thu7.text.problems import Notes, Place, Problem, Severity, errors, in_order


@dataclass(frozen=True, eq=False)
class Project(Content):
    """What was read, and what is wrong with it. It is only fit to publish without errors."""

    problems: tuple[Problem, ...]


def read(files: Mapping[str, bytes], today: dt.date, secret: str = "") -> Project:
    """Texts into a checked project; pure.

    Args:
        secret: the key of personal addresses: by it a certificate is known to be somebody's.
    """
    notes = Notes()
    notes.problems.extend(itertools.chain(folders.unwanted(files), folders.without_home(files)))
    texts = folders.decoded(files, notes)
    content, pages = sources.read(files, texts, today, notes)
    schedule, library = content.schedule, content.library
    notes.problems.extend(schedule_checks.check_all(schedule))
    notes.problems.extend(certificates.check(schedule, secret))
    notes.problems.extend(guide_checks.check(library, today))
    public = public_numbers(content)
    notes.problems.extend(group_checks.check(schedule, texts, public))
    for path, text in texts.items():
        if path == HOLIDAYS or not path.startswith(f"{SCHEDULE}/"):
            notes.problems.extend(_in_any_text(path, text, public))
    for path in files:
        if path.startswith((f"{GUIDES}/", f"{DOCS}/")):
            notes.problems.extend(
                replace(found, place=Place(path), message=found.message.replace("Dòng này", "Tên tệp"))
                for found in privacy.personal_data(path, path, public)
            )
    told = {(problem.place.path, problem.place.line, problem.code) for problem in notes.problems}
    for path, page in pages.items():
        found = _read_by_anyone(path, page.body, page.body_line, public)
        notes.problems.extend(p for p in found if (path, p.place.line, p.code) not in told)
        if not sources.is_translation(path):  # the rules of language are those of Vietnamese
            sections = _sections(page) if sources.is_guide(path) else ()
            notes.problems.extend(readability.unreadable(page, texts[path], sections))
    published = functools.cache(lambda: _published(content))
    notes.problems.extend(_addresses(content, texts, pages, published))
    if not errors(notes.problems):
        # What cannot be read yet says nothing of what is true.
        handbooks = "\n".join(text for path, text in texts.items() if path.startswith(f"{DOCS}/"))
        notes.problems.extend(truth_checks.check(library, today, handbooks))
        notes.problems.extend(group_checks.leaks(schedule, texts, public))
        for output in published().values():
            if output.uri.endswith(group_checks.READABLE):
                notes.problems.extend(_leaks_in(output.edit_path or output.uri, _text(output.content), public))
        notes.problems.extend(_strayed(content))
    return Project(schedule, library, content.moved, files, in_order(sources.one_cause(notes.problems)))


def public_numbers(content: Content) -> tuple[str, ...]:
    """The numbers that may stand anywhere: those listed as public, and those of desks that look like a person's."""
    phones = (roster.venue.phone for roster in content.schedule.rosters.values())
    # Nearly all are numbers that nobody would take for one.
    taken = (phone for phone in phones if phone and any(privacy.personal_data("", phone)))
    return (*content.library.public_numbers, *taken)


def problems(files: Mapping[str, bytes], today: dt.date, secret: str = "") -> tuple[Problem, ...]:
    """What is wrong with these files, as ``read`` tells it: where nothing changed nothing is read."""
    return _problems(tuple(files.items()), today, secret, engine.missing())


@remembered
def _problems(
    files: tuple[tuple[str, bytes], ...], today: dt.date, secret: str, unsearched: str
) -> tuple[Problem, ...]:
    return read(dict(files), today, secret).problems


def read_schedule(files: Mapping[str, bytes], today: dt.date) -> tuple[Schedule, tuple[Problem, ...]]:
    """Rosters, Saturdays and holidays alone, with what is wrong in them: all that a plan looks at."""
    notes = Notes()
    own = {path: data for path, data in files.items() if path.startswith(f"{SCHEDULE}/")}
    schedule = schedule_files.read_schedule(own, folders.decoded(own, notes), today, notes)
    notes.problems.extend(schedule_checks.check(schedule))
    return schedule, in_order(notes.problems)


def _sections(page: Page) -> tuple[str, ...]:
    return OF_SIGNPOSTS if page.front.is_text("loại") else SECTIONS


@remembered
def _in_any_text(path: str, text: str, public: tuple[str, ...]) -> tuple[Problem, ...]:
    return group_checks.in_any_text(path, text, public)


@remembered
def _read_by_anyone(path: str, body: str, first_line: int, public: tuple[str, ...]) -> tuple[Problem, ...]:
    """Personal data that is parted where it is written, and whole where it is read: by marks, tags, a line's end, an escape."""
    shown = [(block.text, block.place) for block in markdown.blocks(path, body, first_line)]
    shown += [(unquote(unquote(link.target)), link.place) for link in links.links(path, body, first_line)]
    return tuple(
        replace(found, place=place) for text, place in shown for found in privacy.personal_data(path, text, public)
    )


def _addresses(
    content: Content, texts: Mapping[str, str], pages: Mapping[str, Page], published: Callable[[], Mapping[str, Output]]
) -> Iterator[Problem]:
    known = sources.claims_of(content)
    addresses = links.addresses_of(known)
    yield from links.double_addresses(known)
    yield from moved.astray(content.moved, {address.strip("/") for address in addresses})

    placed = {links.address(uri).rstrip("/"): uri for uri in known if uri.endswith(".md")}

    @functools.cache
    def anchors(uri: str) -> Collection[str] | None:
        page = published().get(uri) or _of_a_ward(content, uri)
        return outline.anchors(without_front_matter(_text(page.content))) if page else None

    for path, text in texts.items():
        folder, _, uri = path.partition("/")
        if folder in (GUIDES, DOCS) and uri.endswith(".md"):
            page = pages.get(path)
            body, line = (page.body, page.body_line) if page else (text, 1)
            if page:
                yield from markdown_slips.slips(path, body, line, titled=bool(page.title))
            found = links.links(path, body, line)
            yield from links.broken_links(uri, found, known, addresses)
            yield from links.broken_anchors(uri, found, placed, anchors)


def _published(content: Content) -> dict[str, Output]:
    """The pages but for each ward's own, and what stands beside them, by their places."""
    made = (*docs_pages.pages_of_docs(content), *publishing.common_pages(content, ""))
    return {output.uri: output for output in made}


def _of_a_ward(content: Content, uri: str) -> Output | None:
    ward = posixpath.basename(uri).removesuffix(".md")
    own = of_wards.pages(content, "", ward) if ward in content.schedule.rosters else ()
    return next((output for output in own if output.uri == uri), None)


@remembered
def _leaks_in(path: str, text: str, public: tuple[str, ...]) -> tuple[Problem, ...]:
    return tuple(group_checks.leaks_in(path, (text,), public))


def _strayed(content: Content) -> Iterator[Problem]:
    why = engine.missing()
    if why:
        message = f"Chưa thử các cách hỏi và tên gọi khác bằng ô tìm, vì {why}. Mọi phép kiểm khác đã chạy."
        yield Problem(Place(GUIDES), "unsearched", message, "Chạy lại thu7 check trên máy khác.", Severity.WARNING)
    else:
        yield from alias_checks.strayed(content.library.articles, publishing.search_texts(content))


def _text(content: str | bytes) -> str:
    return content if isinstance(content, str) else content.decode("utf-8", "replace")
