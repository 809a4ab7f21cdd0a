"""Plans against all plans there are, against the rules, and against themselves."""

from __future__ import annotations

import itertools
import random
import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest
import wards
from hypothesis import assume, given
from hypothesis import strategies as st
from thu7.plan import auditor, greedy
from thu7.plan.planner import plan
from thu7.plan.problem import Duty, Measures, Rota, Slot, Staffing, Worker, open_places

DAYS = wards.saturdays(6)
MOST_PLANS = 3000


def possible(staffing: Staffing) -> dict[tuple[str, object], list[Duty]]:
    """The duties that each person could have on each day, one by one."""
    nobody = Rota(())
    found: dict[tuple[str, object], list[Duty]] = {}
    for key, slot in itertools.product(staffing.workers, staffing.needs):
        duty = Duty(*slot, key)
        rules = set(auditor.obstacles(staffing, nobody, duty))
        if rules <= {auditor.Rule.ALONE}:
            found.setdefault((key, slot.date), []).append(duty)
    return found


def all_plans(staffing: Staffing) -> Iterator[frozenset[Duty]]:
    choices = [[None, *duties] for duties in possible(staffing).values()]
    for chosen in itertools.product(*choices):
        duties = frozenset(duty for duty in chosen if duty)
        if not any(auditor.faults(staffing, duties)):
            yield duties


@st.composite
def staffings(draw: st.DrawFn, small: bool = True) -> Staffing:
    """Small wards with everything that a rule looks at."""
    days = draw(st.lists(st.sampled_from(DAYS), min_size=1, max_size=2 if small else 5, unique=True))
    names = draw(st.sampled_from((("a",), ("a", "b"))))
    roles = ("trưởng ca", "vneid")
    places = [(ward, role) for ward in names for role in roles]
    needs = {Slot(day, *place): draw(st.integers(0, 2)) for day in days for place in places}
    keys = [
        f"{names[-1 if number % 3 == 2 else 0]}/{number}" for number in range(draw(st.integers(1, 4 if small else 8)))
    ]
    past = {key: draw(st.sampled_from((0, 0, 1, 3))) for key in keys}
    workers = {
        key: Worker(
            key,
            past=past[key],
            past_days=past[key] + draw(st.integers(0, 3)),
            skills=draw(st.frozensets(st.sampled_from(places), min_size=1)),
            away=draw(st.frozensets(st.sampled_from(DAYS), max_size=2)),
            monthly_limit=draw(st.sampled_from((None, None, 0, 1, 2))),
            rest=draw(st.sampled_from((0, 0, 0, 1, 2))),
            new=draw(st.booleans()),
            likes=draw(st.frozensets(st.sampled_from(keys), max_size=1)) - {key},
            dislikes=draw(st.frozensets(st.sampled_from(DAYS), max_size=1)),
        )
        for key in keys
    }
    served = {key: draw(st.frozensets(st.sampled_from(sorted(set(DAYS) - set(days))), max_size=2)) for key in keys}
    staffing = Staffing(needs, dict.fromkeys(names, roles[0]), workers, served=served)
    told = draw(st.lists(st.sampled_from(sorted(duties)), unique=True)) if (duties := _single(staffing)) else []
    rota = Rota(())
    for duty in told:
        if not auditor.obstacles(staffing, rota, duty):
            rota.add(duty)
    stays = [duty for duty in sorted(rota.duties()) if not workers[duty.key].new]
    fixed = frozenset(draw(st.lists(st.sampled_from(stays), unique=True))) if stays else frozenset()
    return replace(staffing, published=rota.duties(), fixed=fixed)


def _single(staffing: Staffing) -> list[Duty]:
    return [duty for duties in possible(staffing).values() for duty in duties]


