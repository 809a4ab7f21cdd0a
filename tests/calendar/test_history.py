"""What git tells of a schedule: its steps in their order, merges, shallow clones."""

import datetime as dt
from pathlib import Path

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


def test_files_in_somebody_elses_repository_have_no_history(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    git(tmp_path, "commit", "--allow-empty", "-m", "x")
    (tmp_path / "inner/schedule").mkdir(parents=True)
    (tmp_path / "inner/schedule/holidays.yml").write_text("x", "utf-8")
    assert not read_history(tmp_path / "inner").complete
