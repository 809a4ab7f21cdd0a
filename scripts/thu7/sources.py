"""What a project's files say, as values."""

from __future__ import annotations

import datetime as dt
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from thu7.calendar import addresses
from thu7.folders import DOCS, FACTS, GUIDES, LEXICON, LISTS, MOVED, NUMBERS, SCHEDULE, TEXTS, is_told
from thu7.guides import (
    guide_file,
    legal_texts_file,
    lexicon_file,
    life_event_file,
    phrasings_file,
    public_numbers_file,
    shared_facts,
    shared_facts_file,
    topic_file,
    translation_file,
)
from thu7.guides.library import Library
from thu7.guides.model import Guide, LegalText, Lexicon, LifeEvent, Phrasing, Topic, Translation
from thu7.rota.model import Roster
from thu7.rota.schedule import Schedule
from thu7.schedule_files import read_schedule
from thu7.site import moved
from thu7.site.moved import Moved
from thu7.text import vietnamese
from thu7.text.front_matter import Page, read_page
from thu7.text.problems import Notes, Place, Problem, Severity
from thu7.text.vietnamese import SLUG
from thu7.text.yaml_reader import read_among

SECRET, TODAY = "THU7_SECRET", "THU7_ON"
"""The two words of the environment: the key of personal addresses, and the day taken for today."""


@dataclass(frozen=True)
class Held:
    """A ward, or a page, that is shown as it last was right."""

    unit: str
    """How the names of its files begin: ``schedule/an-nhon/``, ``guides/ho-tich/khai-sinh.``"""
    since: dt.datetime | None
    """When it was last right, in UTC; None where it never was, so that it is left out."""
    mistakes: int
    """How many stand in it now; none where it is held for what it does to another."""


@dataclass(frozen=True, eq=False)
class Content:
    """What a project's files say. Two of them are never compared: each is itself."""

    schedule: Schedule
    library: Library
    moved: tuple[Moved, ...]
    files: Mapping[str, bytes]
    held: tuple[Held, ...] = field(default=(), kw_only=True)

    def held_since(self, path: str) -> dt.date | None:
        """The day, in Việt Nam, as of which a file is shown; None where it is shown as it stands."""
        found = next((one.since for one in self.held if path.startswith(one.unit)), None)
        return found.astimezone(vietnamese.HERE).date() if found else None

    @property
    def today(self) -> dt.date:
        """The day on which all of it is looked at."""
        return self.schedule.today


def read(
    files: Mapping[str, bytes], texts: Mapping[str, str], today: dt.date, notes: Notes
) -> tuple[Content, Mapping[str, Page]]:
    """All that stands in the files, and the Markdown pages as they were parted."""
    library, pages = _read_library(files, texts, _read_pages(texts, notes), notes)
    record = read_among(MOVED, texts, notes)
    gone = moved.read_moved(record, notes) if record else ()
    schedule = read_schedule(files, texts, today, notes, moved.renamed_wards(gone))
    return Content(schedule, library, gone, files), pages


_DEPENDING = {TEXTS: "unknown-text", FACTS: "unknown-fact"}
"""What is said of a guide where it names a thing of a list; while the list itself cannot be read it says nothing."""


def one_cause(problems: list[Problem]) -> list[Problem]:
    """The problems without those that only follow from a list that could not be read."""
    broken = {problem.place.path for problem in problems if problem.severity is Severity.ERROR}
    silent = {code for path, code in _DEPENDING.items() if path in broken}
    return [p for p in problems if p.code not in silent or p.place.path in _DEPENDING]


def _read_library(
    files: Mapping[str, bytes], texts: Mapping[str, str], pages: Mapping[str, Page], notes: Notes
) -> tuple[Library, Mapping[str, Page]]:
    """The library, and the pages with the sentences that they share."""
    cited, numbers, words, shared = (read_among(path, texts, notes) for path in (TEXTS, NUMBERS, LEXICON, FACTS))
    legal_texts = legal_texts_file.read_legal_texts(cited, notes) if cited else {}
    facts = shared_facts_file.read_shared_facts(shared, legal_texts, notes) if shared else {}
    written = [page for path, page in pages.items() if path.startswith(f"{GUIDES}/")]
    notes.problems.extend(shared_facts_file.unused(facts, written))
    pages = {
        path: shared_facts.with_facts(page, facts, notes) if path.startswith(f"{GUIDES}/") else page
        for path, page in pages.items()
    }
    phrasings = _read_phrasings(files, texts, notes)
    topics, found_guides, found_events = _read_guides(files, pages, legal_texts, phrasings, notes)
    translations = _read_translations(pages, (*found_guides, *found_events), phrasings, notes)
    library = Library(
        topics,
        found_guides,
        found_events,
        legal_texts,
        public_numbers_file.read_public_numbers(numbers) if numbers else (),
        lexicon_file.read_lexicon(words, notes) if words else Lexicon(),
        facts,
        translations,
    )
    return library, pages


