"""What was shown of each ward, step after step: a step that made something wrong was refused, and what had been shown stayed.

The last change is to blame: where two wards share people and what one of them did makes something wrong in the other, that one's step
is refused, wherever the mistake stands.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from thu7 import folders, group_checks
from thu7.calendar.history import Commit, History
from thu7.folders import HOLIDAYS, SCHEDULE
from thu7.text import vietnamese
from thu7.text.problems import Notes, errors

_ELSEWHERE = re.compile(r"(?<![\w/-])([a-z0-9-]+)/[a-z0-9-]+")
"""How a person of another ward is named."""
Files = Mapping[str, bytes]


@dataclass
class Shown:
    """The wards' files as the last step left them, and as they are shown."""

    today: dt.date
    public: tuple[str, ...]
    judged: dt.date
    """The first day whose steps are judged; those before count as right."""
    strict: bool = False
    """Whether personal data counts as wrong too; whose number is public was another matter on another day, so what was told of
    the past hangs on the rules alone."""
    now: dict[str, dict[str, bytes]] = field(default_factory=dict)
    """By ward, what its files say."""
    wards: dict[str, dict[str, bytes]] = field(default_factory=dict)
    """By ward, what is shown of it."""
    since: dict[str, dt.datetime] = field(default_factory=dict)
    """When what is shown of a ward came."""
    came_beside: dict[str, set[str]] = field(default_factory=dict)
    """By ward that is gone, those that the same step touched."""
    naming: dict[str, set[str]] = field(default_factory=dict)
    """By ward, those whose people are named in what is shown of it; ``named_by`` the other way round."""
    named_by: dict[str, set[str]] = field(default_factory=dict)
    met: dict[str, int] = field(default_factory=dict)
    """By file, how often others had changed it, as merges say; until its ward is shown again."""
    holidays: bytes | None = None
    commits: list[Commit] = field(default_factory=list)
    """The steps as they were shown."""

    def take(self, commit: Commit) -> None:
        """Take a step of the history."""
        day = commit.moment.astimezone(vietnamese.HERE).date()
        changed = self._step(commit.changed, commit.moment, day if day >= self.judged else None)
        for path, times in commit.met.items():
            self.met[path] = self.met.get(path, 0) + times
        met = {path: self.met.pop(path) for path in [path for path in self.met if self._is_shown(path)]}
        self.commits.append(replace(commit, changed=changed, met=met))

    def take_folder(self, files: Files) -> None:
        """Take what stands in the folder and is not committed; it is judged as of today."""
        own = {path: data for path, data in files.items() if path.startswith(f"{SCHEDULE}/")}
        known = {path: data for files in self.now.values() for path, data in files.items()}
        if self.holidays is not None:
            known[HOLIDAYS] = self.holidays
        changed: dict[str, bytes | None] = {path: data for path, data in own.items() if known.get(path) != data}
        changed |= {path: None for path in known if path not in own}
        self._step(changed, None, self.today)

    def files(self) -> dict[str, bytes]:
        """What is shown of the schedule, in the order in which a folder is read."""
        shown = {path: data for own in self.wards.values() for path, data in own.items()}
        if self.holidays is not None:
            shown[HOLIDAYS] = self.holidays
        return {path: shown[path] for path in sorted(shown, key=lambda path: path.split("/"))}

    def held(self) -> list[str]:
        """The wards that are not shown as they stand."""
        return sorted(ward for ward in {*self.now, *self.wards} if self.now.get(ward) != self.wards.get(ward))

    def _step(
        self, changed: Mapping[str, bytes | None], moment: dt.datetime | None, day: dt.date | None
    ) -> dict[str, bytes | None]:
        """What a step shows; without a ``day`` by which to judge it, all of it."""
        touched: dict[str, None] = {}
        shown: dict[str, bytes | None] = {}
        for path, data in changed.items():
            if path == HOLIDAYS:
                self.holidays, shown[path] = data, data
            elif path.count("/") == 2:
                ward = path.split("/")[1]
                touched[ward] = None
                own = self.now.setdefault(ward, {})
                own.pop(path, None) if data is None else own.update({path: data})
        for ward in [ward for ward in touched if not self.now[ward]]:
            del self.now[ward]
            self.came_beside[ward] = set(touched)
        for ward in self._accepted(touched, day) if day else touched:
            shown |= self._show(ward, moment)
        return shown

    def _show(self, ward: str, moment: dt.datetime | None) -> dict[str, bytes | None]:
        """From now on a ward is shown as it stands; gives what that changes."""
        before, after = self.wards.get(ward, {}), self.now.get(ward, {})
        for other in self.naming.pop(ward, set()):
            self.named_by[other].discard(ward)
        for other in self.naming.setdefault(ward, _named(after)):
            self.named_by.setdefault(other, set()).add(ward)
        if after:
            self.wards[ward] = dict(after)
        else:
            self.wards.pop(ward, None)
        if moment:
            self.since[ward] = moment
        gone: dict[str, bytes | None] = {path: None for path in before if path not in after}
        return gone | {path: data for path, data in after.items() if before.get(path) != data}

    def unknown(self) -> set[str]:
        """The wards of which a merge brought steps of others while they are refused: what those had shown, nobody can tell."""
        return {path.split("/")[1] for path in self.met if path.count("/") == 2}

    def _accepted(self, touched: Mapping[str, None], day: dt.date) -> list[str]:
        """The wards whose present files are shown from this step on; those that were refused before are tried again."""
        held = self.held()
        waiting = [ward for ward in dict.fromkeys((*touched, *held)) if ward in held]
        if self._is_right(waiting, day):
            return waiting
        taken: list[str] = []
        order = sorted(waiting, key=lambda ward: ward not in self.now)
        found = True
        while found:
            found = False
            for ward in order:
                # A ward whose new folder is refused does not go from its old one.
                beside = self.came_beside.get(ward, set()) if ward not in self.now else set()
                if ward in taken or any(other in self.now and other not in taken for other in beside & set(order)):
                    continue
                if self._is_right([*taken, ward], day):
                    taken.append(ward)
                    found = True
        return taken

    def _is_right(self, taken: list[str], day: dt.date) -> bool:
        """Whether nothing is wrong in what is shown, with the present files of these wards, among them and whoever shares people
        with them."""
        tried = dict(self.wards)
        for ward in taken:
            if ward in self.now:
                tried[ward] = self.now[ward]
            else:
                tried.pop(ward, None)
        return all(self._right_together(tried, group, day) for group in self._groups(tried, taken))

    def _groups(self, wards: Mapping[str, Files], begin: list[str]) -> Iterator[list[str]]:
        """These wards with all that share people with them, those that name each other's together."""
        own = {ward: _named(wards[ward]) if ward in wards else set() for ward in begin}

        def named(ward: str) -> set[str]:
            return own[ward] if ward in own else self.naming.get(ward, set())

        def around(ward: str) -> set[str]:
            by = {one for one in {*self.named_by.get(ward, ()), *own} if ward in named(one)}
            return {one for one in named(ward) | by if one in wards and one != ward}

        seen: set[str] = set()
        # Of a ward that is gone, those who name its people are left.
        for first in (one for ward in begin for one in ([ward] if ward in wards else sorted(around(ward)))):
            group, left = set(), [first]
            while left:
                ward = left.pop()
                if ward not in group:
                    group.add(ward)
                    left += around(ward)
            if not group <= seen:
                seen |= group
                yield sorted(group)

    def _right_together(self, wards: Mapping[str, Files], group: list[str], day: dt.date) -> bool:
        notes = Notes()
        own = {path: data for ward in group for path, data in wards[ward].items()}
        if self.holidays is not None:
            own[HOLIDAYS] = self.holidays
        texts = folders.decoded(own, notes)
        if errors(notes.problems) or errors(folders.unwanted(own)):
            return False
        return group_checks.is_right(tuple(sorted(texts.items())), day, self.public if self.strict else None)

    def _is_shown(self, path: str) -> bool:
        ward = path.split("/")[1] if path.count("/") == 2 else ""
        return not ward or self.now.get(ward) == self.wards.get(ward)


def shown(history: History, today: dt.date, public: tuple[str, ...] = (), *, strict: bool = False) -> Shown:
    """What was shown of the wards, step after step.

    Args:
        public: the numbers that are listed as such.
        strict: whether personal data counts as wrong.
    """
    # From the half of a year before this one on: what was told of a step must not change with every day that passes.
    judged = dt.date(today.year, 1, 1) if today.month > 6 else dt.date(today.year - 1, 7, 1)
    found = Shown(today, public, judged, strict)
    for commit in history.commits:
        found.take(commit)
    return found


def as_shown(history: History, today: dt.date) -> History:
    """The history without what was refused, each step with what it showed."""
    return replace(history, commits=tuple(shown(history, today).commits))


def _named(files: Files) -> set[str]:
    """The wards whose people files may name."""
    return {ward for data in files.values() if b"/" in data for ward in _named_in(data)}


@functools.lru_cache(maxsize=65536)
def _named_in(data: bytes) -> frozenset[str]:
    return frozenset(_ELSEWHERE.findall(data.decode("utf-8", "replace")))
