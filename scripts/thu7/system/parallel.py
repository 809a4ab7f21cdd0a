"""Work on all cores, in order."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


def each(work: Callable[[_Item], _Result], items: Sequence[_Item], *, chunk: int = 1) -> Iterator[_Result]:
    """What ``work`` gives for each item, in their order, by as many processes as there are cores.

    Args:
        work: can be pickled, as its items and results can.
        chunk: how many items a process is handed at once; more than one pays where each takes little.
    """
    # A fresh process holds none of this one's memory, and no lock of a thread that it does not have. Ctrl-C is for this
    # process: leaving the pool ends the others at once.
    context = multiprocessing.get_context("spawn")
    processes = min(os.cpu_count() or 1, len(items))
    with context.Pool(processes, signal.signal, (signal.SIGINT, signal.SIG_IGN)) as pool:
        yield from pool.imap(work, items, chunk)
