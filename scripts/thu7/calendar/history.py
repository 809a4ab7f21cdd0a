"""What the schedule's files said when, from git: what calendars need so that subscribed phones notice a change."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from thu7.system.git import complaint, git, repository
from thu7.text.problems import Place, Problem

_SECOND = dt.timedelta(seconds=1)


@dataclass(frozen=True)
class Commit:
    """One step of what was published."""

    moment: dt.datetime
    """When, in UTC; later than the step before."""
    changed: Mapping[str, bytes | None]
    """The files that changed, by path from the project's root, with what they say now; None where they are gone."""
    met: Mapping[str, int] = field(default_factory=dict)
    """How often each file had been changed by others, where this is a merge that brings their steps in."""
    name: str = field(default="", compare=False)
    """As git calls it."""


@dataclass(frozen=True)
class History:
    """The steps, oldest first. ``complete`` is False without git and in a shallow clone."""

    commits: tuple[Commit, ...]
    complete: bool
    trouble: Problem | None = None
    """Why there are none though there is a repository. Calendars made now would fall behind those that phones hold."""


NO_HISTORY = History((), complete=False)


def read_history(root: Path, folder: str = "schedule") -> History:
    """The commits that touched ``folder``, read once; no history where there is no repository.

    Of a merge only what it brought counts, at its own time: that is when it was published.
    """
    shallow = git(root, "rev-parse", "--is-shallow-repository")
    if shallow is not None and git(root, "rev-parse", "--verify", "--quiet", "HEAD") is None:
        return NO_HISTORY  # a repository without a commit
    options = ("--first-parent", "--diff-merges=first-parent", "--reverse", "--no-renames", "--relative")
    log = git(root, "log", "-z", "--raw", "--no-abbrev", "--format=%x01%ct %H", *options, "--", folder)
    if shallow is None or log is None:
        return _refused(root)
    steps = [_step(text) for text in log.decode("utf-8", "replace").split("\x01")[1:]]
    wanted = sorted({blob for *_, changed in steps for blob in changed.values() if blob})
    try:
        contents = dict(zip(wanted, _contents(root, wanted), strict=True))
    except (IndexError, ValueError):
        # A clone without the contents of old files, which git could not fetch now.
        return _refused(root)
    merges = _merges(root, folder)
    # When a merge joined a commit with others' that had touched the folder too; see ``_merges``.
    joined: dict[str, int] = {}
    for merge in merges.values():
        joined |= {commit: max(merge.seconds, joined.get(commit, 0)) for commit in merge.own}
    if merges:
        known = {commit: (seconds, commit, changed) for seconds, commit, changed in steps}
        order = (git(root, "rev-list", "--first-parent", "--reverse", "HEAD") or b"").decode().split()
        known = {commit: (merge.seconds, commit, {}) for commit, merge in merges.items()} | known
        steps = [known[commit] for commit in order if commit in known]
    commits: list[Commit] = []
    for seconds, commit, changed in steps:
        moment = dt.datetime.fromtimestamp(max(seconds, joined.get(commit, 0)), dt.UTC)
        if commits:
            # Clocks of several people differ; a stamp must rise all the same.
            moment = max(moment, commits[-1].moment + _SECOND)
        says = {path: contents[blob] if blob else None for path, blob in changed.items()}
        commits.append(Commit(moment, says, merges[commit].met if commit in merges else {}, commit))
    # Files without a single step stand in somebody else's repository.
    return History(tuple(commits), complete=shallow.strip() == b"false" and bool(commits))


def _refused(root: Path) -> History:
    """No history, and what git said; nothing is wrong where there is no repository."""
    folder = repository(root)
    if folder is None:
        return NO_HISTORY
    said = complaint(root, "log", "--max-count=1", "--format=")
    if said == "":
        found = ("Trên máy này không chạy được git, mà lịch cần lịch sử git của kho.", "Cài git rồi dựng lại.")
    elif said and "safe.directory" in said:
        found = (
            "git không đọc kho này vì thư mục thuộc về người dùng khác.",
            f"Chạy: git config --global --add safe.directory {folder.as_posix()}",
        )
    else:
        words = f" (git: {said.splitlines()[0]})" if said else ""
        found = (
            f"git không đọc được hết lịch sử của kho này{words}.",
            "Xem chỗ hỏng: git fsck. Rồi tải lại cả kho vào thư mục mới: git clone, không dùng --filter",
        )
    return History((), complete=False, trouble=Problem(Place(".git"), "git", *found))


def read_revision(root: Path, since: str | dt.date, folder: str = "schedule") -> dict[str, bytes] | None:
    """The files below ``folder`` as they stood at a revision, or where a day in Việt Nam began; None where git knows none."""
    if isinstance(since, dt.date):
        commit = git(root, "rev-list", "-1", "--first-parent", f"--before={since.isoformat()}T00:00:00+07:00", "HEAD")
    else:
        commit = git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{since}^{{commit}}")
    if not commit:
        return None
    listed = git(root, "ls-tree", "-r", "-z", commit.decode().strip(), "--", folder) or b""
    entries = [entry.partition("\t") for entry in listed.decode("utf-8", "replace").split("\0") if entry]
    blobs = [mark.split()[2] for mark, _, _ in entries]
    return dict(zip((path for _, _, path in entries), _contents(root, blobs), strict=True))


@dataclass(frozen=True)
class _Merge:
    """A merge whose other side had touched the folder, with the commits of its first side that had done so too."""

    seconds: int
    own: tuple[str, ...]
    met: Mapping[str, int]


def _merges(root: Path, folder: str) -> dict[str, _Merge]:
    """Those merges, by name.

    Whoever commits, pulls and pushes makes a merge whose first side was only theirs, while the second had been published. Git
    does not tell which was which; so what stands on the first side counts from the merge on, and what the second touched is
    touched by the merge. Else an event that phones hold from the second side could get an older stamp, and they would not
    take it.
    """
    found = {}
    listed = git(root, "log", "--first-parent", "--merges", "--format=%ct %H %P") or b""
    for line in listed.decode().splitlines():
        seconds, merge, first, *others = line.split()
        if not git(root, "rev-list", "-1", first, *(f"^{other}" for other in others)):
            continue  # the first side stood still: what was merged is a branch that nobody had published
        theirs = ("log", "-z", "--format=", "--name-only", "--no-renames", "--relative", *others, f"^{first}")
        paths = (git(root, *theirs, "--", folder) or b"").decode("utf-8", "replace").split("\0")
        met = Counter(path.strip("\n") for path in paths if path.strip("\n"))
        if met:
            own = ("rev-list", "--first-parent", first, *(f"^{other}" for other in others), "--", folder)
            found[merge] = _Merge(int(seconds), tuple((git(root, *own) or b"").decode().split()), met)
    return found


def _step(text: str) -> tuple[int, str, dict[str, str]]:
    """A commit's time and name, and its changed files with their blobs (empty for one that is gone)."""
    head, *fields = (field.strip("\n") for field in text.split("\0"))
    seconds, commit = head.split()
    changed = {}
    marks = iter(field for field in fields if field)
    for mark in marks:
        blob = mark.split()[3]
        changed[next(marks)] = "" if not blob.strip("0") else blob
    return int(seconds), commit, changed


def _contents(root: Path, blobs: list[str]) -> Iterator[bytes]:
    """What stands in each blob, in one call."""
    data = git(root, "cat-file", "--batch", stdin="\n".join(blobs)) or b""
    at = 0
    for _ in blobs:
        end = data.index(b"\n", at)
        size = int(data[at:end].split()[2])
        yield data[end + 1 : end + 1 + size]
        at = end + 1 + size + 1
