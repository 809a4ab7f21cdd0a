"""A plan's certificate: what was asked, what had been told, what the plan is worth and how good any plan could be.

It holds all that is needed, besides the rosters themselves, to plan again and see the same; codes of people, no names.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from fractions import Fraction
from typing import Any

from thu7.plan import auditor, planner
from thu7.plan.from_rosters import Request, Task
from thu7.plan.outcome import Planned
from thu7.plan.planner import Plan, Stage
from thu7.plan.problem import Duty, Staffing
from thu7.plan.report import STAGES, number
from thu7.rota.model import Assignment, Saturday
from thu7.rota.schedule import Schedule, saturdays

FORM = 1


@dataclass(frozen=True)
class Certificate:
    """What one group of wards was certified with; ``told`` is what its Saturdays' files said before."""

    wards: tuple[str, ...]
    told: tuple[Duty, ...]
    roster: str
    plan: str
    stages: tuple[tuple[str, Fraction, Fraction | None], ...]
    engine: str
    stopped: bool = False
    """The time that was given ended before the proof did: planned again, another plan may come out."""


@dataclass(frozen=True)
class Certificates:
    """A whole file: the day and the request that all groups share."""

    today: dt.date
    request: Request
    version: str
    groups: tuple[Certificate, ...]


def certify(today: dt.date, request: Request, planned: Sequence[Planned], version: str) -> Certificates:
    """The certificates of some plans."""
    return Certificates(today, request, version, tuple(map(_certificate, planned)))


def _certificate(planned: Planned) -> Certificate:
    told = tuple(sorted(duty for duties in planned.task.told.values() for duty in duties))
    stages = tuple(
        (stage.name, Fraction(stage.value), None if stage.bound is None else Fraction(stage.bound))
        for stage in planned.plan.stages
    )
    plan = planned.plan
    roster, made = digest(planned.task.staffing), plan_digest(plan)
    return Certificate(planned.task.wards, told, roster, made, stages, plan.engine, plan.stopped)


def digest(staffing: Staffing) -> str:
    """A hash of all that the planner was asked, the same for any order of the files."""
    return _hash([sorted(map(repr, _parts(staffing)))])


def _parts(staffing: Staffing) -> Iterator[object]:
    yield from (("need", *slot, need, staffing.places(slot)) for slot, need in staffing.needs.items())
    yield from (("lead", *pair) for pair in staffing.leads.items())
    for worker in staffing.workers.values():
        # What nobody lately did stood in no certificate of former days.
        fields = {name: value for name, value in asdict(worker).items() if not name.startswith("past") or value}
        yield [(name, sorted(value) if isinstance(value, frozenset) else value) for name, value in fields.items()]
    yield from (("published", *duty) for duty in staffing.published)
    yield from (("fixed", *duty) for duty in staffing.fixed)
    yield from (("served", key, sorted(days)) for key, days in staffing.served.items())


def plan_digest(plan: Plan) -> str:
    """A hash of who serves where."""
    return _hash([[day.isoformat(), *rest] for day, *rest in sorted(plan.duties)])


def _hash(value: object) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False).encode()).hexdigest()


# --- as a file -----------------------------------------------------------------------------------------------------


def as_bytes(made: Certificates) -> bytes:
    """The file: JSON, the same bytes for the same plan."""
    values = {
        "form": FORM,
        "thu7": made.version,
        "today": made.today.isoformat(),
        "first": made.request.first.isoformat(),
        "last": made.request.last.isoformat(),
        "free": sorted(day.isoformat() for day in made.request.free),
        "groups": [
            {
                "wards": one.wards,
                "engine": one.engine,
                "roster": one.roster,
                "plan": one.plan,
                **({"stopped": True} if one.stopped else {}),
                "stages": [
                    {"name": name, "value": str(value), "bound": None if bound is None else str(bound)}
                    for name, value, bound in one.stages
                ],
                "told": [[day.isoformat(), *rest] for day, *rest in one.told],
            }
            for one in made.groups
        ],
    }
    return json.dumps(values, ensure_ascii=False, indent=1).encode() + b"\n"


def from_bytes(data: bytes) -> Certificates:
    """What a file says.

    Raises:
        ValueError: it is no certificate.
    """
    try:
        values = json.loads(data)
        if values["form"] != FORM:
            raise ValueError(f"form {values['form']}")
        day = dt.date.fromisoformat
        return Certificates(
            day(values["today"]),
            Request(day(values["first"]), day(values["last"]), frozenset(map(day, values["free"]))),
            str(values["thu7"]),
            tuple(_group(one) for one in values["groups"]),
        )
    except (KeyError, TypeError, AttributeError, ValueError, ZeroDivisionError) as error:
        raise ValueError(f"no certificate: {error}") from error


