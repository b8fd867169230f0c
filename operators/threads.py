"""Keeps numeric libraries from starting a thread for each core of the machine."""

from __future__ import annotations

from collections.abc import Mapping

#: What numeric libraries read, which would start a thread for each core of the machine.
_THREAD_VARIABLES = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "NUMEXPR_NUM_THREADS",
    "NUMEXPR_MAX_THREADS",
    "RAYON_NUM_THREADS",
    "POLARS_MAX_THREADS",
)


def thread_variables(cores: int, present: Mapping[str, str]) -> dict[str, str]:
    """Return the variables that keep numeric libraries from starting more than `cores` threads.

    What `present` says stays where it is less.
    """
    variables = {}
    for name in _THREAD_VARIABLES:
        # OMP_NUM_THREADS may be a list, a number for each level of nesting.
        given = present.get(name, "").partition(",")[0].strip()
        if not (given.isdigit() and 0 < int(given) <= cores):
            variables[name] = str(cores)
    return variables
