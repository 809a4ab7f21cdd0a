"""Who served on which days: what a school is told, and what nobody has written down yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from thu7.results.tables import Cell, Table
from thu7.rota.model import Volunteer
from thu7.rota.roster_file import code_in
from thu7.rota.schedule import Schedule
from thu7.text import vietnamese


@dataclass(frozen=True)
class Served:
    """One person at one ward in some time."""

    person: Volunteer
    came: tuple[dt.date, ...]
    """Who came, as the results say."""
    unknown: tuple[dt.date, ...]
    """Planned and held, and nobody wrote down who came."""
    absent: tuple[dt.date, ...]
    """Planned, and not among those who came."""
    days: Decimal


def served(schedule: Schedule, ward: str, first: dt.date, last: dt.date) -> tuple[Served, ...]:
    """Everybody who came or was planned at a ward from one day to another, both included, by name."""
    came: dict[str, list[dt.date]] = {}
    written: dict[dt.date, bool] = {}
    for one in schedule.results_of.get(ward, ()):
        if first <= one.date <= last:
            written[one.date] = bool(one.attended)
            for key in dict.fromkeys(key for key, _ in one.attended):
                came.setdefault(key, []).append(one.date)
    planned: dict[str, list[dt.date]] = {}
    for saturday in schedule.saturdays_of.get(ward, ()):
        past = first <= saturday.date <= min(last, schedule.today)
        if past and not schedule.why_closed(saturday):
            for key in dict.fromkeys(one.key for one in saturday.assignments):
                planned.setdefault(key, []).append(saturday.date)
    session = schedule.rosters[ward].session
    found = []
    for key in {*came, *planned}:
        person = schedule.person(key)
        if person:
            own, due = came.get(key, []), planned.get(key, [])
            unknown = tuple(day for day in due if not written.get(day))
            absent = tuple(day for day in due if written.get(day) and day not in own)
            found.append(Served(person, tuple(own), unknown, absent, session * len(own)))
    return tuple(sorted(found, key=lambda one: vietnamese.name_order(one.person.name)))


TWICE = 2


def often_absent(schedule: Schedule, ward: str) -> tuple[Served, ...]:
    """Who was planned and did not come at least twice in the last half year: told to the secretary, and nobody else."""
    first = schedule.today - dt.timedelta(weeks=26)
    return tuple(one for one in served(schedule, ward, first, schedule.today) if len(one.absent) >= TWICE)


def for_the_secretary(schedule: Schedule, ward: str) -> str:
    """It in a sentence; empty where there is nobody."""
    listed = often_absent(schedule, ward)
    people = "; ".join(f"{one.person.name}, {dates(one.absent)}" for one in listed)
    return (
        f"Riêng thư ký biết: được xếp mà không tới từ hai lần: {people}. Hỏi thăm trước khi xếp tiếp." if listed else ""
    )


def told(listed: Sequence[Served], ward: str) -> Iterator[str]:
    """A line for each person."""
    for one in listed:
        parts = [
            f"{vietnamese.decimal(one.days)} ngày ({dates(one.came)})" if one.came else "chưa có ngày nào được ghi"
        ]
        if one.unknown:
            parts.append(f"xếp mà chưa ghi ai tới: {dates(one.unknown)}")
        if one.absent:
            parts.append(f"xếp mà không tới: {dates(one.absent)}")
        yield f"{one.person.name} ({code_in(ward, one.person.key)}): {'; '.join(parts)}."


def dates(days: Sequence[dt.date]) -> str:
    return vietnamese.joined([vietnamese.date(day) for day in days])


HEADS = ("MSSV", "Họ và tên", "Số ngày", "Số buổi", "Các ngày", "Chưa ghi ai tới", "Mã")


def table(listed: Sequence[Served], ward: str, period: str) -> Table:
    """The columns that schools take; the student's number is theirs to fill in."""
    rows: list[tuple[Cell, ...]] = [
        (
            None,
            one.person.name,
            float(one.days),
            len(one.came),
            ", ".join(map(vietnamese.date, one.came)),
            ", ".join(map(vietnamese.date, one.unknown)) or None,
            code_in(ward, one.person.key),
        )
        for one in listed
    ]
    return Table(f"Số ngày {period}", HEADS, tuple(rows))
