"""What stands in ``schedule/``: rosters, Saturdays, what came of them, holidays, as one ``Schedule``."""

from __future__ import annotations

import datetime as dt
import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from thu7.folders import HOLIDAYS, SCHEDULE
from thu7.rota import certificates_file, holidays_file, results_file, roster_file, saturday_file
from thu7.rota.model import Certificate, Closure, Results, Roster, Saturday
from thu7.rota.schedule import Schedule
from thu7.sheets import mapping_file
from thu7.system.memo import remembered
from thu7.text import vietnamese
from thu7.text.problems import Notes, Place, Problem
from thu7.text.records import Record
from thu7.text.yaml_reader import read_among


def read_schedule(
    files: Mapping[str, bytes],
    texts: Mapping[str, str],
    today: dt.date,
    notes: Notes,
    renamed: Mapping[str, str] = MappingProxyType({}),
) -> Schedule:
    """Rosters, Saturdays and holidays."""
    holidays: tuple[Closure, ...] = ()
    wards: dict[str, list[tuple[str, str | None]]] = {}
    for path in files:
        parts = path.split("/")
        if parts[0] != SCHEDULE:
            continue
        if path == HOLIDAYS:
            record = read_among(path, texts, notes)
            holidays = holidays_file.read_holidays(record, notes) if record else ()
        elif len(parts) == 3:
            wards.setdefault(parts[1], []).append((path, texts.get(path)))
        else:
            _unknown(path, notes)
    read = [_read_ward(ward, tuple(own), today) for ward, own in wards.items()]
    for one in read:
        notes.problems.extend(one.problems)
    return Schedule(
        today,
        {one.roster.ward: one.roster for one in read if one.roster},
        tuple(sorted((s for one in read for s in one.saturdays), key=lambda s: (s.date, s.ward))),
        holidays,
        tuple(sorted((r for one in read for r in one.results), key=lambda r: (r.date, r.ward))),
        tuple(certificate for one in read for certificate in one.certificates),
        renamed,
    )


@dataclass(frozen=True)
class _Ward:
    """What the files of one ward say."""

    roster: Roster | None
    saturdays: tuple[Saturday, ...]
    results: tuple[Results, ...]
    certificates: tuple[Certificate, ...]
    problems: tuple[Problem, ...]


@remembered
def _read_ward(ward: str, files: tuple[tuple[str, str | None], ...], today: dt.date) -> _Ward:
    """What a ward's files say; one whose text cannot be read, which was told already, has none."""
    notes = Notes()
    texts = {path: text for path, text in files if text is not None}
    paths = [path for path, _ in files]
    roster: Roster | None = None
    saturdays: list[Saturday] = []
    results: list[Results] = []
    certificates: list[Certificate] = []
    for path in paths:
        name = posixpath.basename(path)
        if name == "roster.yml":
            _ward_name(ward, path, notes)
            record = read_among(path, texts, notes)
            roster = roster_file.read_roster(ward, record, notes) if record else None
        elif name.endswith(".yml") and (day := vietnamese.parse_date(name.removesuffix(".yml"))):
            saturdays += _read_saturday(path, ward, day, texts, today, paths, notes)
        elif day := results_file.day_of(name):
            if came := _read_results(path, ward, day, texts, paths, notes):
                results.append(came)
        elif name == certificates_file.FILE:
            if record := read_among(path, texts, notes):
                certificates += certificates_file.read_certificates(ward, record, notes)
        elif name == mapping_file.FILE:
            if record := read_among(path, texts, notes):
                mapping_file.read_mapping(record, notes)
        elif re.fullmatch(r"[\d.-]+\.ya?ml", name):
            hint = f"Đặt tên theo năm-tháng-ngày, như: {SCHEDULE}/{ward}/{today.year}-11-28.yml"
            notes.error(Place(path), "bad-name", "Tên tệp không phải một ngày gần đây.", hint)
        else:
            _unknown(path, notes)
    return _Ward(roster, tuple(saturdays), tuple(results), tuple(certificates), tuple(notes.problems))


def _unknown(path: str, notes: Notes) -> None:
    hint = f"Ở đây chỉ có roster.yml, các buổi như 2026-11-28.yml và kết quả như 2026-11-28{results_file.ENDING}. Xem lại tên và ngày."
    notes.error(Place(path), "unknown-file", "Không rõ tệp này dùng để làm gì.", hint)


def _read_results(
    path: str, ward: str, day: dt.date, texts: Mapping[str, str], files: Collection[str], notes: Notes
) -> Results | None:
    if posixpath.basename(path) != results_file.name_of(day):
        hint = f"Đổi tên tệp thành {results_file.name_of(day)}"
        notes.error(Place(path), "bad-name", "Tên tệp kết quả viết theo năm-tháng-ngày.", hint)
        return None
    if f"{SCHEDULE}/{ward}/roster.yml" not in files:
        notes.error(Place(path), "no-roster", "Phường này chưa có roster.yml.", f"Chạy: thu7 new ward {ward}")
    record = read_among(path, texts, notes)
    return results_file.read_results(ward, day, record, notes) if record else None


def _read_saturday(
    path: str,
    ward: str,
    day: dt.date,
    texts: Mapping[str, str],
    today: dt.date,
    files: Collection[str],
    notes: Notes,
) -> Iterator[Saturday]:
    if posixpath.basename(path) != f"{day.isoformat()}.yml":
        notes.error(
            Place(path),
            "bad-name",
            "Tên tệp của một buổi viết theo năm-tháng-ngày.",
            f"Đổi tên tệp thành {day.isoformat()}.yml",
        )
        return
    if f"{SCHEDULE}/{ward}/roster.yml" not in files:
        notes.error(Place(path), "no-roster", "Phường này chưa có roster.yml.", f"Chạy: thu7 new ward {ward}")
    record = read_among(path, texts, notes)
    if record:
        notes.problems.extend(saturday_file.former(path, record))
        # What lies behind is only required to be readable: its mistakes can no longer send anybody on a trip.
        own = notes if day >= today else Notes()
        yield saturday_file.read_saturday(ward, day, Record(record.entries, record.place, own, record.known), own)


def _ward_name(ward: str, path: str, notes: Notes) -> None:
    if ward in roster_file.RESERVED_WARDS or not roster_file.CODE.fullmatch(ward):
        notes.error(
            Place(path),
            "bad-name",
            f"“{ward}” không dùng làm tên thư mục phường được.",
            roster_file.CODE_HINT.replace("lan hoặc ngoc-anh", "an-nhon"),
        )
