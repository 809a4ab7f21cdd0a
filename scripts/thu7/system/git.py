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
