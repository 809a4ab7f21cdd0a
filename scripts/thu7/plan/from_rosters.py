"""From rosters and Saturdays to what the planner is asked."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from thu7.plan.auditor import obstacles
from thu7.plan.problem import Duty, Rota, Rule, Slot, Staffing, Worker
from thu7.rota.model import Roster, Saturday, Volunteer
from thu7.rota.roster_file import full_key
from thu7.rota.schedule import Schedule, saturdays
from thu7.text import vietnamese


@dataclass(frozen=True)
class Request:
    """What somebody wants planned."""

    first: dt.date
    last: dt.date
    free: frozenset[dt.date] = frozenset()
    """Saturdays that may be changed though they are near."""
    filed: bool = False
    """Only Saturdays that have a file."""


@dataclass(frozen=True)
class Task:
    """Wards that share people, joined: what the planner is asked and what it must not be asked."""

    wards: tuple[str, ...]
    days: tuple[dt.date, ...]
    staffing: Staffing
    told: Mapping[tuple[str, dt.date], tuple[Duty, ...]]
    """What each Saturday's file says, file by file."""
    lost: Mapping[Duty, Rule]
    """What has been told and has become impossible."""
    broken: tuple[Duty, ...]
    """What was settled by hand and has become impossible: only a person can resolve that."""
    kept: frozenset[tuple[str, dt.date]]
    """Saturdays that stay as they are told."""


def groups(schedule: Schedule) -> list[tuple[str, ...]]:
    """The wards that share people, in order of their codes; most stand alone."""
    group = {ward: {ward} for ward in schedule.rosters}
    for roster in schedule.rosters.values():
        for guest in roster.guests:
            home = guest.key.partition("/")[0]
            if home in group and group[home] is not group[roster.ward]:
                joined = group[home] | group[roster.ward]
                group.update(dict.fromkeys(joined, joined))
    return sorted({tuple(sorted(wards)) for wards in group.values()})


def task(schedule: Schedule, wards: tuple[str, ...], request: Request) -> Task:
    """What is to be planned for wards that share people."""
    days = tuple(saturdays(max(request.first, schedule.today), request.last))
    rosters = [schedule.rosters[ward] for ward in wards]
    files = {(s.ward, s.date): s for ward in wards for s in schedule.saturdays_of.get(ward, ())}
    workers = _with_past(schedule, rosters, _workers(schedule, rosters, days))
    needs, told = {}, {}
    for roster in rosters:
        for day in days:
            if request.filed and (roster.ward, day) not in files:
                continue
            file = files.get((roster.ward, day)) or Saturday(roster.ward, day, roster.place)
            told[roster.ward, day] = tuple(_told(roster, file))
            if not schedule.why_closed(file):
                needs.update({Slot(day, roster.ward, need.role): need.count for need in roster.needs})
    staffing = Staffing(
        needs=needs,
        leads={roster.ward: roster.lead or "" for roster in rosters},
        workers=workers,
        served=_served(schedule, wards, days, workers),
    )
    return _with_told(schedule, staffing, wards, days, files, told, request.free)


def _told(roster: Roster, file: Saturday) -> Iterator[Duty]:
    """The assignments of a file; a role that the ward knows by the name the ward gives it."""
    names = roster.role_names
    for assignment in file.assignments:
        yield Duty(file.date, file.ward, names.get(vietnamese.fold(assignment.role), assignment.role), assignment.key)


def _workers(schedule: Schedule, rosters: Sequence[Roster], days: Sequence[dt.date]) -> dict[str, Worker]:
    skills: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for roster in rosters:
        names = roster.role_names
        people = [(v.key, v.roles) for v in roster.volunteers] + [(g.key, g.roles) for g in roster.guests]
        for key, roles in people:
            skills[key] |= {(roster.ward, names[role]) for role in map(vietnamese.fold, roles) if role in names}
    found = {key: schedule.person(key) for key in sorted(skills)}
    return {key: _worker(schedule, person, skills[key], days) for key, person in found.items() if person}


def _worker(
    schedule: Schedule, person: Volunteer, skills: Collection[tuple[str, str]], days: Sequence[dt.date]
) -> Worker:
    return Worker(
        key=person.key,
        skills=frozenset(skills),
        away=frozenset(day for day in days if person.away(day)),
        monthly_limit=person.monthly_limit,
        rest=schedule.rest_of(person),
        new=person.new,
        likes=frozenset(full_key(person.ward, code) for code in person.likes),
        dislikes=frozenset(person.dislikes),
    )


