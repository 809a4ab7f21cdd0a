"""What the machine lets a process have."""

from __future__ import annotations


def address_space() -> int | None:
    """The bytes of addresses that this process may take (``ulimit -v``); None where there is no limit, and on Windows."""
    try:
        import resource
    except ImportError:
        return None
    soft, _ = resource.getrlimit(resource.RLIMIT_AS)
    return None if soft == resource.RLIM_INFINITY else soft
