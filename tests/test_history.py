import datetime as dt
import os
import subprocess
from pathlib import Path

from thu7.history import NO_HISTORY, Stamp, read_history


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


def at(when: int) -> dt.datetime:
    return dt.datetime.fromtimestamp(1_790_000_000 + when, dt.UTC)


def test_stamps_tell_the_last_change_and_how_many(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    commit(tmp_path, "schedule/a/roster.yml", "1", 10)
    commit(tmp_path, "schedule/a/2026-11-28.yml", "1", 20)
    commit(tmp_path, "schedule/a/2026-11-28.yml", "2", 30)
    commit(tmp_path, "guides/x.md", "1", 40)
    history = read_history(tmp_path)
    assert history.complete
    assert history.of(["schedule/a/2026-11-28.yml"]) == Stamp(at(30), 1)
    assert history.of(["schedule/a/roster.yml", "schedule/a/2026-11-28.yml"]) == Stamp(at(30), 1)
    assert history.of(["schedule/a/2027-01-02.yml"]) == Stamp()


def test_a_project_below_the_repositorys_root(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    commit(tmp_path, "ward/schedule/a/roster.yml", "1", 10)
    assert read_history(tmp_path / "ward").of(["schedule/a/roster.yml"]) == Stamp(at(10), 0)


def test_a_shallow_clone_is_noticed(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "one")
    commit(tmp_path / "one", "schedule/a/roster.yml", "1", 10)
    commit(tmp_path / "one", "schedule/a/roster.yml", "2", 20)
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{tmp_path / 'one'}", "two")
    assert not read_history(tmp_path / "two").complete


def test_without_git_there_is_no_history(tmp_path: Path) -> None:
    assert read_history(tmp_path) is NO_HISTORY
    assert read_history(tmp_path / "missing") is NO_HISTORY
