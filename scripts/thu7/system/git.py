"""git, as it is on this machine."""

from __future__ import annotations

import subprocess
from pathlib import Path


def git(root: Path, *arguments: str, stdin: str = "") -> bytes | None:
    """What a git command prints, run in ``root``; None where git or its folder is missing, or it fails."""
    try:
        done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=True, input=stdin.encode())
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout


def repository(root: Path) -> Path | None:
    """The folder of the repository that ``root`` lies in, seen without git; None outside of any."""
    return next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), None)


def complaint(root: Path, *arguments: str) -> str | None:
    """What git says, in the machine's language, of a command that it refuses; an empty text without git, None where all is well."""
    try:
        done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=False)
    except OSError:
        return ""
    return done.stderr.decode("utf-8", "replace").strip() or "?" if done.returncode else None
