"""git, as it is on this machine."""

from __future__ import annotations

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


def _run(root: Path, arguments: Sequence[str], stdin: str = "") -> subprocess.CompletedProcess[bytes] | None:
    """A git command that has ended, well or not; None where there is no git, or no such folder."""
    try:
        return subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=False, input=stdin.encode())
    except OSError:
        return None
