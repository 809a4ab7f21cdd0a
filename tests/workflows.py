"""A workflow's steps run as a runner runs them: ``if``, ``env`` and ``run`` are read from the file; what it ``uses`` is noted."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from projects import REPOSITORY

DEPLOY = REPOSITORY / "scripts/deploy"
_WORDS = re.compile(r"'[^']*'|[a-z_]+(?:\.\w+)+|&&|\|\||==|!=|\w+\(\)|[()]|\S")


def load(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((DEPLOY / name).read_text("utf-8"))
    return loaded


@dataclass
class Run:
    """What came of a job: its steps in order, what they printed, and whether all went well."""

    ok: bool = True
    done: list[str] = field(default_factory=list)
    said: str = ""
    secrets: dict[str, str] = field(default_factory=dict)
    """The secret that each step had in its environment."""


def value(expression: str, known: Mapping[str, str], ok: bool = True) -> Any:
    """An expression of GitHub's language, as far as our workflows speak it; a name that nobody knows is an error."""
    spoken = {"&&": "and", "||": "or", "always()": "True", "success()": str(ok)}
    words = [
        repr(known[word]) if "." in word and not word.startswith("'") else spoken.get(word, word)
        for word in _WORDS.findall(expression)
    ]
    return eval(" ".join(words), {"__builtins__": {}})


def filled(text: str, known: Mapping[str, str]) -> str:
    return re.sub(r"\$\{\{(.*?)\}\}", lambda found: str(value(found[1], known)), text)


def environment(own: Mapping[str, str]) -> dict[str, str]:
    """Ours as the first program, nothing of this machine's own CI or secrets."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith(("GIT", "THU7", "CI"))}
    return {**kept, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8", **own}


def run(job: Mapping[str, Any], folder: Path, known: Mapping[str, str], own: Mapping[str, str], shell: str) -> Run:
    """The steps of a job, but for what installs; each in its own shell, as ``shell -e``."""
    came = Run()
    for step in job["steps"]:
        wanted = step.get("if", "success()")
        if not value(wanted if "always()" in wanted else f"success() && ({wanted})", known, came.ok):
            continue
        name = step.get("uses") or step.get("name") or step["run"].splitlines()[0]
        settings = {key: filled(text, known) for key, text in step.get("env", {}).items()}
        came.secrets |= {f"{name}: {key}": settings[key] for key in ("THU7_SECRET", "KEY") if settings.get(key)}
        if "pip install" in step.get("run", ""):
            continue
        came.done.append(name)
        if "run" in step:
            came.ok &= _shell([shell, "-e", "-c", filled(step["run"], known)], folder, {**own, **settings}, came)
    return came


def script(lines: Sequence[str], folder: Path, own: Mapping[str, str]) -> Run:
    """Lines of a GitLab job as its runner puts them together."""
    came = Run(done=list(lines))
    came.ok = _shell(["bash", "-eo", "pipefail", "-c", "\n".join(lines)], folder, own, came)
    return came


def _shell(command: Sequence[str], folder: Path, own: Mapping[str, str], came: Run) -> bool:
    done = subprocess.run(
        command, cwd=folder, env=environment(own), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    )
    came.said += done.stdout
    return done.returncode == 0