def _read_pages(texts: Mapping[str, str], notes: Notes) -> dict[str, Page]:
    """Every page that can be read; the house asks a form of those in ``guides/`` alone."""
    found = {}
    for path, text in texts.items():
        if path.endswith(".md"):
            own = Notes()
            page = read_page(path, text, own)
            written = path.startswith(f"{GUIDES}/")
            if page and not written:
                for key in ("title", "description"):
                    page.front.text(key)  # MkDocs' own: it would print a list as it stands
            # A page of ``docs/`` may begin with a rule; where it means front matter, that is read as it stands.
            meant = written or re.match(r"---[ \t]*\n[ \t]*[\w -]+:", text)
            notes.problems.extend(
                problem for problem in own.problems if written or (meant and problem.code != "no-title")
            )
            if page:
                found[path] = replace(page, front=replace(page.front, notes=notes if written else own))
    return found


def _read_phrasings(
    files: Mapping[str, bytes], texts: Mapping[str, str], notes: Notes
) -> dict[str, tuple[Phrasing, ...]]:
    """The ways in which people put a need, by the page beside which they stand."""
    found = {}
    for path, text in texts.items():
        if path.startswith(f"{GUIDES}/") and path.endswith(phrasings_file.ENDING):
            page = phrasings_file.guide_of(path)
            if page not in files:
                message = f"Không có bài {page} cho những câu hỏi này."
                notes.error(Place(path), "no-guide", message, f"Đặt tên như: khai-sinh{phrasings_file.ENDING}")
            found[page] = phrasings_file.read_phrasings(path, text, notes)
    return found


def _read_translations(
    pages: Mapping[str, Page],
    originals: tuple[Guide | LifeEvent, ...],
    phrasings: Mapping[str, tuple[Phrasing, ...]],
    notes: Notes,
) -> tuple[Translation, ...]:
    found = []
    for path, page in pages.items():
        if not is_translation(path):
            continue
        original = translation_file.original_of(path)
        if original not in pages:
            message = f"Không có bài {original} cho bản tiếng Anh này."
            notes.error(Place(path), "no-guide", message, "Đặt tên như bài tiếng Việt, thêm .en: khai-sinh.en.md")
        if one := translation_file.read_translation(page, originals, phrasings.get(path, ()), notes):
            found.append(one)
    return tuple(found)


def is_translation(path: str) -> bool:
    """Whether a page in English stands there."""
    return path.startswith(f"{GUIDES}/") and path.endswith(translation_file.ENDING)


def is_guide(path: str) -> bool:
    """Whether a guide stands there: no topic's title page, no life event, no list, no translation."""
    folder, _, name = path.removeprefix(f"{GUIDES}/").partition("/")
    named = name not in ("", "index.md") and not is_translation(path)
    return path.startswith(f"{GUIDES}/") and named and folder != life_event_file.FOLDER


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
        topic, slug = parts[1], parts[2].removesuffix(translation_file.ENDING).removesuffix(".md")
        if not SLUG.fullmatch(topic) or not SLUG.fullmatch(slug):
            notes.error(
                Place(path),
                "bad-name",
                "Tên tệp và thư mục chỉ dùng chữ thường không dấu, số và gạch nối.",
                f"Đặt như: guides/{vietnamese.slug(topic)}/{vietnamese.slug(slug)}.md",
            )
        if (page := pages.get(path)) is None or is_translation(path):
            continue
        if slug == "index":
            beside = [name.removesuffix(".md") for name in files if name.startswith(f"{GUIDES}/{topic}/")]
            topics.append(topic_file.read_topic(topic, page, {posixpath.basename(name) for name in beside}, notes))
        elif topic == life_event_file.FOLDER:
            if event := life_event_file.read_event(slug, page, phrasings.get(path, ()), notes):
                found_events.append(event)
        elif guide := guide_file.read_guide(topic, slug, page, legal_texts, phrasings.get(path, ()), notes):
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
    ordered = sorted(
        topics, key=lambda topic: (topic.slug != life_event_file.FOLDER, vietnamese.collation(topic.title))
    )
    return tuple(ordered), tuple(found), tuple(found_events)


def claims_of(content: Content) -> dict[str, list[str]]:
    """Each published place below the site's sources, and the files that claim it."""
    claims: dict[str, list[str]] = {}
    for path in content.files:
        folder, _, uri = path.partition("/")
        if folder in (GUIDES, DOCS) and not is_told(path):
            claims.setdefault(uri, []).append(path)
    generated = [
        ("lich/index.md", SCHEDULE),
        ("ket-qua.md", SCHEDULE),
        ("tim.md", GUIDES),
        ("di-dau.md", GUIDES),
        ("van-ban.md", TEXTS),
    ]
    for ward in content.schedule.rosters:
        source = f"{SCHEDULE}/{ward}/roster.yml"
        generated += [(f"lich/{ward}.md", source), (f"ket-qua/{ward}.md", source), (addresses.public_uri(ward), source)]
    for uri, source in generated:
        claims.setdefault(uri, []).append(source)
    return claims


def roster_path(ward: Roster) -> str:
    """The file that staff edit for a ward's desk and people."""
    return f"{SCHEDULE}/{ward.ward}/roster.yml"
