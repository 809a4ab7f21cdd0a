"""What no plan can be better than, told from the places and the people alone: for measures that no solver came to."""

from __future__ import annotations

import heapq
from collections.abc import Mapping

from thu7.plan.problem import Measures, Staffing


def least(staffing: Staffing, found: Measures, proven: Mapping[str, bool]) -> Measures:
    """The least that the best plan can have of each measure; ``proven`` says which of those of ``found`` cannot be less.

    Low, but never too high: of what nothing is known, nothing is said but that it is not below nought.
    """
    open_ones = {name: _open(staffing, name == "leads") for name in ("leads", "others")}
    filled = sum(staffing.needs.values()) - found.leads - found.others
    squares = _squares(staffing, filled if proven.get("leads") and proven.get("others") else 0)
    return found._replace(**open_ones, changes=0, excess=found.excess * 0, squares=squares, wishes=0, tie=0)


def _open(staffing: Staffing, leading: bool) -> int:
    """Places for which there are too few who can fill them that day, each slot by itself."""
    return sum(
        max(0, need - min(staffing.places(slot), _free(staffing, slot[1:], slot.date)))
        for slot, need in staffing.needs.items()
        if (staffing.leads[slot.ward] == slot.role) is leading
    )


def _free(staffing: Staffing, skill: tuple[str, str], day: object) -> int:
    return sum(day not in staffing.workers[key].away for key in staffing.able.get(skill, ()))


def _squares(staffing: Staffing, filled: int) -> int:
    """The squares of so many duties spread as evenly as the days of each person allow."""
    loads = [(worker.past, len(staffing.free_days(worker))) for worker in staffing.workers.values()]
    total, heap = sum(past**2 for past, _ in loads), [load for load in loads if load[1]]
    heapq.heapify(heap)
    for _ in range(filled):
        if not heap:
            break
        load, days = heapq.heappop(heap)
        total += 2 * load + 1
        if days > 1:
            heapq.heappush(heap, (load + 1, days - 1))
    return total
