"""git, as it is on this machine."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path


def git(root: Path, *arguments: str, stdin: str = "") -> bytes | None:
    """What a git command prints, run in ``root``; None where git or its folder is missing, or it fails."""
    done = _run(root, arguments, stdin)
    return done.stdout if done and not done.returncode else None


def repository(root: Path) -> Path | None:
    """The folder of the repository that ``root`` lies in, seen without git; None outside of any."""
    return next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), None)


def complaint(root: Path, *arguments: str) -> str | None:
    """What git says, in the machine's language, of a command that it refuses; an empty text without git, None where all is well."""
    done = _run(root, arguments)
    if done is None:
        return ""
    return done.stderr.decode("utf-8", "replace").strip() or "?" if done.returncode else None


def last_changes(root: Path, *folders: str) -> dict[str, dt.datetime]:
    """When each file in these folders was last changed, by path from ``root``; empty where git cannot know: without it, or in a
    shallow clone, whose first commit seems to have made all.
    """
    if git(root, "rev-parse", "--is-shallow-repository") != b"false\n":
        return {}
    options = ("-z", "--name-only", "--no-renames", "--first-parent", "--diff-merges=first-parent", "--relative")
    log = git(root, "log", "--format=%x01%ct", *options, "--", *folders)
    found: dict[str, dt.datetime] = {}
    for step in (log or b"").decode("utf-8", "replace").split("\x01")[1:]:
        seconds, *paths = filter(None, step.replace("\n", "\0").split("\0"))
        for path in paths:
            found.setdefault(path, dt.datetime.fromtimestamp(int(seconds), dt.UTC))
    return found


def changed_since(root: Path, revision: str) -> frozenset[str] | None:
    """The files that are not as they were where the work parted from ``revision``, by path from ``root``, those that git does not
    know yet too; None where git cannot compare.
    """
    commit = git(root, "rev-parse", "--quiet", "--verify", f"{revision}^{{commit}}")
    if commit is None:
        return None
    changed = git(
        root, "diff", "--merge-base", "-z", "--name-only", "--no-renames", "--relative", commit.decode().strip()
    )
    new = git(root, "ls-files", "-z", "--others", "--exclude-standard")
    if changed is None or new is None:
        return None
    return frozenset(filter(None, os.fsdecode(changed + new).split("\0")))


def _run(root: Path, arguments: Sequence[str], stdin: str = "") -> subprocess.CompletedProcess[bytes] | None:
    """A git command that has ended, well or not; None where there is no git, or no such folder."""
    try:
        return subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=False, input=stdin.encode())
    except OSError:
        return None
