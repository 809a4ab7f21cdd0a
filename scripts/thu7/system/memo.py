"""What pure functions gave, kept for the next run by what they were asked and by the code that answered.

It may be deleted at any time, and is never believed unseen: where it is damaged, of another version or cannot be written, everything
is computed anew and nobody is told. Nothing is kept before a door calls ``keep``.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import decimal
import enum
import functools
import hashlib
import importlib
import io
import pickle
import sqlite3
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

import platformdirs

import thu7

_P = ParamSpec("_P")
_R = TypeVar("_R")

MOST = 256 * 2**20
"""Bytes that are kept; what was longest not asked for goes."""
READERS = ("PyYAML", "markdown-it-py", "mdit-py-plugins", "mini-racer", "segno", "typst", "icalendar")
"""Libraries whose versions can change an answer."""
FUNCTIONS: list[Any] = []
"""All that are remembered: what they gave in this process can be forgotten with ``cache_clear``."""
_PLAIN = {"datetime": {"date", "time"}, "decimal": {"Decimal"}}
_NOTHING = object()


def remembered(function: Callable[_P, _R], *, alone: bool = False) -> Callable[_P, _R]:
    """A pure function that is asked once for each set of arguments, in this run and, behind ``keep``, in later ones.

    Its arguments are texts, bytes, numbers, days, None and tuples of these; what it gives is made of the same, of frozen dataclasses and
    of enumerations, and nobody changes it.

    Args:
        alone: its answer is made by what stands in its arguments, not by this package's code, so it outlives another version of that.
    """
    name = f"{function.__module__}.{function.__qualname__}"

    @functools.lru_cache(maxsize=4096, typed=True)
    @functools.wraps(function)
    def asked(*arguments: _P.args, **named: _P.kwargs) -> _R:
        if _kept is None:
            return function(*arguments, **named)
        key = _kept.key(name, (*arguments, *sorted(named.items())), b"" if alone else code())
        found = _kept.get(key)
        if found is _NOTHING:
            found = function(*arguments, **named)
            _kept.put(key, found)
        return cast(_R, found)

    FUNCTIONS.append(asked)
    return cast("Callable[_P, _R]", asked)


def keep(path: Path | None = None) -> None:
    """From now on answers are looked for, and with ``save`` kept, on this machine.

    Args:
        path: the file; without, one beside the machine's other caches.
    """
    global _kept
    if _kept is None or path:
        _kept = _Kept(path or platformdirs.user_cache_path("thu7") / "answers.sqlite")


def save() -> None:
    """Write what was newly answered."""
    if _kept is not None:
        _kept.save()


@functools.cache
def code() -> bytes:
    """The code that answers, as a hash: every file of this package, Python, the libraries that read."""
    import importlib.metadata  # slow, and most runs of the command ask nothing

    folder = Path(thu7.__file__).parent
    whole = hashlib.sha256(sys.version.encode())
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            content = path.read_bytes()
            whole.update(f"{path.relative_to(folder).as_posix()} {len(content)}\n".encode() + content)
    for library in READERS:
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            whole.update(f"{library} {importlib.metadata.version(library)}\n".encode())
    return whole.digest()


class _Kept:
    """A file of answers; each row knows the hash of what it holds."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.new: dict[bytes, bytes] = {}
        self.asked: set[bytes] = set()
        self.database: sqlite3.Connection | None = None
        self.database = self._opened()

    def key(self, name: str, arguments: tuple[Any, ...], code: bytes) -> bytes:
        whole = hashlib.sha256(code)
        for part in _written((name, arguments)):
            whole.update(part)
        return whole.digest()[:20]

    def get(self, key: bytes) -> Any:
        """What was kept; ``_NOTHING`` where there is none, or none that can be believed."""
        if key in self.new:
            return _read(self.new[key])
        if self.database is None:
            return _NOTHING
        try:
            row = self.database.execute("SELECT hash, answer FROM answers WHERE key = ?", (key,)).fetchone()
        except sqlite3.Error as error:
            self._forget(error)
            return _NOTHING
        if row is None or not isinstance(row[1], bytes) or _hash(key, row[1]) != row[0]:
            return _NOTHING
        self.asked.add(key)
        return _read(row[1])

    def put(self, key: bytes, answer: Any) -> None:
        self.new[key] = pickle.dumps(answer, protocol=5)

    def save(self) -> None:
        if self.database is None:
            self.database = self._opened()
        if self.database is None:
            return
        rows = [(key, _hash(key, answer), answer) for key, answer in self.new.items()]
        try:
            with self.database:
                self.database.executemany("REPLACE INTO answers VALUES (?, ?, ?, unixepoch())", rows)
                # What is asked for every day need not be written every day.
                self.database.executemany(
                    "UPDATE answers SET used = unixepoch() WHERE key = ? AND used < unixepoch() - 86400",
                    [(key,) for key in self.asked],
                )
                if rows:
                    self.database.execute(_LONGEST_NOT_ASKED, (MOST,))
        except sqlite3.Error as error:
            self._forget(error)
        self.new, self.asked = {}, set()

    def _opened(self) -> sqlite3.Connection | None:
        """The database; None where none can be had."""
        for _ in range(2):
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                database = sqlite3.connect(self.path, timeout=2, check_same_thread=False)
                database.executescript(_TABLE)
                return database
            except sqlite3.Error as error:
                self._forget(error)
            except OSError:
                return None
        return None

    def _forget(self, error: sqlite3.Error) -> None:
        """What cannot be read is thrown away; what another process writes just now is not."""
        if self.database is not None:
            self.database.close()
        self.database = None
        if error.sqlite_errorcode not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            with contextlib.suppress(OSError):
                self.path.unlink(missing_ok=True)


