"""What is wrong in wards that share people: read, reckoned and published in thought once, for as long as their files stay the same."""

from __future__ import annotations

import datetime as dt
import html
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from thu7 import of_wards, schedule_files, sources
from thu7.calendar import revisions
from thu7.calendar.history import NO_HISTORY
from thu7.folders import HOLIDAYS, SCHEDULE
from thu7.guides.library import Library
from thu7.rota import schedule_checks
from thu7.rota.schedule import Schedule
from thu7.sources import Content
from thu7.system.memo import remembered
from thu7.text import letters, privacy
from thu7.text.problems import Notes, Place, Problem, errors

READABLE = (".md", ".ics", ".html", ".svg", ".csv", ".txt", ".json")
Texts = tuple[tuple[str, str], ...]


def check(schedule: Schedule, texts: Mapping[str, str], public: tuple[str, ...]) -> Iterator[Problem]:
    """What is wrong in the schedule's files, but for what reading them told and what all wards together can have wrong."""
    for own in _files_of_groups(schedule, texts):
        yield from _wrong(own, schedule.today, public)


def leaks(schedule: Schedule, texts: Mapping[str, str], public: tuple[str, ...]) -> Iterator[Problem]:
    """Personal data that only shows once a ward's pages and calendars are published; of files without an error."""
    for own in _files_of_groups(schedule, texts):
        yield from _leaking(own, schedule.today, public)


@remembered
def is_right(files: Texts, day: dt.date, listed: tuple[str, ...] | None) -> bool:
    """Whether nothing is wrong in the files of wards that share people, on a day.

    Args:
        listed: the public numbers, to look for personal data too, also in what would be published; None does not.
    """
    notes = Notes()
    texts = dict(files)
    schedule = schedule_files.read_schedule(dict.fromkeys(texts, b""), texts, day, notes)
    notes.problems.extend(schedule_checks.check_group(schedule))
    if errors(problem for problem in notes.problems if problem.place.path != HOLIDAYS):
        return False
    if listed is None:
        return True
    public = (*listed, *(roster.venue.phone for roster in schedule.rosters.values() if roster.venue.phone))
    return not (errors(_wrong(files, day, public)) or errors(_leaking(files, day, public)))


def leaks_in(path: str, shown: Iterable[str], public: tuple[str, ...]) -> Iterator[Problem]:
    """Personal data in what is published of a file: behind an escape of YAML or HTML, or parted by a line's end."""
    for text in shown:
        for found in privacy.personal_data(path, html.unescape(text), public):
            message = "Trang dựng từ tệp này có số hoặc địa chỉ riêng của ai đó."
            yield Problem(Place(path), found.code, message, found.hint)


def in_any_text(path: str, text: str, public: tuple[str, ...]) -> tuple[Problem, ...]:
    """What no file may hold, whatever it is."""
    return (*privacy.personal_data(path, text, public), *letters.broken_letters(path, text))


@remembered
def _wrong(files: Texts, today: dt.date, public: tuple[str, ...]) -> tuple[Problem, ...]:
    found = [problem for path, text in files for problem in in_any_text(path, text, public) if path != HOLIDAYS]
    return (*found, *schedule_checks.check_group(_schedule(files, today)))


@remembered
def _leaking(files: Texts, today: dt.date, public: tuple[str, ...]) -> tuple[Problem, ...]:
    schedule = _schedule(files, today)
    shown: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for output in of_wards.pages(Content(schedule, Library(), (), {}), ""):
        if output.uri.endswith(READABLE):
            text = output.content if isinstance(output.content, str) else output.content.decode("utf-8", "replace")
            shown[output.edit_path or output.uri][text] = None
    # Calendars say the same to many people.
    told = revisions.tell(schedule, NO_HISTORY)
    for said in (*told.public.values(), *told.own.values()):
        for one in said:
            path = sources.roster_path(schedule.rosters[one.occurrence.ward])
            shown[path]["\n".join(one.occurrence.texts)] = None
    return tuple(problem for path, texts in shown.items() for problem in leaks_in(path, texts, public))


def _schedule(files: Texts, today: dt.date) -> Schedule:
    texts = dict(files)
    return schedule_files.read_schedule(dict.fromkeys(texts, b""), texts, today, Notes())


def _files_of_groups(schedule: Schedule, texts: Mapping[str, str]) -> Iterator[Texts]:
    """The files of each group of wards, with the holidays, which are everybody's."""
    holidays = ((HOLIDAYS, texts[HOLIDAYS]),) if HOLIDAYS in texts else ()
    wards: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for path, text in texts.items():
        if path.startswith(f"{SCHEDULE}/") and path != HOLIDAYS:
            wards[path.split("/")[1]].append((path, text))
    for group in _groups(schedule, wards):
        yield (*holidays, *(file for ward in group for file in wards[ward]))


def _groups(schedule: Schedule, wards: Iterable[str]) -> list[list[str]]:
    """Wards of which one names another's person, or is named by it, in a roster, on a Saturday, among who came."""
    leader = {ward: ward for ward in wards}

    def first(ward: str) -> str:
        while leader[ward] != ward:
            leader[ward] = leader[leader[ward]]
            ward = leader[ward]
        return ward

    for ward, key in _named(schedule):
        home = key.partition("/")[0]
        if home != ward and home in leader and ward in leader:
            leader[max(first(home), first(ward))] = min(first(home), first(ward))
    found: defaultdict[str, list[str]] = defaultdict(list)
    for ward in leader:
        found[first(ward)].append(ward)
    return list(found.values())


def _named(schedule: Schedule) -> Iterator[tuple[str, str]]:
    """Every ward with every key that its files name."""
    for roster in schedule.rosters.values():
        yield from ((roster.ward, guest.key) for guest in roster.guests)
    for saturday in schedule.saturdays:
        yield from ((saturday.ward, assignment.key) for assignment in saturday.assignments)
        yield from ((saturday.ward, key) for key, _ in saturday.named)
    for results in schedule.results:
        yield from ((results.ward, key) for key, _ in results.attended)
