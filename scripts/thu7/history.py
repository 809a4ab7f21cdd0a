"""When a file last changed and how often, from git: what calendars need so that subscribed phones notice a change."""

from __future__ import annotations

import datetime as dt
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

BEGINNING = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Stamp:
    """The last change in UTC, and how many changes there were after the first."""

    changed: dt.datetime = BEGINNING
    revision: int = 0


@dataclass(frozen=True)
class History:
    """The stamps of files by path from the project's root. ``complete`` is False without git and in a shallow clone."""

    stamps: Mapping[str, Stamp]
    complete: bool

    def of(self, paths: Iterable[str]) -> Stamp:
        """The stamp of something made from several files: it changes when any of them does."""
        found = [self.stamps[path] for path in paths if path in self.stamps]
        return Stamp(max(s.changed for s in found), sum(s.revision for s in found)) if found else Stamp()


NO_HISTORY = History({}, complete=False)


def read_history(root: Path, folder: str = "schedule") -> History:
    """The commits that touched ``folder``, read once; no history where git or its folder is missing."""
    shallow = _git(root, "rev-parse", "--is-shallow-repository")
    log = _git(root, "log", "-z", "--format=%x01%ct", "--name-only", "--relative", "--no-renames", "--", folder)
    if shallow is None or log is None:
        return NO_HISTORY
    moments: dict[str, list[int]] = {}
    for commit in log.split("\x01")[1:]:
        stamp, _, names = commit.partition("\0")
        for name in filter(None, (name.strip("\n") for name in names.split("\0"))):
            moments.setdefault(name, []).append(int(stamp))
    stamps = {
        name: Stamp(dt.datetime.fromtimestamp(max(found), dt.UTC), len(found) - 1) for name, found in moments.items()
    }
    return History(stamps, complete=shallow.strip() == "false")


def _git(root: Path, *arguments: str) -> str | None:
    try:
        done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.decode("utf-8", "replace")
