"""What of a project is shown as it last was right: a mistake in one ward, or in one guide, stops that one alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from thu7 import project
from thu7 import shown as shown_wards
from thu7.calendar.history import History
from thu7.folders import DOCS, GUIDES, LISTS, SCHEDULE
from thu7.project import Project
from thu7.shown import Shown
from thu7.sources import Held
from thu7.text import problems, vietnamese
from thu7.text.problems import Problem

MOST = 60
"""Versions of a guide that are looked at."""

Files = Mapping[str, bytes]


@dataclass(frozen=True)
class Version:
    """A page as one step left it, and how the whole project stood then."""

    moment: dt.datetime
    files: Files
    wrong: Callable[[], Collection[str]]
    """Gives the units in which something was wrong at that time."""


VersionsOf = Callable[[str], Sequence[Version]]


@dataclass(frozen=True)
class Publishable:
    """A project as it can be shown."""

    project: Project
    """Without an error: wards and pages that have one now stand as they last were right."""
    wrong: tuple[Problem, ...]
    """All that is wrong now."""
    history: History
    """The schedule's steps as they were shown."""


def unit_of(path: str) -> str | None:
    """The ward or the page that a file belongs to, as the beginning of its files' names; None where it belongs to all."""
    parts = path.split("/")
    if len(parts) == 3 and parts[0] == SCHEDULE:
        return f"{SCHEDULE}/{parts[1]}/"
    if len(parts) == 3 and parts[0] == GUIDES and path not in LISTS:
        return f"{GUIDES}/{parts[1]}/{parts[2].split('.')[0]}."
    return None


def publishable(
    files: Files, today: dt.date, secret: str, history: History, versions_of: VersionsOf
) -> Publishable | tuple[Problem, ...]:
    """The project as it can be shown.

    A ward stands as it was shown last; a page as it was when it was last right, never older. Where that is not right today, something
    else is wrong: then nothing is shown anew.

    Args:
        history: the schedule's; where it is not complete nothing is held, for nobody knows what was shown.
        versions_of: gives a page's versions, the newest first.

    Returns:
        What is wrong, where it stands in the way of all.
    """
    found = project.read(files, today, secret)
    wrong, mistakes = found.problems, problems.errors(found.problems)
    told = shown_wards.as_shown(history, today)
    if not mistakes:
        return Publishable(found, wrong, told)
    units = [unit_of(problem.place.path) for problem in mistakes]
    if not history.complete or None in units:
        return wrong
    held: dict[str, dt.datetime | None] = {}
    if any(unit and unit.startswith(f"{SCHEDULE}/") for unit in units):
        wards = shown_wards.shown(history, today, found.library.public_numbers, strict=True)
        known = set(wards.now)
        wards.take_folder(files)
        if wards.unknown() or any(ward not in known and ward not in wards.wards for ward in wards.now):
            return wrong  # nobody knows what was shown of a ward that git does not know, or that others had changed too
        held |= {f"{SCHEDULE}/{ward}/": wards.since.get(ward) if ward in wards.wards else None for ward in wards.held()}
        files = _with_wards(files, wards)
        found = project.read(files, today, secret)
    for unit in sorted({unit_of(problem.place.path) or "" for problem in problems.errors(found.problems)}):
        version = _last_right(unit, files, versions_of(unit)) if unit.startswith(f"{GUIDES}/") else None
        if version is None:
            return wrong
        held[unit] = version.moment if version.files else None
        files = _with_page(files, unit, version.files)
    if held:
        found = project.read(files, today, secret)
    if problems.errors(found.problems):
        return wrong
    count = {unit: sum(1 for one in mistakes if one.place.path.startswith(unit)) for unit in held}
    named = tuple(Held(unit, since, count[unit]) for unit, since in sorted(held.items()))
    return Publishable(replace(found, held=named), wrong, _without(told, held))


def _without(history: History, held: Mapping[str, dt.datetime | None]) -> History:
    """The steps but for those of what is held that came later than what is shown of it."""

    def is_shown(path: str, moment: dt.datetime) -> bool:
        since = [since for unit, since in held.items() if path.startswith(unit)]
        return not since or (since[0] is not None and moment <= since[0])

    commits = (
        replace(
            commit,
            changed={path: data for path, data in commit.changed.items() if is_shown(path, commit.moment)},
            met={path: times for path, times in commit.met.items() if is_shown(path, commit.moment)},
        )
        for commit in history.commits
    )
    return replace(history, commits=tuple(commits))


def _last_right(unit: str, files: Files, versions: Sequence[Version]) -> Version | None:
    """The newest version of a page that was right at its time; one without files where none ever was; None where the page is right by
    itself, so that something else is wrong, or nobody knows."""
    now = {path: data for path, data in files.items() if path.startswith(unit)}
    for version in versions[:MOST]:
        if unit not in version.wrong():
            return None if version.files == now else version
    # What never was right was never shown: it stays away until it is.
    return Version(dt.datetime.min, {}, tuple) if versions and len(versions) <= MOST else None


def _with_wards(files: Files, wards: Shown) -> dict[str, bytes]:
    own = {path: data for path, data in files.items() if not path.startswith(f"{SCHEDULE}/")}
    return _in_order({**own, **wards.files()})


def _with_page(files: Files, unit: str, own: Files) -> dict[str, bytes]:
    return _in_order({**{path: data for path, data in files.items() if not path.startswith(unit)}, **own})


def _in_order(files: Files) -> dict[str, bytes]:
    """As a folder is read."""
    order = {GUIDES: 0, SCHEDULE: 1, DOCS: 2}
    return {
        path: files[path]
        for path in sorted(files, key=lambda path: (order.get(path.split("/")[0], 3), path.split("/")))
    }


def changes_as_held(changed: Mapping[str, dt.datetime], held: Sequence[Held]) -> dict[str, dt.datetime]:
    """When each file last changed, those that are held as of what is shown of them."""
    shown = dict(changed)
    for one in held:
        for path in [path for path in shown if path.startswith(one.unit)]:
            shown.pop(path)
            if one.since:
                shown[path] = min(one.since, changed[path])
    return shown


def report(held: Sequence[Held]) -> str:
    """One line for each: since when it stands as it stands, and what stops it."""
    return "\n".join(map(_line, held))


def _line(one: Held) -> str:
    name = one.unit.rstrip("/.")
    why = f"vì bản mới còn {one.mistakes} lỗi" if one.mistakes else "vì bản mới làm nơi khác có lỗi"
    if one.since is None:
        return f"{name}: chưa đăng, {why}."
    here = one.since.astimezone(vietnamese.HERE)
    return f"{name}: giữ bản lúc {here:%H:%M} ngày {vietnamese.date(here.date())}, {why}."
