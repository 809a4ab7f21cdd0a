"""Files for staff and for other programs: from templates that explain themselves, from a plan, from what is published."""

from __future__ import annotations

import datetime as dt
import posixpath
from collections.abc import Iterable, Mapping
from pathlib import Path
from string import Template
from types import MappingProxyType
from typing import TYPE_CHECKING

from thu7 import schemas
from thu7.calendar.addresses import PERSONAL
from thu7.folders import GUIDES, SCHEDULE
from thu7.guides import life_event_file, phrasings_file
from thu7.rota import certificates_file, edits, results_file, roster_file, saturday_file
from thu7.rota.model import Certificate
from thu7.rota.roster_file import code_in
from thu7.rota.schedule import SATURDAY, meant_saturday, no_ward
from thu7.sheets.changes import Added, Assigned, Away, Change, Closed, Told, Wished
from thu7.system import disk
from thu7.text import links, vietnamese, yaml_edit
from thu7.text.encoding import decode
from thu7.text.problems import Notes, Place, Problem
from thu7.text.vietnamese import SLUG
from thu7.text.yaml_reader import read_yaml

if TYPE_CHECKING:
    from thu7.output import Output
    from thu7.plan.outcome import Planned

HERE = Path(__file__).parent
GUIDE, EVENT, TOPIC, PHRASINGS = (
    f"guides/templates/{name}" for name in ("guide.md", "event.md", "topic.md", "phrasings.txt")
)
ROSTER, SATURDAY_FILE = "rota/templates/roster.yml", "rota/templates/saturday.yml"
SCHEMAS = {ROSTER: "roster", SATURDAY_FILE: "buoi", GUIDE: "bai", EVENT: "viec", TOPIC: "chu-de"}
"""The schema of what is made from a template."""
SETTINGS = "mkdocs.yml"


def guide(root: Path, name: str, today: dt.date) -> tuple[Path, ...] | Problem:
    """``guides/<topic>/<slug>.md`` with its phrasings, and the topic's title page where the topic is new."""
    topic, _, slug = name.removesuffix(".md").partition("/")
    if not SLUG.fullmatch(topic) or not SLUG.fullmatch(slug) or slug == "index":
        example = "/".join(filter(None, (vietnamese.slug(topic) or "ho-tich", vietnamese.slug(slug) or "khai-tu")))
        return _refused(name, f"“{name}” không dùng làm địa chỉ trang được.", f"Viết như: thu7 new guide {example}")
    path = root / GUIDES / topic / f"{slug}.md"
    wanted = [(path, EVENT if topic == life_event_file.FOLDER else GUIDE)]
    if topic != life_event_file.FOLDER:
        wanted.append((path.with_name(f"{slug}{phrasings_file.ENDING}"), PHRASINGS))
    if not (path.parent / "index.md").exists():
        wanted.append((path.parent / "index.md", TOPIC))
    return _create(root, wanted, today=vietnamese.date(today), topic=topic, slug=slug)


def ward(root: Path, slug: str, desk: Mapping[str, str] = MappingProxyType({})) -> tuple[Path, ...] | Problem:
    """``schedule/<ward>/roster.yml``.

    Args:
        desk: what is known of the desk already, by the keys of ``điểm trực``.
    """
    if not roster_file.CODE.fullmatch(slug) or slug in roster_file.RESERVED_WARDS:
        return _refused(
            slug,
            f"“{slug}” không dùng làm tên thư mục phường được.",
            f"Viết như: thu7 new ward {vietnamese.slug(slug) or 'an-nhon'}",
        )
    text = _filled(root, ROSTER, ward=slug)
    for key, value in desk.items():
        text = yaml_edit.put(text, ("điểm trực", key), value)
    return _write_new(root, {root / SCHEDULE / slug / "roster.yml": text})


