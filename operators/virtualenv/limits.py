"""Limits of a Piece without a container: which cores it runs on."""

from __future__ import annotations

import math
import os
import random
from collections import Counter
from pathlib import Path


def choose_cores(limit: float | None) -> tuple[int, ...] | None:
    """Return the cores for a Piece that may use `limit` of them, or None where that is no limit.

    Whole cores, at least one, at most those the worker has. Processes that are bound to few cores get in each
    other's way on the same ones while others idle, so the cores taken are those that fewest are bound to.
    """
    own = os.sched_getaffinity(0)
    if limit is None or math.ceil(limit) >= len(own):
        return None
    bound = _bound_processes(own)
    # Of cores alike, any: tasks that start at the same moment don't all take the first.
    order = sorted(own, key=lambda core: (bound[core], random.random()))  # noqa: S311
    return tuple(sorted(order[: math.ceil(limit)]))


def _bound_processes(own: set[int]) -> Counter[int]:
    """Count, for each core, the processes of this machine that are bound to it and not to all of `own`."""
    bound: Counter[int] = Counter()
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                cores = os.sched_getaffinity(int(folder.name))
            except OSError:
                continue
            if not cores >= own:
                bound.update(cores & own)
    return bound