def _group(values: Mapping[str, Any]) -> Certificate:
    told = [Duty(dt.date.fromisoformat(day), ward, role, key) for day, ward, role, key in values["told"]]
    stages = [
        (str(one["name"]), Fraction(one["value"]), None if one["bound"] is None else Fraction(one["bound"]))
        for one in values["stages"]
    ]
    wards = tuple(map(str, values["wards"]))
    roster, plan, engine = (str(values[name]) for name in ("roster", "plan", "engine"))
    return Certificate(wards, tuple(told), roster, plan, tuple(stages), engine, values.get("stopped") is True)


# --- once more -----------------------------------------------------------------------------------------------------


def as_told(schedule: Schedule, made: Certificates) -> Schedule:
    """The schedule as it was when these plans were made: their Saturdays say again what they said then."""
    told: dict[tuple[str, dt.date], list[Duty]] = {
        (ward, day): [] for one in made.groups for ward in one.wards for day in _days(made.request)
    }
    for one in made.groups:
        for duty in one.told:
            told.setdefault((duty.ward, duty.date), []).append(duty)
    files = {(file.ward, file.date): file for file in schedule.saturdays}
    before = []
    for (ward, day), duties in told.items():
        if ward in schedule.rosters:
            file = files.get((ward, day)) or Saturday(ward, day, schedule.rosters[ward].place)
            before.append(replace(file, assignments=tuple(Assignment(d.role, d.key, file.place) for d in duties)))
    others = [file for place, file in files.items() if place not in told]
    return replace(schedule, saturdays=tuple(sorted((*others, *before), key=lambda file: (file.date, file.ward))))


def _days(request: Request) -> Iterator[dt.date]:
    return saturdays(request.first, request.last)


def again(one: Certificate, task: Task, told_now: frozenset[Duty]) -> Plan:
    """The plan made once more. One that the clock has stopped cannot be: what the files say now is weighed in its place."""
    if not one.stopped:
        return planner.plan(task.staffing)
    values = auditor.measures(task.staffing, told_now)._asdict()
    bounds = {name: bound for name, _, bound in one.stages}
    return Plan(told_now, tuple(Stage(n, v, bounds.get(n)) for n, v in values.items()), one.engine, stopped=True)


def compared(one: Certificate, again: Planned, told_now: frozenset[Duty]) -> tuple[bool, list[str]]:
    """Whether planning again gives what is certified, and what it gave, line by line."""
    new = _certificate(again)
    lines = [_line("Danh sách trực và những gì đã báo", one.roster == new.roster, "như lúc xếp", "đã đổi từ lúc xếp")]
    values = {name: (value, bound) for name, value, bound in new.stages}
    for name, value, bound in one.stages:
        same = values.get(name) == (value, bound)
        lines.append(
            _line(
                STAGES.get(name, "Số phân định"),
                same,
                f"{number(value)}, {_proof(one, value, bound)}",
                "tính lại ra số khác",
            )
        )
    faults = list(auditor.faults(again.task.staffing, again.plan.duties))
    right = (one.roster, one.plan, one.stages) == (new.roster, new.plan, new.stages) and not faults
    if one.stopped:
        lines.append(
            _line("Lịch", right, "các tệp buổi ghi đúng lịch này, đúng mọi quy tắc", "các tệp buổi ghi lịch khác")
        )
        lines.append(
            "  Lịch xếp có hạn giờ (--limit) nên không xếp lại để so được; mức “không dưới” là theo chứng nhận."
        )
        return right, lines
    lines.append(_line("Lịch", one.plan == new.plan, "xếp lại ra đúng lịch này", "xếp lại ra lịch khác"))
    present = told_now == again.plan.duties
    lines.append(f"  {'Các tệp buổi đang ghi đúng lịch này.' if present else 'Các tệp buổi đang ghi lịch khác.'}")
    return right, lines


def _proof(one: Certificate, value: Fraction, bound: Fraction | None) -> str:
    if not one.stopped and bound == value:
        return "chứng minh lại được"
    if bound is None:
        return "chưa chứng minh"
    return "theo chứng nhận là tốt nhất" if bound == value else f"chưa chứng minh, tốt nhất không dưới {number(bound)}"


def _line(what: str, same: bool, yes: str, no: str) -> str:
    return f"  {'✓' if same else '✗'} {what}: {yes if same else no}"