_TABLE = """
PRAGMA synchronous = OFF;
CREATE TABLE IF NOT EXISTS answers (key BLOB PRIMARY KEY, hash BLOB, answer BLOB, used INTEGER) WITHOUT ROWID;
"""
_LONGEST_NOT_ASKED = """
DELETE FROM answers WHERE key IN (
    SELECT key FROM (SELECT key, sum(length(answer)) OVER (ORDER BY used DESC, key) AS kept FROM answers) WHERE kept > ?)
"""
_kept: _Kept | None = None


def _hash(key: bytes, answer: bytes) -> bytes:
    return hashlib.sha256(key + answer).digest()[:20]


def _written(value: Any) -> Iterator[bytes]:
    """A value so that no two are written alike.

    Raises:
        TypeError: it is of a kind by which nothing can be kept.
    """
    if isinstance(value, tuple):
        yield b"(%d" % len(value)
        for part in value:
            yield from _written(part)
    elif isinstance(value, str | bytes):
        data = value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")
        yield b"%s%d:" % (type(value).__name__.encode(), len(data))
        yield data
    elif value is None or isinstance(value, bool | int | dt.date):
        yield f"{type(value).__name__} {value!r};".encode()
    else:
        raise TypeError(f"nothing is kept by {type(value).__name__}")


class _Unpickler(pickle.Unpickler):
    """Makes nothing but values of this package and of the few plain kinds they hold: a foreign file can run no code."""

    def find_class(self, module: str, name: str) -> Any:
        if name in _PLAIN.get(module, ()):
            return {"date": dt.date, "time": dt.time, "Decimal": decimal.Decimal}[name]
        if module.startswith("thu7."):
            found = getattr(importlib.import_module(module), name, None)
            if isinstance(found, type) and (dataclasses.is_dataclass(found) or issubclass(found, enum.Enum)):
                return found
        raise pickle.UnpicklingError(f"no value: {module}.{name}")


def _read(answer: bytes) -> Any:
    try:
        return _Unpickler(io.BytesIO(answer)).load()
    except Exception:  # whatever a foreign or damaged row makes of it
        return _NOTHING
