"""What of a project is shown as it last was right: a mistake in one ward, or in one guide, stops that one alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from thu7 import project
from thu7.calendar.history import History
from thu7.folders import GUIDES, LISTS, SCHEDULE
from thu7.project import Project
from thu7.sources import Held
from thu7.text import problems, vietnamese
from thu7.text.problems import Problem

SHARED = frozenset(
    [
        "twice",
        "over-limit",
        "no-rest",
        "away",
        "unable",
        "unknown-person",
        "new-alone",
        "same-name",
        "missing-link",
        "missing-anchor",
        "missing-image",
        "double-address",
        "certificate-odd",
    ]
)
"""Mistakes that can stand in one ward, or page, because another was changed."""
_DEPENDING = SHARED | {"unknown-text", "unknown-fact"}
SUSPECTS = 8
"""Others that are tried for one such mistake: what was changed last first."""
STEPS = 3
"""Versions of one unit that are tried while all that is wrong in it may come from elsewhere: a list that all share, most likely."""
MOST = 100
"""Checks in search of what was right."""

Files = Mapping[str, bytes]
VersionsOf = Callable[[str], "Sequence[Version] | None"]


@dataclass(frozen=True)
class Version:
    """A ward, or a page, as one step left it."""

    moment: dt.datetime
    files: Files


def unit_of(path: str) -> str | None:
    """The ward or the page that a file belongs to, as the beginning of its files' names; None where it belongs to all."""
    parts = path.split("/")
    if len(parts) == 3 and parts[0] == SCHEDULE:
        return f"{SCHEDULE}/{parts[1]}/"
    if len(parts) == 3 and parts[0] == GUIDES and path not in LISTS:
        return f"{GUIDES}/{parts[1]}/{parts[2].split('.')[0]}."
    return None


def versions(history: History, unit: str) -> Iterator[Version]:
    """A unit as each step left it, the last one first; steps that took all of its files away are none."""
    files: dict[str, bytes] = {}
    found: list[Version] = []
    for commit in history.commits:
        own = {path: data for path, data in commit.changed.items() if path.startswith(unit)}
        files |= {path: data for path, data in own.items() if data is not None}
        for path in [path for path, data in own.items() if data is None]:
            files.pop(path, None)
        if own and files:
            found.append(Version(commit.moment, dict(files)))
    return reversed(found)


def publishable(
    files: Files, today: dt.date, secret: str, versions_of: VersionsOf
) -> tuple[Project, tuple[Problem, ...]] | None:
    """The project with those wards and pages as they last were in which something is wrong now, and all that is wrong.

    Whatever the others share with them is checked against what is shown.

    Args:
        versions_of: gives a unit's versions, the newest first; None where nobody knows all of them.

    Returns:
        None where that cannot be: the mistake stands in what all share, or no version is right any more.
    """
    found = project.read(files, today, secret)
    wrong = found.problems
    search = _Search(files, versions_of, today, secret)
    while mistakes := problems.errors(found.problems):
        units = [unit_of(problem.place.path) for problem in mistakes]
        if None in units or not search.step_back(mistakes):
            return None
        found = project.read(search.files, today, secret)
    return replace(found, held=search.held(wrong)), wrong


