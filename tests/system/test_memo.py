"""What was answered is kept on this machine, and never believed where it was damaged, foreign, or made by other code."""

from __future__ import annotations

import datetime as dt
import pickle
import sqlite3
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from thu7.system import memo
from thu7.text.problems import Place, Problem, Severity

FOUND = (Problem(Place("a.yml", 1), "a", "b", None, Severity.WARNING), dt.date(2026, 11, 28), Decimal("0.5"), (None, 1))


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    before = memo._kept
    yield tmp_path / "thu7" / "answers.sqlite"
    memo._kept = before


def run(file: Path, *questions: object, answer: object = FOUND) -> list[object]:
    """The questions that one run has to answer itself; each is answered right."""
    asked: list[object] = []

    @memo.remembered
    def answered(question: object) -> object:
        asked.append(question)
        return (question, answer)

    memo.keep(file)
    for question in questions:
        assert answered(question) == (question, answer)
        assert answered(question) == (question, answer)
    memo.save()
    return asked


def test_a_question_is_answered_once_in_all_runs(file: Path) -> None:
    day = dt.date(2026, 11, 28)
    questions = ("a", b"a", 1, None, day, ("a", ("b", 1)), ("a", "b", 1), True)
    assert run(file, *questions) == list(questions)
    assert run(file, *questions) == []
    assert run(file, "b", "a") == ["b"]


def test_without_a_file_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memo, "_kept", None)
    monkeypatch.setattr("platformdirs.user_cache_path", lambda name: tmp_path / name)
    assert memo.remembered(lambda question: question)(1) == 1
    memo.save()
    assert list(tmp_path.iterdir()) == []


def test_other_code_answers_anew(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(file, "a")
    monkeypatch.setattr(memo, "code", lambda: b"another")
    assert run(file, "a") == ["a"]


def damaged_row(file: Path) -> None:
    with sqlite3.connect(file) as database:
        database.execute("UPDATE answers SET answer = ?", (pickle.dumps(("a", "made up")),))


def half(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])


def no_database(file: Path) -> None:
    file.write_bytes(b"not a database at all" * 100)


def another_table(file: Path) -> None:
    file.unlink()
    with sqlite3.connect(file) as database:
        database.execute("CREATE TABLE answers (other TEXT)")


@pytest.mark.parametrize("damage", [damaged_row, half, no_database, another_table])
def test_a_damaged_file_is_made_anew_without_a_word(
    file: Path, capsys: pytest.CaptureFixture[str], damage: Callable[[Path], None]
) -> None:
    run(file, "a", answer="right" * 2000)
    damage(file)
    assert run(file, "a", answer="right" * 2000) == ["a"]
    assert run(file, "a", answer="right" * 2000) == [], "it was mended"
    assert capsys.readouterr() == ("", "")


class Evil:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return Path.touch, (Path("harm"),)  # type: ignore[return-value]  # pickle calls it with this


def test_a_foreign_answer_runs_no_code(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run(file, "a")
    with sqlite3.connect(file) as database:
        (key,) = database.execute("SELECT key FROM answers").fetchone()
        evil = pickle.dumps(Evil())
        database.execute("UPDATE answers SET answer = ?, hash = ?", (evil, memo._hash(key, evil)))
    assert run(file, "a") == ["a"]
    assert not (tmp_path / "harm").exists()
    pickle.loads(evil)
    assert (tmp_path / "harm").exists(), "it would have"


def test_where_nothing_can_be_kept_it_is_answered_each_time(file: Path) -> None:
    file.parent.write_bytes(b"a file stands where the folder should")
    assert run(file, "a") == ["a"]
    assert run(file, "a") == ["a"]


def test_while_another_process_writes_the_file_stays(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(file, "a")
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *a, **k: connect(*a, **{**k, "timeout": 0}))
    assert run(file, "a") == ["a"]
    other.execute("ROLLBACK")
    assert run(file, "a") == []


def test_what_was_longest_not_asked_for_goes(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(file, *map(str, range(20)), answer="x" * 1000)
    with sqlite3.connect(file) as database:
        database.execute("UPDATE answers SET used = used - 90000")
    run(file, "3", answer="x" * 1000)  # of today again, and nothing is written but that
    monkeypatch.setattr(memo, "MOST", 3000)
    run(file, "new", answer="x" * 1000)
    with sqlite3.connect(file) as database:
        (count,) = database.execute("SELECT count(*) FROM answers").fetchone()
    assert count == 2
    assert run(file, "3", "new", answer="x" * 1000) == []


def test_what_cannot_be_written_apart_is_no_question(file: Path) -> None:
    memo.keep(file)
    with pytest.raises(TypeError, match="float"):
        memo.remembered(lambda question: question)(1.5)
