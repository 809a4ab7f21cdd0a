"""Work on all cores, in order."""

from __future__ import annotations

import os
from concurrent.futures.process import BrokenProcessPool
from functools import partial

import pytest
from thu7.system import parallel


def test_results_come_in_the_order_of_the_items() -> None:
    thousandths = parallel.each(partial(divmod, 1000), list(range(1, 40)), chunk=4)
    assert list(thousandths) == [divmod(1000, number) for number in range(1, 40)]
    assert list(parallel.each(str, [])) == []


def test_other_processes_do_the_work() -> None:
    ours = "__import__('os').getpid()"
    assert os.getpid() not in set(parallel.each(eval, [ours] * 3))


def test_what_goes_wrong_in_a_process_is_raised_here() -> None:
    with pytest.raises(ZeroDivisionError):
        list(parallel.each(partial(divmod, 1), [1, 0]))
    with pytest.raises(BrokenProcessPool):
        list(parallel.each(os._exit, [1, 1, 1]))
