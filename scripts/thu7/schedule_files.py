"""What stands in ``schedule/``: rosters, Saturdays, what came of them, holidays, as one ``Schedule``."""

from __future__ import annotations

import datetime as dt
import posixpath
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from thu7.folders import HOLIDAYS, SCHEDULE
from thu7.rota import certificates_file, holidays_file, results_file, roster_file, saturday_file
from thu7.rota.model import Certificate, Closure, Results, Roster, Saturday
from thu7.rota.schedule import Schedule
from thu7.sheets import mapping_file
from thu7.text import vietnamese
from thu7.text.problems import Notes, Place
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
    rosters: dict[str, Roster] = {}
    saturdays: list[Saturday] = []
    results: list[Results] = []
    certificates: list[Certificate] = []
    for path in files:
        parts = path.split("/")
        if parts[0] != SCHEDULE:
            continue
        if path == HOLIDAYS:
            record = read_among(path, texts, notes)
            holidays = holidays_file.read_holidays(record, notes) if record else ()
        elif len(parts) == 3 and parts[2] == "roster.yml":
            _ward_name(parts[1], path, notes)
            record = read_among(path, texts, notes)
            if record and (found := roster_file.read_roster(parts[1], record, notes)):
                rosters[parts[1]] = found
        elif (
            len(parts) == 3
            and parts[2].endswith(".yml")
            and (day := vietnamese.parse_date(parts[2].removesuffix(".yml")))
        ):
            saturdays += _read_saturday(path, parts[1], day, texts, today, files, notes)
        elif len(parts) == 3 and (day := results_file.day_of(parts[2])):
            if came := _read_results(path, parts[1], day, texts, files, notes):
                results.append(came)
        elif len(parts) == 3 and parts[2] == certificates_file.FILE:
            if record := read_among(path, texts, notes):
                certificates += certificates_file.read_certificates(parts[1], record, notes)
        elif len(parts) == 3 and parts[2] == mapping_file.FILE:
            if record := read_among(path, texts, notes):
                mapping_file.read_mapping(record, notes)
        elif len(parts) == 3 and re.fullmatch(r"[\d.-]+\.ya?ml", parts[2]):
            hint = f"Đặt tên theo năm-tháng-ngày, như: {SCHEDULE}/{parts[1]}/{today.year}-11-28.yml"
            notes.error(Place(path), "bad-name", "Tên tệp không phải một ngày gần đây.", hint)
        else:
            hint = f"Ở đây chỉ có roster.yml, các buổi như 2026-11-28.yml và kết quả như 2026-11-28{results_file.ENDING}. Xem lại tên và ngày."
            notes.error(Place(path), "unknown-file", "Không rõ tệp này dùng để làm gì.", hint)
    return Schedule(
        today,
        rosters,
        tuple(sorted(saturdays, key=lambda s: (s.date, s.ward))),
        holidays,
        tuple(sorted(results, key=lambda r: (r.date, r.ward))),
        tuple(certificates),
        renamed,
    )


def _read_results(
    path: str, ward: str, day: dt.date, texts: Mapping[str, str], files: Mapping[str, bytes], notes: Notes
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
    files: Mapping[str, bytes],
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
