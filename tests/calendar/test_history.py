"""What git tells of a schedule: its steps in their order, merges, shallow clones."""

import datetime as dt
import subprocess
from pathlib import Path

import pytest
from repositories import commit, git
from thu7.calendar.history import NO_HISTORY, Commit, History, read_history


def at(when: int) -> dt.datetime:
    return dt.datetime.fromtimestamp(1_790_000_000 + when, dt.UTC)


def test_every_step_is_told_with_what_its_files_said(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    commit(tmp_path, "schedule/a/roster.yml", "1", 10)
    commit(tmp_path, "schedule/a/2026-11-28.yml", "lễ\n", 20)
    commit(tmp_path, "schedule/a/2026-11-28.yml", "", 30)
    commit(tmp_path, "guides/x.md", "1", 40)
    git(tmp_path, "rm", "-q", "schedule/a/2026-11-28.yml")
    git(tmp_path, "commit", "-m", "x", when=50)
    history = read_history(tmp_path)
    assert history == History(
        (
            Commit(at(10), {"schedule/a/roster.yml": b"1"}),
            Commit(at(20), {"schedule/a/2026-11-28.yml": "lễ\n".encode()}),
            Commit(at(30), {"schedule/a/2026-11-28.yml": b""}),
            Commit(at(50), {"schedule/a/2026-11-28.yml": None}),
        ),
        complete=True,
    )


def test_moments_rise_though_clocks_differ(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    commit(tmp_path, "schedule/a/roster.yml", "1", 10)
    commit(tmp_path, "schedule/a/roster.yml", "2", 5)
    assert [step.moment for step in read_history(tmp_path).commits] == [at(10), at(11)]


def test_a_merge_counts_when_it_is_merged(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    commit(tmp_path, "schedule/a/roster.yml", "1", 10)
    git(tmp_path, "checkout", "-q", "-b", "side")
    commit(tmp_path, "schedule/a/roster.yml", "2", 20)
    commit(tmp_path, "schedule/a/roster.yml", "3", 30)
    git(tmp_path, "checkout", "-q", "main")
    git(tmp_path, "branch", "again")
    git(tmp_path, "merge", "--no-ff", "-m", "x", "side", when=60)
    assert read_history(tmp_path).commits[1:] == (Commit(at(60), {"schedule/a/roster.yml": b"3"}),)
    # Where main went on meanwhile, nobody can tell which side had been published.
    git(tmp_path, "checkout", "-q", "again")
    commit(tmp_path, "x", "1", 35)
    git(tmp_path, "merge", "--no-ff", "-m", "x", "side", when=60)
    met = {"schedule/a/roster.yml": 2}
    assert read_history(tmp_path).commits[1:] == (Commit(at(60), {"schedule/a/roster.yml": b"3"}, met),)


def test_a_project_below_the_repositorys_root(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    commit(tmp_path, "ward/schedule/a/roster.yml", "1", 10)
    assert read_history(tmp_path / "ward").commits == (Commit(at(10), {"schedule/a/roster.yml": b"1"}),)


def test_what_a_merge_met_counts_from_the_merge_on(tmp_path: Path) -> None:
    """A secretary commits, pulls what the web pencil has published meanwhile, and pushes: git makes theirs the first side."""
    git(tmp_path, "init", "-q", "-b", "main")
    commit(tmp_path, "schedule/a/roster.yml", "1", 10)
    git(tmp_path, "branch", "web")
    commit(tmp_path, "schedule/a/roster.yml", "2", 20)
    git(tmp_path, "checkout", "-q", "web")
    commit(tmp_path, "schedule/a/2026-11-28.yml", "x", 30)
    git(tmp_path, "rm", "-q", "schedule/a/2026-11-28.yml")
    git(tmp_path, "commit", "-m", "x", when=40)
    git(tmp_path, "checkout", "-q", "main")
    git(tmp_path, "merge", "-q", "--no-ff", "-m", "x", "web", when=50)
    commits = read_history(tmp_path).commits
    assert [one.moment for one in commits] == [at(10), at(50), at(51)]
    # The web's two steps left no trace in the files; phones that saw them hold their stamps.
    assert commits[-1] == Commit(at(51), {}, {"schedule/a/2026-11-28.yml": 2})
    # A side that left the schedule alone moves nothing.
    git(tmp_path, "checkout", "-q", "-b", "guide")
    commit(tmp_path, "guides/x.md", "1", 60)
    git(tmp_path, "checkout", "-q", "main")
    commit(tmp_path, "schedule/a/roster.yml", "3", 70)
    git(tmp_path, "merge", "-q", "--no-ff", "-m", "x", "guide", when=80)
    assert [one.moment for one in read_history(tmp_path).commits] == [at(10), at(50), at(51), at(70)]


def test_a_shallow_clone_is_noticed(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "one")
    commit(tmp_path / "one", "schedule/a/roster.yml", "1", 10)
    commit(tmp_path / "one", "schedule/a/roster.yml", "2", 20)
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{tmp_path / 'one'}", "two")
    assert not read_history(tmp_path / "two").complete


def test_without_git_there_is_no_history(tmp_path: Path) -> None:
    assert read_history(tmp_path) is NO_HISTORY
    assert read_history(tmp_path / "missing") is NO_HISTORY


def _one_commit(root: Path) -> Path:
    git(root, "init", "-q")
    commit(root, "schedule/a/roster.yml", "1", 10)
    commit(root, "schedule/a/roster.yml", "2", 20)
    return root


def test_a_repository_that_git_refuses_is_named_with_the_command_that_mends_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = _one_commit(tmp_path) / "schedule"
    # git's own switch for its own tests of this.
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setenv("HOME", str(tmp_path))
    found = read_history(inner)
    assert found.trouble and not found.commits
    assert found.trouble.hint == f"Chạy: git config --global --add safe.directory {tmp_path}"
    subprocess.run(["git", "config", "--global", "--add", "safe.directory", str(tmp_path)], check=True)
    assert read_history(tmp_path).complete


def test_a_missing_git_is_named_where_there_is_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _one_commit(tmp_path)
    monkeypatch.setenv("PATH", "")
    found = read_history(tmp_path)
    assert found.trouble and "không chạy được git" in found.trouble.message
    assert read_history(tmp_path.parent) is NO_HISTORY


@pytest.mark.parametrize("kind", ["commit", "blob"])
def test_a_damaged_history_is_named(tmp_path: Path, kind: str) -> None:
    _one_commit(tmp_path)
    name = {"commit": "HEAD~1", "blob": "HEAD~1:schedule/a/roster.yml"}[kind]
    lost = subprocess.run(
        ["git", "rev-parse", name], cwd=tmp_path, check=True, capture_output=True, text=True
    ).stdout.strip()
    (tmp_path / ".git/objects" / lost[:2] / lost[2:]).unlink()
    found = read_history(tmp_path)
    assert found.trouble and "git fsck" in str(found.trouble.hint)
    assert found.commits == ()


def test_a_repository_without_a_commit_has_no_history_and_no_trouble(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    assert read_history(tmp_path) is NO_HISTORY


def test_files_in_somebody_elses_repository_have_no_history(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    git(tmp_path, "commit", "--allow-empty", "-m", "x")
    (tmp_path / "inner/schedule").mkdir(parents=True)
    (tmp_path / "inner/schedule/holidays.yml").write_text("x", "utf-8")
    assert not read_history(tmp_path / "inner").complete
