"""What took long to make, kept beside the machine's other caches: it may be deleted at any time, and is never believed unseen."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable

import platformdirs

from thu7.system import disk

KEPT = 20
"""Files of one kind; the oldest go."""


def kept(kind: str, source: bytes, make: Callable[[], bytes]) -> bytes:
    """What ``make`` gives, from the cache where it was made of the same source before.

    A damaged file is made anew, and where nothing can be kept, nothing is: neither is told to anybody.

    Args:
        kind: the name of what is made, for its files.
        source: all that it depends on, the code that makes it too.
    """
    folder = platformdirs.user_cache_path("thu7")
    path = folder / f"{kind}-{hashlib.sha256(source).hexdigest()[:32]}"
    with contextlib.suppress(OSError):
        digest, _, content = path.read_bytes().partition(b"\n")
        if digest == _digest(content):
            return content
    made = make()
    with contextlib.suppress(OSError):
        disk.write(path, _digest(made) + b"\n" + made)
        files = sorted(folder.glob(f"{kind}-*"), key=lambda file: file.stat().st_mtime)
        for old in files[:-KEPT]:
            old.unlink(missing_ok=True)
    return made


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()