def saturday(root: Path, ward: str, day: dt.date, today: dt.date) -> tuple[Path, ...] | Problem:
    """``schedule/<ward>/<date>.yml`` with the ward's own roles."""
    if day.weekday() != SATURDAY or day < today:
        near = meant_saturday(day, today)
        why = "đã qua" if day < today else f"là {vietnamese.WEEKDAYS[day.weekday()]}, không phải thứ Bảy"
        hint = f"Viết như: thu7 new saturday {ward} {vietnamese.date(near)}"
        return _refused(ward, f"{vietnamese.date(day)} {why}.", hint)
    source = root / SCHEDULE / ward / "roster.yml"
    if not roster_file.CODE.fullmatch(ward) or not source.is_file():
        known = [path.parent.name for path in sorted((root / SCHEDULE).glob("*/roster.yml"))]
        return no_ward(ward, known)
    notes = Notes()
    text = decode(source.name, source.read_bytes(), notes)
    record = read_yaml(source.name, text, notes) if text is not None else None
    read = roster_file.read_roster(ward, record, notes) if record else None
    roles = (
        "\n".join(f"  {need.role}: []        # cần {need.count}" for need in read.needs)
        if read and read.needs
        else "  vneid: []"
    )
    path = root / SCHEDULE / ward / f"{day.isoformat()}.yml"
    return _create(root, [(path, SATURDAY_FILE)], date=vietnamese.weekday_date(day), ward=ward, roles=roles)


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
                roles = "\n".join(f"  {yaml_edit.quoted(role)}: [{', '.join(codes)}]" for role, codes in people.items())
                text = _filled(root, SATURDAY_FILE, date=vietnamese.weekday_date(day), ward=ward, roles=roles)
            else:
                try:
                    text = edits.assigned(files[path].decode("utf-8"), people)
                except ValueError:
                    hint = "Viết lại “phân công” như: phân công: rồi dưới đó trưởng ca: [lan]"
                    return Problem(Place(path), "rewrite", "Tệp viết theo cách máy không sửa an toàn được.", hint)
            made[root / path] = text.encode()
    return made


def results_moved(root: Path, files: Mapping[str, bytes], ward: str) -> dict[Path, bytes] | tuple[Problem, ...]:
    """What came of a ward's Saturdays, out of the Saturdays' files into files of its own; what cannot be moved stops all of it."""
    made: dict[Path, bytes] = {}
    refused: list[Problem] = []
    for path in files:
        folder, name = posixpath.split(path)
        day = vietnamese.parse_date(name.removesuffix(".yml"))
        if folder != f"{SCHEDULE}/{ward}" or not name.endswith(".yml") or day is None:
            continue
        notes = Notes()
        text = decode(path, files[path], notes)
        record = read_yaml(path, text, notes) if text is not None else None
        if text is None or record is None or not (told := tuple(saturday_file.former(path, record))):
            continue
        new = f"{folder}/{results_file.name_of(day)}"
        results = results_file.read_former(ward, day, record)
        if notes.problems:
            refused += notes.problems
        elif results is None:
            hint = "Thêm vào mục “kết quả” một dòng, như: lượt người: 34"
            refused.append(Problem(told[0].place, "missing-key", "Chưa ghi có bao nhiêu lượt người.", hint))
        elif new in files:
            message = f"Đã có tệp {new}."
            refused.append(Problem(told[0].place, "results-moved", message, "Giữ con số ở một nơi, xóa nơi kia."))
        else:
            try:
                made[root / path] = yaml_edit.drop(files[path].decode("utf-8"), saturday_file.FORMER).encode()
            except ValueError:
                hint = "Chuyển tay sang tệp kết quả, rồi xóa ở đây."
                refused.append(
                    Problem(told[0].place, "rewrite", "Tệp viết theo cách máy không sửa an toàn được.", hint)
                )
            made[root / new] = results_file.written(results).encode()
    return tuple(refused) or made


def certificates_path(ward: str) -> str:
    """Where a ward's certificates are written down."""
    return f"{SCHEDULE}/{ward}/{certificates_file.FILE}"


def certified(
    root: Path, files: Mapping[str, bytes], ward: str, new: Iterable[Certificate]
) -> dict[Path, bytes] | Problem:
    """The ward's list with these certificates behind those that stand there."""
    path = certificates_path(ward)
    text = old = files[path].decode("utf-8") if path in files else certificates_file.HEAD
    try:
        for one in new:
            text = yaml_edit.append_item(text, (certificates_file.LIST,), certificates_file.entry(one))
    except ValueError:
        return _unsafe(path)
    return {root / path: text.encode()} if text != old else {}


def revoked(
    root: Path, files: Mapping[str, bytes], ward: str, number: str, day: dt.date
) -> dict[Path, bytes] | Problem:
    """The ward's list with one certificate struck out."""
    path = certificates_path(ward)
    place = (certificates_file.LIST, yaml_edit.Item("số", number), "thu hồi")
    try:
        return {root / path: yaml_edit.put(files[path].decode("utf-8"), place, vietnamese.date(day)).encode()}
    except ValueError:
        return _unsafe(path)


def _unsafe(path: str) -> Problem:
    hint = "Viết lại danh sách như máy đã ghi: mỗi giấy một mục, bắt đầu bằng dấu gạch."
    return Problem(Place(path), "rewrite", "Tệp viết theo cách máy không sửa an toàn được.", hint)


