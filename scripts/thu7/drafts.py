"""New files from templates that explain themselves, and exported ones: the only writer of disk."""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from string import Template

from thu7 import events, lexicon, rewriting, roster, wording
from thu7.calendars import PERSONAL
from thu7.legal import CODE
from thu7.problems import Notes, Place, Problem
from thu7.publishing import Output
from thu7.reader import decode, read_yaml
from thu7.reporting import Planned, shown
from thu7.sources import GUIDES, SCHEDULE
from thu7.world import SATURDAY, no_ward

TEMPLATES = Path(__file__).parent / "templates"


def guide(root: Path, name: str, today: dt.date) -> tuple[Path, ...] | Problem:
    """``guides/<topic>/<slug>.md`` with its phrasings, and the topic's title page where the topic is new."""
    topic, _, slug = name.removesuffix(".md").partition("/")
    if not CODE.fullmatch(topic) or not CODE.fullmatch(slug) or slug == "index":
        example = "/".join(filter(None, (wording.slug(topic) or "ho-tich", wording.slug(slug) or "khai-tu")))
        return _refused(name, f"“{name}” không dùng làm địa chỉ trang được.", f"Viết như: thu7 new guide {example}")
    path = root / GUIDES / topic / f"{slug}.md"
    wanted = [(path, "event.md" if topic == events.FOLDER else "guide.md")]
    if topic != events.FOLDER:
        wanted.append((path.with_name(f"{slug}{lexicon.ENDING}"), "phrasings.txt"))
    if not (path.parent / "index.md").exists():
        wanted.append((path.parent / "index.md", "topic.md"))
    return _create(root, wanted, today=wording.date(today), topic=topic, slug=slug)


def ward(root: Path, slug: str) -> tuple[Path, ...] | Problem:
    """``schedule/<ward>/roster.yml``."""
    if not roster.CODE.fullmatch(slug) or slug in roster.RESERVED_WARDS:
        return _refused(
            slug,
            f"“{slug}” không dùng làm tên thư mục phường được.",
            f"Viết như: thu7 new ward {wording.slug(slug) or 'an-nhon'}",
        )
    return _create(root, [(root / SCHEDULE / slug / "roster.yml", "roster.yml")], ward=slug)


def saturday(root: Path, ward: str, day: dt.date) -> tuple[Path, ...] | Problem:
    """``schedule/<ward>/<date>.yml`` with the ward's own roles."""
    if day.weekday() != SATURDAY:
        near = day + dt.timedelta((SATURDAY - day.weekday()) % 7)
        message = f"{wording.date(day)} là {wording.WEEKDAYS[day.weekday()]}, không phải thứ Bảy."
        return _refused(ward, message, f"Viết như: thu7 new saturday {ward} {wording.date(near)}")
    source = root / SCHEDULE / ward / "roster.yml"
    if not roster.CODE.fullmatch(ward) or not source.is_file():
        known = [path.parent.name for path in sorted((root / SCHEDULE).glob("*/roster.yml"))]
        return no_ward(ward, known)
    notes = Notes()
    text = decode(source.name, source.read_bytes(), notes)
    record = read_yaml(source.name, text, notes) if text is not None else None
    read = roster.read_roster(ward, record, notes) if record else None
    roles = (
        "\n".join(f"  {need.role}: []        # cần {need.count}" for need in read.needs)
        if read and read.needs
        else "  vneid: []"
    )
    path = root / SCHEDULE / ward / f"{day.isoformat()}.yml"
    return _create(root, [(path, "saturday.yml")], date=wording.weekday_date(day), ward=ward, roles=roles)


def planned_saturdays(
    root: Path, files: Mapping[str, bytes], planned: Iterable[Planned]
) -> dict[Path, bytes] | Problem:
    """What a plan makes of the Saturdays' files: only assignments change; a Saturday without a file gets one."""
    made = {}
    for one in planned:
        for ward, day in one.changed():
            path = f"{SCHEDULE}/{ward}/{day.isoformat()}.yml"
            people = _changed_roles(one, ward, day)
            if path not in files:
                roles = "\n".join(f"  {rewriting.quoted(role)}: [{', '.join(codes)}]" for role, codes in people.items())
                text = _filled("saturday.yml", date=wording.weekday_date(day), ward=ward, roles=roles)
            else:
                try:
                    text = rewriting.assigned(files[path].decode("utf-8"), people)
                except ValueError:
                    hint = "Viết lại “phân công” như: phân công: rồi dưới đó trưởng ca: [lan]"
                    return Problem(Place(path), "rewrite", "Tệp viết theo cách máy không sửa an toàn được.", hint)
            made[root / path] = text.encode()
    return made


def _changed_roles(planned: Planned, ward: str, day: dt.date) -> dict[str, list[str]]:
    """The roles whose people change; of a Saturday without anybody all of them."""
    told: dict[str, list[str]] = {}
    for duty in planned.task.told[ward, day]:
        told.setdefault(duty.role, []).append(shown(duty))
    now = dict.fromkeys(told, ()) | planned.people(ward, day)
    return {role: list(codes) for role, codes in now.items() if not told or list(codes) != told.get(role, [])}


def _refused(path: str, message: str, hint: str) -> Problem:
    return Problem(Place(path), "usage", message, hint)


def _create(root: Path, wanted: list[tuple[Path, str]], **values: str) -> tuple[Path, ...] | Problem:
    for path, _ in wanted:
        if path.exists():
            return _refused(
                path.name, f"Đã có tệp {path.relative_to(root).as_posix()}.", "Mở tệp đó mà sửa, hoặc chọn tên khác."
            )
    for path, template in wanted:
        write(path, _filled(template, **values).encode())
    return tuple(path.relative_to(root) for path, _ in wanted)


def _filled(template: str, **values: str) -> str:
    return Template((TEMPLATES / template).read_text("utf-8")).substitute(values)


def write_outputs(folder: Path, outputs: Iterable[Output], personal: bool) -> int:
    """Each output as a plain file below ``folder``; gives how many.

    Calendars of an earlier time are removed: their address has been withdrawn, or their Saturday is over.

    Args:
        personal: whether the outputs hold what is personal; where they do not, none of it is removed.
    """
    written = set()
    for output in outputs:
        path = folder / output.uri
        write(path, output.content.encode() if isinstance(output.content, str) else output.content)
        written.add(path)
    own = folder / PERSONAL
    for path in [path for path in own.parent.rglob("*") if path.is_file() and path not in written]:
        if personal if path.is_relative_to(own) else path.suffix == ".ics":
            path.unlink()
    return len(written)


def write(path: Path, content: bytes) -> None:
    """Write whole or not at all; a file that already is right is not touched."""
    write_all({path: content})


def write_all(contents: Mapping[Path, bytes]) -> tuple[Path, ...]:
    """Write all of these or none, each whole; gives those that were not right already.

    They are made ready beside their places first. Where moving them there is broken off, what has been moved is put back.
    """
    before = {path: path.read_bytes() if path.is_file() else None for path in contents}
    wanted = {path: content for path, content in contents.items() if before[path] != content}
    ready: dict[Path, Path] = {}
    moved: list[Path] = []
    try:
        for path, content in wanted.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, beside = tempfile.mkstemp(dir=path.parent, prefix=".thu7-")
            ready[path] = Path(beside)
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            ready[path].chmod(0o644)
        for path, made in ready.items():
            moved.append(path)
            made.replace(path)
    except BaseException:
        for path in (path for path in moved if not ready[path].exists()):
            if (old := before[path]) is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(old)
        for made in ready.values():
            made.unlink(missing_ok=True)
        raise
    return tuple(wanted)