class _Search:
    """Which version of each unit is taken; it begins with all as they are."""

    def __init__(self, files: Files, versions_of: VersionsOf, today: dt.date, secret: str) -> None:
        self.files, self.now = files, files
        self.versions_of, self.today, self.secret = versions_of, today, secret
        self.left: dict[str, list[Version]] = {}
        """By unit, the versions that were not tried yet, the next one first; only of units that were looked at."""
        self.taken: dict[str, Version | None] = {}
        """The version that stands in place of what is there now; None where there never was one, so that it is left out."""
        self.sound: set[str] = set()
        """The units of which one version had no mistake of its own: they may have been shown."""
        self.vain: dict[str | None, int] = {}
        """By unit, how often in a row nothing was wrong in it but what may come from elsewhere."""
        self.checks = 0

    def step_back(self, mistakes: Sequence[Problem]) -> bool:
        """Take an older version of the unit that is to blame for the first mistake; False where there is none."""
        own: dict[str | None, bool] = {}
        for mistake in mistakes:
            unit = unit_of(mistake.place.path)
            own[unit] = own.get(unit, False) or mistake.code not in _DEPENDING
        self.sound.update(unit for unit, broken in own.items() if unit and not broken)
        self.vain = {unit: self.vain.get(unit, 0) + 1 if not broken else 0 for unit, broken in own.items()}
        first = mistakes[0]
        unit = unit_of(first.place.path)
        assert unit, "only mistakes of units come here"
        blamed = next(self._suspects(first, unit), unit) if first.code in SHARED else unit
        return self.vain[unit] <= STEPS and self._take(blamed)

    def held(self, wrong: Sequence[Problem]) -> tuple[Held, ...]:
        """What was taken, with how many mistakes stand in what is there now."""
        found = problems.errors(wrong)
        return tuple(
            Held(
                unit,
                taken.moment if taken else None,
                sum(1 for problem in found if problem.place.path.startswith(unit)),
            )
            for unit, taken in sorted(self.taken.items())
        )

    def _suspects(self, mistake: Problem, unit: str) -> Iterator[str]:
        """The units that were changed later than the one in which a mistake stands, and without whose change it is gone."""
        kind = unit.split("/")[0]
        others = {one for path in self.files if path.startswith(f"{kind}/") and (one := unit_of(path))} - {unit}
        own = self._moment(unit)
        later = sorted(((self._moment(one), one) for one in others), reverse=True)
        for moment, one in later[:SUSPECTS]:
            if moment > own and (before := self._remaining(one)):
                self.checks += 1
                tried = project.read(_with(self.files, one, before[0].files), self.today, self.secret)
                if mistake not in tried.problems:
                    yield one

    def _take(self, unit: str) -> bool:
        self.checks += 1
        remaining = self._remaining(unit)
        if self.checks > MOST or self.versions_of(unit) is None or (not remaining and unit in self.sound):
            return False
        # What never was right was never shown: it stays away until it is.
        taken = remaining.pop(0) if remaining else None
        self.taken[unit] = taken
        self.files = _with(self.files, unit, taken.files if taken else {})
        return True

    def _moment(self, unit: str) -> dt.datetime:
        """When the unit came to be as it is taken now; what no step knows is the newest of all."""
        if taken := self.taken.get(unit):
            return taken.moment
        known = self.versions_of(unit)
        return (
            known[0].moment
            if known and _of(self.now, unit) == known[0].files
            else dt.datetime.max.replace(tzinfo=dt.UTC)
        )

    def _remaining(self, unit: str) -> list[Version]:
        if unit not in self.left:
            now = _of(self.now, unit)
            self.left[unit] = [version for version in self.versions_of(unit) or () if version.files != now]
        return self.left[unit]


def _of(files: Files, unit: str) -> dict[str, bytes]:
    return {path: data for path, data in files.items() if path.startswith(unit)}


def _with(files: Files, unit: str, own: Files) -> dict[str, bytes]:
    """The files with another version of a unit, in the order in which a folder is read."""
    others = {path: data for path, data in files.items() if not path.startswith(unit)}
    merged = {**others, **own}
    return {
        path: merged[path]
        for path in sorted(merged, key=lambda path: (_FOLDERS.get(path.split("/")[0], 9), path.split("/")))
    }


_FOLDERS = {GUIDES: 0, SCHEDULE: 1}


def as_held(history: History, held: Sequence[Held]) -> History:
    """The history without the steps that are not shown: stamps are those of what is."""
    if not held:
        return history

    def shown(path: str, moment: dt.datetime) -> bool:
        return all(not path.startswith(one.unit) or (one.since is not None and moment <= one.since) for one in held)

    commits = (
        replace(
            commit,
            changed={path: data for path, data in commit.changed.items() if shown(path, commit.moment)},
            met={path: times for path, times in commit.met.items() if shown(path, commit.moment)},
        )
        for commit in history.commits
    )
    return replace(history, commits=tuple(commits))


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
    return f"{name}: giữ bản lúc {one.since.astimezone(vietnamese.HERE):%H:%M} ngày {vietnamese.date(one.since.astimezone(vietnamese.HERE).date())}, {why}."
