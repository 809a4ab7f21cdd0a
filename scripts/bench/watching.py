"""A command run as a user runs it, its start included, and the memory of all its processes together."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

COMMAND = (sys.executable, "-c", "from thu7.cli.main import main\nif __name__ == '__main__': main()")


def watched(command: Sequence[str], environment: Mapping[str, str] | None = None) -> tuple[str, float, int]:
    """What it printed, the seconds it took, and the most megabytes it held (0 where there is no ``/proc``)."""
    start = time.perf_counter()
    running = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment and dict(environment)
    )
    peak = [0]
    threading.Thread(target=_watch, args=(running, peak), daemon=True).start()
    said, _ = running.communicate()
    return said, time.perf_counter() - start, peak[0] // 1024


def _watch(running: subprocess.Popen[str], peak: list[int]) -> None:
    """The most memory, in KB, that the process and its children held at once; shared pages are counted once (Linux)."""
    while running.poll() is None:
        peak[0] = max(peak[0], sum(map(proportional, family(running.pid))))
        time.sleep(0.1)


def family(pid: int) -> Iterator[int]:
    """A process and all below it (Linux)."""
    yield pid
    for file in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = file.read_text().split()
        except OSError:
            continue
        for child in children:
            yield from family(int(child))


def proportional(pid: int) -> int:
    """The KB a process holds, each shared page counted by its share."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return int(next(line for line in text.splitlines() if line.startswith("Pss:")).split()[1])
