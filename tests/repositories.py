"""Git repositories whose commits have a time of their own."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


def git(folder: Path, *arguments: str, when: int = 0) -> None:
    moment = f"{1_790_000_000 + when} +0700"
    settings = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment, "GIT_CONFIG_GLOBAL": os.devnull}
    named = ("-c", "user.name=t", "-c", "user.email=t")
    subprocess.run(
        ["git", *named, *arguments], cwd=folder, check=True, capture_output=True, env={**os.environ, **settings}
    )


def commit(root: Path, path: str, text: str, when: int) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, "utf-8")
    git(root, "add", ".", when=when)
    git(root, "commit", "-m", "x", when=when)
