"""A plan without a solver: fill, then move people for one more place. It keeps every rule and proves nothing."""

from __future__ import annotations

from thu7.plan.auditor import obstacles
from thu7.plan.problem import Duty, Rota, Rule, Slot, Staffing, open_places, tie_breaker

DEPTH = 2
"""How many people may be moved so that one more place is filled."""
_MOVABLE = frozenset((Rule.BUSY, Rule.LIMIT, Rule.REST))
"""What giving up another duty can resolve."""


def plan(staffing: Staffing) -> frozenset[Duty]:
    """The published duties that may stand, then one more after the other while there is anybody for them."""
    rota = Rota(staffing.fixed)
    # People with experience first: whether a new one may serve depends on them.
    for duty in sorted(staffing.published - staffing.fixed, key=lambda d: (staffing.workers[d.key].new, d)):
        if not obstacles(staffing, rota, duty):
            rota.add(duty)
    for depth in range(DEPTH + 1):
        for slot in _by_need(staffing, rota):
            while _open(staffing, rota, slot) and _fill(staffing, rota, slot, depth):
                pass
    return rota.duties()


def _open(staffing: Staffing, rota: Rota, slot: Slot) -> bool:
    taken = sum(duty.role == slot.role for duty in rota.at_desk[slot.ward, slot.date])
    return taken < min(staffing.needs[slot], staffing.places(slot))


def _by_need(staffing: Staffing, rota: Rota) -> list[Slot]:
    """The open slots: those that lead first, then those that fewest people can fill."""
    able = {slot[1:]: len(staffing.able.get(slot[1:], ())) for slot in staffing.needs}
    missing = open_places(staffing, rota.duties())
    return sorted(missing, key=lambda slot: (staffing.leads[slot.ward] != slot.role, able[slot[1:]], slot))


def _fill(staffing: Staffing, rota: Rota, slot: Slot, depth: int) -> bool:
    """Place one more person in ``slot``, moving up to ``depth`` others; where that fails ``rota`` is as before.

    Who is moved away may have guided a new one: whoever takes their place guides too, or stands beside somebody who does.
    """
    for duty in _candidates(staffing, rota, slot):
        rules = set(obstacles(staffing, rota, duty))
        if not rules:
            rota.add(duty)
            return True
        if depth and rules <= _MOVABLE:
            for given_up in [other for other in rota.of_person[duty.key] if other not in staffing.fixed]:
                rota.remove(given_up)
                if not obstacles(staffing, rota, duty):
                    rota.add(duty)
                    if _fill(staffing, rota, given_up.slot, depth - 1):
                        return True
                    rota.remove(duty)
                rota.add(given_up)
    return False


def _candidates(staffing: Staffing, rota: Rota, slot: Slot) -> list[Duty]:
    """Who could take a place, those with the least to do first."""
    duties = [
        Duty(*slot, key) for key in staffing.able.get(slot[1:], ()) if slot.date not in staffing.workers[key].away
    ]
    duties = [duty for duty in duties if duty not in rota.of_person[duty.key]]
    return sorted(duties, key=lambda duty: (len(rota.of_person[duty.key]), tie_breaker(duty)))
