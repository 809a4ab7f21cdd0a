"""Made-up wards for the planner, from a seed; nobody in them exists."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable
from dataclasses import replace

from thu7.plan.problem import Duty, Slot, Staffing, Worker

FIRST = dt.date(2026, 12, 5)
NEEDS = {"trưởng ca": 1, "vneid": 2, "hộ tịch": 1}
CLUSTER = 8
"""How many neighbouring wards share people: about what one old district has become."""


def saturdays(weeks: int) -> list[dt.date]:
    return [FIRST + dt.timedelta(weeks=week) for week in range(weeks)]


def make(wards: int, people: int, weeks: int, seed: int, rest: int = 0, cluster: int = CLUSTER) -> list[Staffing]:
    """One staffing for each ``cluster`` of wards that share people; one person in ten helps at a second ward of it."""
    source, days = random.Random(seed), saturdays(weeks)
    names = [f"p{number:03}" for number in range(wards)]
    workers = dict(_worker(source, names, days, number, rest, cluster) for number in range(people))
    for key in sorted(workers):
        if source.random() < 0.1:
            mates = [other for other in sorted(workers) if other.split("/")[0] == key.split("/")[0] and other != key]
            workers[key] = replace(workers[key], likes=frozenset(source.sample(mates, 1)))
    return [_group(names[start : start + cluster], days, workers) for start in range(0, wards, cluster)]


def _worker(
    source: random.Random, names: list[str], days: list[dt.date], number: int, rest: int, cluster: int
) -> tuple[str, Worker]:
    home = number % len(names)
    roles = [role for role, chance in zip(NEEDS, (0.3, 0.7, 0.4), strict=True) if source.random() < chance] or ["vneid"]
    # So that each ward has people who lead.
    roles = sorted({*roles, *(["trưởng ca"] if number < 3 * len(names) else [])})
    near = [name for name in names[home // cluster * cluster :][:cluster] if name != names[home]]
    wards = [names[home], *(source.sample(near, 1) if near and source.random() < 0.1 else [])]
    away: set[dt.date] = set()
    for _ in range(source.randrange(3)):
        start = source.randrange(len(days))
        away |= set(days[start : start + source.randrange(1, 4)])
    key = f"{names[home]}/n{number:04}"
    worker = Worker(
        key=key,
        skills=frozenset((ward, role) for ward in wards for role in roles),
        away=frozenset(away),
        monthly_limit=source.choice([1, 2, 2, 2, 3, None]),
        rest=rest,
        new=number >= 3 * len(names) and source.random() < 0.1,
        dislikes=frozenset(source.sample(days, 1) if source.random() < 0.1 else ()),
    )
    return key, worker


def _group(names: Iterable[str], days: list[dt.date], workers: dict[str, Worker]) -> Staffing:
    wards = set(names)
    needs = {Slot(day, ward, role): count for ward in sorted(wards) for day in days for role, count in NEEDS.items()}
    own = {key: worker for key, worker in workers.items() if key.split("/")[0] in wards}
    return Staffing(needs, dict.fromkeys(sorted(wards), "trưởng ca"), own)


def ill(staffing: Staffing, duties: frozenset[Duty], key: str, days: Iterable[dt.date]) -> Staffing:
    """The same with ``duties`` published and somebody away on some days."""
    away = frozenset(days)
    workers = {**staffing.workers, key: replace(staffing.workers[key], away=staffing.workers[key].away | away)}
    lost = {duty for duty in duties if duty.key == key and duty.date in away}
    return replace(staffing, workers=workers, published=duties - lost)


def files(groups: Iterable[Staffing]) -> dict[str, str]:
    """The rosters of these wards as staff would write them."""
    made: dict[str, str] = {}
    for staffing in groups:
        for ward, lead in staffing.leads.items():
            people = [
                _person(worker, ward)
                for worker in staffing.workers.values()
                if any(w == ward for w, _ in worker.skills)
            ]
            needs = {slot.role: count for slot, count in staffing.needs.items() if slot.ward == ward}
            assert next(iter(needs)) == lead
            made[f"schedule/{ward}/roster.yml"] = (
                f"dữ liệu mẫu: có\nđiểm trực: {{tên: Phường {ward}, nơi: Trụ sở {ward}, địa chỉ: Đường số 1, giờ: 7:30-11:30}}\n"
                f"cần mỗi ca:\n{''.join(f'  {role}: {count}{chr(10)}' for role, count in needs.items())}"
                f"tình nguyện viên:\n{''.join(people)}"
            )
    return made


def _person(worker: Worker, ward: str) -> str:
    home, code = worker.key.split("/")
    roles = ", ".join(sorted(role for where, role in worker.skills if where == ward))
    if home != ward:
        return f"  - mã: {worker.key}\n    nhiệm vụ: [{roles}]\n"
    lines = [f"mã: {code}", f"tên: Người Mẫu {code}", f"nhiệm vụ: [{roles}]"]
    if worker.monthly_limit is not None:
        lines.append(f"tối đa mỗi tháng: {worker.monthly_limit}")
    if worker.rest:
        lines.append(f"nghỉ giữa hai lần: {worker.rest}")
    if worker.new:
        lines.append("mới: có")
    for key, days in (("bận", worker.away), ("không thích", worker.dislikes)):
        if days:
            lines.append(f"{key}: [{', '.join(f'{day:%d/%m/%Y}' for day in sorted(days))}]")
    if worker.likes:
        lines.append(f"thích đi cùng: [{', '.join(sorted(other.split('/')[1] for other in worker.likes))}]")
    return "  - " + "\n    ".join(lines) + "\n"
