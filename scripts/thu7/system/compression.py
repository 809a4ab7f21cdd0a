"""Texts packed beforehand, for servers that send them as they are: ``name.gz`` beside ``name``, and with their libraries ``.br``, ``.zst``.

The same text gives the same bytes, and what was packed bears its text's date: a server makes its ETag of both.
"""

from __future__ import annotations

import gzip
import importlib.util
import os
from collections.abc import Callable, Mapping
from pathlib import Path

from thu7.system import disk, parallel

TEXTS = (".html", ".css", ".js", ".json", ".ics", ".svg", ".xml", ".txt", ".csv", ".webmanifest")
"""Kinds of files that become smaller; pictures and PDF are packed in themselves."""
FEWEST = 256
"""Bytes under which a server sends a file plain anyway: ``gzip_min_length`` in ``scripts/deploy/nginx.conf``."""
ENDINGS = (".gz", ".br", ".zst")
MANY = 200
"""Files from which on all cores pack."""


def _gzip(data: bytes) -> bytes:
    return gzip.compress(data, 9, mtime=0)


def _brotli(data: bytes) -> bytes:
    import brotli

    made: bytes = brotli.compress(data, quality=11)
    return made


def _zstd(data: bytes) -> bytes:
    import zstandard

    return zstandard.ZstdCompressor(level=19).compress(data)


_BY_LIBRARY: Mapping[str, tuple[str, Callable[[bytes], bytes]]] = {
    ".gz": ("gzip", _gzip),
    ".br": ("brotli", _brotli),
    ".zst": ("zstandard", _zstd),
}


def missing() -> list[str]:
    """The libraries that are not there; only gzip comes with Python."""
    return [library for library, _ in _BY_LIBRARY.values() if importlib.util.find_spec(library) is None]


def is_text(path: Path) -> bool:
    """Whether it is worth packing: a text, and none that only hosts read (``_headers``)."""
    return path.suffix in TEXTS and not path.name.startswith(("_", "."))


def packed(data: bytes) -> dict[str, bytes]:
    """A text packed in every way there is, by ending; only where that is smaller."""
    if len(data) < FEWEST:
        return {}
    away = missing()
    made = {ending: pack(data) for ending, (library, pack) in _BY_LIBRARY.items() if library not in away}
    return {ending: small for ending, small in made.items() if len(small) < len(data)}


def pack_folder(folder: Path) -> tuple[int, int, int]:
    """Pack every text below a folder, and take away what is packed of texts that are gone or need it no more.

    Returns:
        how many texts, their bytes, and their bytes with the best way of each.
    """
    texts = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink() and is_text(path))
    packs = map(_beside, texts) if len(texts) < MANY else parallel.each(_beside, texts, chunk=16)
    sizes = list(packs)
    left = {path.with_name(path.name + ending) for path in texts for ending in ENDINGS}
    for old in folder.rglob("*"):
        if old.suffix in ENDINGS and is_text(old.with_suffix("")) and old not in left:
            old.unlink()
    return len(texts), sum(size for size, _ in sizes), sum(best for _, best in sizes)


def _beside(path: Path) -> tuple[int, int]:
    data, stat = path.read_bytes(), path.stat()
    made = packed(data)
    for ending in ENDINGS:
        beside = path.with_name(path.name + ending)
        if ending in made:
            disk.write(beside, made[ending])
            os.utime(beside, ns=(stat.st_atime_ns, stat.st_mtime_ns))
        else:
            beside.unlink(missing_ok=True)
    return len(data), min(map(len, (data, *made.values())))