LOOK_BACK = dt.timedelta(weeks=26)
"""How far back the fair share looks."""


def _with_past(schedule: Schedule, rosters: Sequence[Roster], workers: Mapping[str, Worker]) -> dict[str, Worker]:
    """The people with what they lately did, as the results of wards that want it counted say: who came, not who was planned."""
    looking = {roster.ward for roster in rosters if roster.looks_back}
    since = schedule.today - LOOK_BACK
    results = [one for ward in sorted(looking) for one in schedule.results_of.get(ward, ())]
    known = [one for one in results if one.attended and since <= one.date < schedule.today]
    first: dict[str, dt.date] = {}
    for key, day in (
        *((key, one.date) for one in results for key, _ in one.attended),
        *((d.key, one.date) for w in looking for one in schedule.saturdays_of.get(w, ()) for d in one.assignments),
    ):
        first[key] = min(day, first.get(key, day))
    came = Counter(key for one in known for key in {key for key, _ in one.attended})
    made = {}
    for key, worker in workers.items():
        person, own = schedule.person(key), {ward for ward, _ in worker.skills}
        chances = {one.date for one in known if one.ward in own and first.get(key, dt.date.max) <= one.date}
        open_days = {day for day in chances if person and not person.away(day)}
        # Who came though they were away had a chance too.
        made[key] = replace(worker, past=came[key], past_days=max(len(open_days), came[key]))
    return made


def _served(
    schedule: Schedule, wards: Collection[str], days: Collection[dt.date], workers: Collection[str]
) -> dict[str, frozenset[dt.date]]:
    served: defaultdict[str, set[dt.date]] = defaultdict(set)
    for saturday in (saturday for ward in wards for saturday in schedule.saturdays_of.get(ward, ())):
        if saturday.date not in days and not schedule.why_closed(saturday):
            for assignment in saturday.assignments:
                served[assignment.key].add(saturday.date)
    return {key: frozenset(dates) for key, dates in served.items() if key in workers}


def _with_told(
    schedule: Schedule,
    staffing: Staffing,
    wards: tuple[str, ...],
    days: tuple[dt.date, ...],
    files: Mapping[tuple[str, dt.date], Saturday],
    told: Mapping[tuple[str, dt.date], tuple[Duty, ...]],
    free: Collection[dt.date],
) -> Task:
    """The task with what has been told: what stays, what may change, and what has become impossible."""
    kept = {place for place in told if told[place] and place[1] not in free and _stays(schedule, files[place])}
    settled = {duty for place, duties in told.items() for duty in duties if _settled(files.get(place), duty)}
    duties = sorted(duty for listed in told.values() for duty in listed)
    stays = {duty for duty in duties if duty in settled or duty.desk in kept}
    lost: dict[Duty, Rule] = {}
    alone = Rota(())
    for duty in duties:
        for rule in obstacles(staffing, alone, duty):
            if schedule.why_closed(files[duty.desk]):
                lost[duty] = Rule.CLOSED
            elif rule in (Rule.UNABLE, Rule.AWAY):
                lost[duty] = rule
    # People with experience first: whether a new one may stay depends on them.
    firm = Rota(())
    for duty in sorted(stays - lost.keys(), key=lambda d: (staffing.workers[d.key].new, d not in settled, d)):
        rules = [rule for rule in obstacles(staffing, firm, duty) if rule is not Rule.FULL]
        if not rules:
            firm.add(duty)
        elif rules != [Rule.ALONE]:
            lost[duty] = rules[0]
    published = frozenset(duties) - lost.keys()
    counts, possible = Counter(duty.slot for duty in duties), Counter(duty.slot for duty in published)
    room = {slot: counts[slot] if (slot.ward, slot.date) in kept else possible[slot] for slot in staffing.needs}
    room = {s: n for s, n in room.items() if n > staffing.needs[s] or (s.ward, s.date) in kept}
    broken = tuple(duty for duty in duties if duty in settled and lost.get(duty, Rule.CLOSED) is not Rule.CLOSED)
    whole = replace(staffing, published=published, fixed=firm.duties(), room=room)
    return Task(wards, days, whole, told, lost, broken, frozenset(kept))


def _stays(schedule: Schedule, file: Saturday) -> bool:
    """Settled as a whole, or so near that people count on it."""
    near = dt.timedelta(days=schedule.rosters[file.ward].freeze_days)
    return file.settled_whole or file.date <= schedule.today + near


def _settled(file: Saturday | None, duty: Duty) -> bool:
    return file is not None and (file.settled_whole or duty.key in file.settled)