@given(staffings())
def test_no_plan_at_all_is_better(staffing: Staffing) -> None:
    sizes = [len(duties) + 1 for duties in possible(staffing).values()]
    count = 1
    for size in sizes:
        count *= size
    assume(count <= MOST_PLANS)
    best = min(auditor.measures(staffing, duties) for duties in all_plans(staffing))
    found = plan(staffing)
    assert auditor.measures(staffing, found.duties) == best
    assert found.proven


@given(staffings(small=False))
def test_nobody_is_twice_or_while_away_or_over_a_limit(staffing: Staffing) -> None:
    for duties in (plan(staffing).duties, greedy.plan(staffing)):
        mornings = [(duty.key, duty.date) for duty in duties]
        assert len(mornings) == len(set(mornings))
        for key, worker in staffing.workers.items():
            days = sorted({duty.date for duty in duties if duty.key == key})
            assert not worker.away.intersection(days)
            every = sorted({*days, *staffing.served[key]})
            for year, month in {(day.year, day.month) for day in days}:
                if worker.monthly_limit is not None:
                    assert sum((day.year, day.month) == (year, month) for day in every) <= worker.monthly_limit
            for day in days:
                assert all(other == day or abs((other - day).days) > 7 * worker.rest for other in every)
            assert all((duty.ward, duty.role) in worker.skills for duty in duties if duty.key == key)
        for slot, need in staffing.needs.items():
            assert sum(duty.slot == slot for duty in duties) <= max(
                need, sum(d.slot == slot for d in staffing.published)
            )
        assert staffing.fixed <= duties
        for duty in duties:
            if staffing.workers[duty.key].new:
                beside = [
                    o
                    for o in duties
                    if (o.date, o.ward) == (duty.date, duty.ward) and o.role in (duty.role, "trưởng ca")
                ]
                assert any(not staffing.workers[other.key].new for other in beside)


@given(staffings(small=False))
def test_every_gap_has_a_reason_for_each_person(staffing: Staffing) -> None:
    for duties in (plan(staffing).duties, greedy.plan(staffing)):
        rota = Rota(duties)
        for slot in open_places(staffing, duties):
            for key in staffing.workers:
                duty = Duty(*slot, key)
                assert duty in duties or auditor.obstacles(staffing, rota, duty), duty


@given(staffings(small=False))
def test_planning_a_plan_changes_nothing(staffing: Staffing) -> None:
    first = plan(staffing).duties
    again = plan(replace(staffing, published=first))
    assert again.duties == first
    assert again.stages[2].value == 0


@given(staffings(small=False), st.data())
def test_the_auditor_sees_any_duty_that_was_slipped_in_or_taken_out(staffing: Staffing, data: st.DataObject) -> None:
    duties = plan(staffing).duties
    assert list(auditor.faults(staffing, duties)) == []
    others = [Duty(*slot, key) for slot in staffing.needs for key in staffing.workers]
    slipped = data.draw(st.sampled_from(others))
    if slipped not in duties and auditor.obstacles(staffing, Rota(duties), slipped):
        assert list(auditor.faults(staffing, duties | {slipped})) != []
    for duty in staffing.fixed:
        assert f"{duty}: missing" in auditor.faults(staffing, duties - {duty})


def test_a_plan_with_a_fault_is_never_given(monkeypatch: pytest.MonkeyPatch) -> None:
    (staffing,) = wards.make(1, 12, 13, seed=1)
    right = plan(staffing).duties
    absent = replace(staffing, workers={key: replace(w, away=frozenset(DAYS)) for key, w in staffing.workers.items()})
    monkeypatch.setattr(greedy, "plan", lambda _: right)
    monkeypatch.setitem(sys.modules, "thu7.plan.optimum", None)
    monkeypatch.delattr("thu7.plan.optimum", raising=False)
    with pytest.raises(ArithmeticError, match="away"):
        plan(absent)


@given(staffings(small=False), st.randoms(use_true_random=False))
def test_the_order_of_people_and_places_changes_nothing(staffing: Staffing, source: random.Random) -> None:
    workers, needs = list(staffing.workers.items()), list(staffing.needs.items())
    source.shuffle(workers)
    source.shuffle(needs)
    shuffled = replace(staffing, workers=dict(workers), needs=dict(needs))
    assert plan(shuffled) == plan(staffing)
    assert greedy.plan(shuffled) == greedy.plan(staffing)


