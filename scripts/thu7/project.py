"""A project as a whole: its files read and checked. What it gives is in ``publishing``."""

from __future__ import annotations

import datetime as dt
import html
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from thu7 import checks, finding, guides, links, moved, privacy, publishing, readability, sources, telling
from thu7.history import NO_HISTORY
from thu7.problems import Notes, Place, Problem, errors, in_order
from thu7.sources import DOCS, GUIDES, SCHEDULE, Content
from thu7.world import World

READABLE = (".md", ".ics", ".html", ".svg", ".csv", ".txt", ".json")


@dataclass(frozen=True)
class Project(Content):
    """What was read, and what is wrong with it. It is only fit to publish without errors."""

    problems: tuple[Problem, ...]


def read(files: Mapping[str, bytes], today: dt.date) -> Project:
    """Texts into a checked project; pure."""
    notes = Notes()
    texts = sources.decoded(files, notes)
    content, pages = sources.read(files, texts, today, notes)
    world = content.world
    notes.problems.extend(checks.check(world))
    public = [n.number for n in world.numbers] + [r.venue.phone for r in world.rosters.values() if r.venue.phone]
    for path, text in texts.items():
        notes.problems.extend(privacy.personal_data(path, text, public))
    for path, page in pages.items():
        sections = guides.SECTIONS if sources.is_guide(path) else ()
        notes.problems.extend(readability.unreadable(page, texts[path], sections))
    notes.problems.extend(_addresses(content, texts))
    if not errors(notes.problems):
        notes.problems.extend(_leaks(content, public))
        notes.problems.extend(finding.strayed((*world.guides, *world.events), publishing.finder(content)))
    return Project(world, content.topics, files, in_order(notes.problems))


def read_schedule(files: Mapping[str, bytes], today: dt.date) -> tuple[World, tuple[Problem, ...]]:
    """Rosters, Saturdays and holidays alone, with what is wrong in them: all that a plan looks at."""
    notes = Notes()
    own = {path: data for path, data in files.items() if path.startswith(f"{SCHEDULE}/")}
    world = World(today, *sources.read_schedule(own, sources.decoded(own, notes), today, notes))
    notes.problems.extend(checks.check(world))
    return world, in_order(notes.problems)


def _addresses(content: Content, texts: Mapping[str, str]) -> Iterator[Problem]:
    known = sources.claims_of(content)
    yield from links.double_addresses(known)
    yield from moved.astray(content.world.moved, {links.address(uri).strip("/") for uri in known})
    for path, text in texts.items():
        folder, _, uri = path.partition("/")
        if folder in (GUIDES, DOCS) and uri.endswith(".md"):
            yield from links.broken_links(uri, links.links(path, text), known)


def _leaks(content: Content, public: Sequence[str]) -> Iterator[Problem]:
    """Personal data that only shows once published: behind an escape of YAML or HTML, or parted by a line's end."""
    texts = (
        (Place(output.edit_path or output.uri), _text(output.content))
        for output in (*publishing.pages_of_docs(content), *publishing.pages(content, ""))
        if output.uri.endswith(READABLE)
    )
    for source, text in (*texts, *_said_in_calendars(content.world)):
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
        yield Place(sources.roster_path(world.rosters[ward])), "\n".join(texts)
