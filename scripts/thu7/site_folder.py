"""A built site as a folder: what keeps it on phones, put in place whole, one ward's files anew."""

from __future__ import annotations

import filecmp
import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from thu7.output import Output
from thu7.site import changed_addresses, offline
from thu7.system import disk
from thu7.system.compression import ENDINGS


def keep_offline(site: Path, first: Sequence[str]) -> set[str]:
    """Write what keeps the site on a phone; gives the places of what changed.

    Args:
        first: of its pages those that stand first, then come the others.
    """
    pages = {f"{path.parent.relative_to(site).as_posix()}/".removeprefix("./"): path for path in _pages(site)}
    rank = {address: number for number, address in enumerate(first)}
    ordered = sorted(pages, key=lambda address: (rank.get(address, len(rank)), address))
    html = {address: pages[address].read_text("utf-8") for address in ordered if offline.is_kept(address)}
    files = {path.relative_to(site).as_posix(): path for path in (site / "assets").iterdir()}
    loaded = {place: path.read_bytes() for place, path in files.items() if offline.is_kept(place)}
    made = offline.offline(html, loaded)
    gone = {place for place in files if place.startswith(offline.PARTS) and place not in made}
    written = disk.write_all({site / place: content for place, content in made.items()})
    for place in gone:
        (site / place).unlink()
    return gone | {path.relative_to(site).as_posix() for path in written}


def _pages(site: Path) -> Iterator[Path]:
    """The pages but for those that are unlisted: of a country these are most of its files."""
    for folder, below, names in os.walk(site):
        here = Path(folder)
        below[:] = sorted(
            name for name in below if not offline.is_unlisted(f"{(here / name).relative_to(site).as_posix()}/")
        )
        if "index.html" in names:
            yield here / "index.html"


def write(site: Path, output: Output) -> None:
    """One file that is no page."""
    place = site / output.uri
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(output.content.encode() if isinstance(output.content, str) else output.content)


def take_in(site: Path, staged: Path, folders: Sequence[str]) -> set[str]:
    """Put the files of one ward in the place of those that stood there, all or none; gives the places of what changed.

    Args:
        folders: what is the ward's own altogether: a file that stands there and is not among the new ones goes.
    """
    new = files(staged)
    written = disk.write_all({site / place: (staged / place).read_bytes() for place in new})
    # Whoever has a calendar among the new files has all of theirs there.
    theirs = {place.rpartition("/")[0] for place in new if offline.is_unlisted(place) and place.count("/") == 3}
    own = {f"{folder}/{place}" for folder in {*folders, *theirs} for place in files(site / folder)}
    for place in own - set(new):
        (site / place).unlink()
    return (own - set(new)) | {path.relative_to(site).as_posix() for path in written}


def tell_changed(site: Path, places: set[str]) -> None:
    """Write which addresses changed since what stood there before; what was packed of them is no longer right."""
    for place in places:
        for ending in ENDINGS:
            (site / f"{place}{ending}").unlink(missing_ok=True)
    disk.write(site / changed_addresses.FILE, changed_addresses.listed(places, (), ()).encode())


def files(folder: Path) -> list[str]:
    """The places of all files in a folder; none where there is no folder."""
    return [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]


def replace(target: Path, staged: Path) -> None:
    """Put a site that is whole in the place of the one that stood there."""
    same, new = [], files(staged)
    # A server tells by a file's date whether a phone has it already.
    for place in new:
        old, path = target / place, staged / place
        if old.is_file() and filecmp.cmp(path, old, shallow=False):
            shutil.copystat(old, path)
            same.append(place)
    (staged / changed_addresses.FILE).write_text(changed_addresses.listed(files(target), new, same), "utf-8")
    old = target.with_name(f".{target.name}-old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    try:
        staged.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)