def from_table(
    root: Path, files: Mapping[str, bytes], ward: str, changes: Iterable[Change]
) -> dict[Path, bytes] | Problem:
    """What a table's changes make of a ward's files; only what they name changes, and a Saturday without a file gets one."""
    texts: dict[str, str] = {}

    def text_of(path: str) -> str:
        return texts[path] if path in texts else files[path].decode("utf-8")

    roster = f"{SCHEDULE}/{ward}/roster.yml"
    listed = tuple(changes)
    path, one = roster, ""
    try:
        for added in (change for change in listed if isinstance(change, Added)):
            texts[roster] = edits.joined(text_of(roster), added.code, added.name, added.roles)
        if told := [_of_person(change) for change in listed if isinstance(change, Told | Away | Wished)]:
            texts[roster] = edits.of_people(text_of(roster), told)
        for closed in (change for change in listed if isinstance(change, Closed)):
            one = str(closed)
            texts[roster] = edits.closed(text_of(roster), vietnamese.date(closed.day), closed.reason)
        for change in (change for change in listed if isinstance(change, Assigned)):
            path, one = f"{SCHEDULE}/{ward}/{change.day.isoformat()}.yml", str(change)
            if path in texts or path in files:
                texts[path] = edits.assigned(text_of(path), {change.role: change.codes})
            else:
                roles = f"  {yaml_edit.quoted(change.role)}: [{', '.join(change.codes)}]"
                day = vietnamese.weekday_date(change.day)
                texts[path] = _filled(root, SATURDAY_FILE, date=day, ward=ward, roles=roles)
    except ValueError:
        hint = f"Sửa bằng tay: {one}" if one else "Viết lại mục “tình nguyện viên” như trong tệp mẫu: thu7 new ward."
        return Problem(Place(path), "rewrite", "Tệp viết theo cách máy không sửa an toàn được.", hint)
    return {root / path: text.encode() for path, text in texts.items()}


def _of_person(change: Told | Away | Wished) -> tuple[str, str, str | tuple[str, ...], bool]:
    """A change as ``edits`` takes it; what only comes is put behind that which stands there, so remarks stay."""
    if isinstance(change, Told):
        return change.code, change.key, change.value, False
    if isinstance(change, Wished):
        return change.code, change.key, change.values if change.less else change.new, not change.less
    if change.less:
        return change.code, "bận", change.periods, False
    return change.code, "bận", tuple(map(vietnamese.date, change.more)), True


def _changed_roles(planned: Planned, ward: str, day: dt.date) -> dict[str, list[str]]:
    """The roles whose people change; of a Saturday without anybody all of them."""
    told: dict[str, list[str]] = {}
    for duty in planned.task.told[ward, day]:
        told.setdefault(duty.role, []).append(code_in(duty.ward, duty.key))
    now = dict.fromkeys(told, ()) | planned.people(ward, day)
    return {role: list(codes) for role, codes in now.items() if not told or list(codes) != told.get(role, [])}


def _refused(path: str, message: str, hint: str) -> Problem:
    return Problem(Place(path), "usage", message, hint)


def _create(root: Path, wanted: list[tuple[Path, str]], **values: str) -> tuple[Path, ...] | Problem:
    return _write_new(root, {path: _filled(root, template, **values) for path, template in wanted})


def _write_new(root: Path, texts: Mapping[Path, str]) -> tuple[Path, ...] | Problem:
    for path in texts:
        if path.exists():
            return _refused(
                path.name, f"Đã có tệp {path.relative_to(root).as_posix()}.", "Mở tệp đó mà sửa, hoặc chọn tên khác."
            )
    disk.write_all({path: text.encode() for path, text in texts.items()})
    return tuple(path.relative_to(root) for path in texts)


def _filled(root: Path, template: str, **values: str) -> str:
    schema = _schema_line(root, SCHEMAS[template]) if template in SCHEMAS else ""
    return Template((HERE / template).read_text("utf-8")).substitute(values, schema=schema)


def _schema_line(root: Path, name: str) -> str:
    """The line by which editors find the schema that the project's own site publishes; empty where nobody knows its address."""
    try:
        text = decode(SETTINGS, (root / SETTINGS).read_bytes(), Notes())
    except OSError:
        return ""
    record = read_yaml(SETTINGS, text, Notes()) if text else None
    site = links.site_address(record.text("site_url")) if record and record.has("site_url") else ""
    return schemas.line(name, site) if isinstance(site, str) and site else ""


def write_outputs(folder: Path, outputs: Iterable[Output], personal: bool) -> int:
    """All outputs as plain files below ``folder``, or none; gives how many.

    Calendars of an earlier time are removed: their address has been withdrawn, or their Saturday is over.

    Args:
        personal: whether the outputs hold what is personal; where they do not, none of it is removed.
    """
    written = {
        folder / output.uri: output.content.encode() if isinstance(output.content, str) else output.content
        for output in outputs
    }
    disk.write_all(written)
    own = folder / PERSONAL
    for path in [path for path in own.parent.rglob("*") if path.is_file() and path not in written]:
        if personal if path.is_relative_to(own) else path.suffix == ".ics":
            path.unlink()
    return len(written)