def test_a_proof_that_takes_too_much_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    (staffing,) = wards.make(3, 60, 20, seed=1)
    best = plan(staffing)
    search = pytest.importorskip("thu7.plan.search")
    monkeypatch.setattr(search, "WORK", 0)
    monkeypatch.setattr(search, "_FACE_NODES", 0)
    hurried = plan(staffing)
    assert hurried == plan(staffing)
    assert list(auditor.faults(staffing, hurried.duties)) == []
    for stage, other in zip(hurried.stages, best.stages, strict=True):
        if stage.name in ("wishes", "tie"):
            assert stage.bound is not None and stage.bound <= stage.value
            if stage.name == "wishes":
                assert stage.bound <= other.value <= stage.value
        else:
            assert stage == other


class Clock:
    """A clock that has so many looks left, each of them a second."""

    def __init__(self, looks: int) -> None:
        self.looks = looks

    def remaining(self) -> float:
        self.looks -= 1
        return float("inf") if self.looks >= 0 else 0.0


@given(staffings(), st.integers(0, 16))
def test_whatever_the_time_there_is_a_whole_plan_and_its_bounds_are_true(staffing: Staffing, looks: int) -> None:
    best, hurried = plan(staffing), plan(staffing, remaining=Clock(looks).remaining)
    assert list(auditor.faults(staffing, hurried.duties)) == []
    assert [stage.value for stage in hurried.stages] == list(auditor.measures(staffing, hurried.duties))
    assert hurried.stopped is not hurried.proven
    assert auditor.measures(staffing, hurried.duties) >= auditor.measures(staffing, best.duties)
    for stage, other in zip(hurried.stages, best.stages, strict=True):
        assert stage.bound is not None and stage.bound <= min(stage.value, other.value), stage
    if hurried.proven:
        assert hurried == best


def test_with_no_time_at_all_nothing_is_searched_and_nothing_said_to_be_proven() -> None:
    (staffing,) = wards.make(6, 120, 26, seed=1)
    hurried = plan(staffing, remaining=lambda: 0.0)
    assert hurried.duties == greedy.plan(staffing)
    assert hurried.stopped and not hurried.proven


def test_a_longer_look_is_never_worse_and_one_without_end_proves() -> None:
    (staffing,) = wards.make(3, 60, 20, seed=1)
    plans = [plan(staffing, remaining=Clock(looks).remaining) for looks in (0, 3, 6, 12, 1000)]
    measures = [auditor.measures(staffing, one.duties) for one in plans]
    assert measures == sorted(measures, reverse=True)
    assert plans[-1].proven and plans[-1] == plan(staffing)


def test_somebody_ill_moves_hardly_anybody_else() -> None:
    (staffing,) = wards.make(6, 120, 26, seed=1)
    told = plan(staffing).duties
    busiest = min(staffing.workers, key=lambda key: (-sum(duty.key == key for duty in told), key))
    days = sorted({duty.date for duty in told if duty.key == busiest})
    start = DAYS.index(days[0]) if days[0] in DAYS else 0
    now = wards.ill(staffing, told, busiest, wards.saturdays(26)[start : start + 6])
    again = plan(now)
    assert again.proven
    assert len(now.published - again.duties) <= 2


@pytest.mark.parametrize("rest", [0, 1])
def test_a_wards_quarter_is_proven_and_better_than_greedy(rest: int) -> None:
    (staffing,) = wards.make(1, 12, 13, seed=1, rest=rest)
    found = plan(staffing)
    assert found.proven
    values = auditor.measures(staffing, found.duties)
    assert values < auditor.measures(staffing, greedy.plan(staffing))
    assert [stage.name for stage in found.stages] == list(Measures._fields)
