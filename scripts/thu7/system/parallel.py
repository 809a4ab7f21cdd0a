"""Work on all cores, in order."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


def each(work: Callable[[_Item], _Result], items: Sequence[_Item], *, chunk: int = 1) -> Iterator[_Result]:
    """What ``work`` gives for each item, in their order, by as many processes as there are cores.

    Args:
        work: can be pickled, as its items and results can.
        chunk: how many items a process is handed at once; more than one pays where each takes little.

    Raises:
        BrokenProcessPool: a process ended in the middle of its work.
    """
    # A fresh process holds none of this one's memory, and no lock of a thread that it does not have. Ctrl-C is for this process.
    pool = ProcessPoolExecutor(
        min(os.cpu_count() or 1, len(items)) or 1,
        multiprocessing.get_context("spawn"),
        initializer=signal.signal,
        initargs=(signal.SIGINT, signal.SIG_IGN),
    )
    with pool:
        try:
            yield from pool.map(work, items, chunksize=chunk)
        except BaseException:
            # Nobody waits for the rest.
            for process in multiprocessing.active_children():
                process.terminate()
            raise
