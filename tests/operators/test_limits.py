"""What a Piece without a container may use: memory, cores, threads."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from domino_plugin.operators.threads import thread_variables
from domino_plugin.operators.virtualenv import PieceCall, run_piece
from domino_plugin.operators.virtualenv.limits import choose_cores
from domino_plugin.operators.virtualenv.process import ProcessTree

Call = Callable[..., PieceCall]
CORES = len(os.sched_getaffinity(0))
several_cores = pytest.mark.skipif(CORES < 2, reason="there is one core")


def test_more_memory_than_the_limit_ends_the_piece_and_names_the_limit(call: Call) -> None:
    outcome = run_piece(call("x = bytearray(200 << 20)", memory_limit_mib=100))
    assert outcome.outputs is None
    assert outcome.error is not None
    assert outcome.error["type"] == "MemoryError"
    assert "memory limit of 100 MiB" in outcome.error["summary"]
    assert "Raise the task's memory limit" in outcome.error["summary"]
    assert outcome.error["traceback"]


def test_memory_filled_to_the_last_byte_is_told_as_well(call: Call) -> None:
    code = "kept = []\nwhile True:\n    kept.append(str(len(kept)) * 20)"
    outcome = run_piece(call(code, memory_limit_mib=64))
    assert outcome.error is not None
    assert "memory limit of 64 MiB" in outcome.error["summary"]


def test_a_library_that_aborts_without_memory_leaves_a_hint(call: Call) -> None:
    outcome = run_piece(call("import os; os.abort()", memory_limit_mib=64))
    assert outcome.error is not None
    assert "SIGABRT" in outcome.error["summary"]
    assert "may have reached its memory limit of 64 MiB" in outcome.error["summary"]
    assert "limit" not in str(run_piece(call("import os; os.abort()")).error)


@pytest.mark.parametrize(
    "code",
    [
        "import errno; raise OSError(errno.ENOMEM, 'Cannot allocate memory')",
        "try:\n    bytearray(1 << 50)\nexcept MemoryError as error:\n    raise ValueError('far') from error",
        'raise RuntimeError("can\'t start new thread")',
        "raise ImportError('libx.so: failed to map segment from shared object')",
    ],
)
def test_other_errors_that_speak_of_memory_name_the_limit(call: Call, code: str) -> None:
    outcome = run_piece(call(code, memory_limit_mib=64))
    assert outcome.error is not None
    assert "memory limit of 64 MiB" in outcome.error["summary"]


def test_other_failures_are_not_blamed_on_the_limit(call: Call) -> None:
    outcome = run_piece(call("raise ValueError('wrong')", memory_limit_mib=64))
    assert outcome.error is not None
    assert outcome.error["summary"] == "ValueError: wrong"


def test_within_the_limit_a_piece_works_and_what_is_only_reserved_is_free(call: Call) -> None:
    code = (
        "import mmap, resource\n"
        # A reservation such as allocators make: no memory is used.
        "private = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS\n"
        "reserved = mmap.mmap(-1, 1 << 30, flags=private, prot=mmap.PROT_READ)\n"
        "x = bytearray(30 << 20)\n"
        "out = resource.getrlimit(resource.RLIMIT_DATA)[0]"
    )
    outcome = run_piece(call(code, memory_limit_mib=100))
    assert outcome.outputs == {"value": 100 << 20}, outcome.error


def test_every_process_of_the_piece_has_the_limit(call: Call) -> None:
    code = (
        "import subprocess, sys\n"
        "out = subprocess.run([sys.executable, '-c', 'bytearray(200 << 20)'],"
        " capture_output=True, text=True).stderr.splitlines()[-1]"
    )
    assert run_piece(call(code, memory_limit_mib=100)).outputs == {"value": "MemoryError"}


def test_without_a_limit_nothing_is_limited(call: Call) -> None:
    code = (
        "import os, resource; out = [len(os.sched_getaffinity(0)), resource.getrlimit(resource.RLIMIT_DATA)]"
    )
    outcome = run_piece(call(code))
    assert outcome.outputs == {"value": [CORES, [-1, -1]]}


@several_cores
@pytest.mark.parametrize("isolation", ["auto", "mapping"])
def test_the_piece_runs_on_as_many_cores_as_it_may(call: Call, isolation: str) -> None:
    code = "import os; out = [len(os.sched_getaffinity(0)), os.environ['OMP_NUM_THREADS']]"
    outcome = run_piece(call(code, cpu_limit=0.5, isolation=isolation))
    assert outcome.outputs == {"value": [1, "1"]}
    assert len(os.sched_getaffinity(0)) == CORES


@several_cores
@pytest.mark.parametrize(("limit", "count"), [(0.001, 1), (1, 1), (1.2, 2)])
def test_cores_are_rounded_up(limit: float, count: int) -> None:
    cores = choose_cores(limit)
    assert len(cores or os.sched_getaffinity(0)) == count
    assert set(cores or ()) <= os.sched_getaffinity(0)


def test_as_many_cores_as_there_are_need_no_binding() -> None:
    assert choose_cores(CORES) is choose_cores(CORES + 0.5) is choose_cores(None) is None


@pytest.fixture
def bound() -> Iterator[Callable[[int], None]]:
    """Start processes that are bound to one core, enough to outnumber any others."""
    started: list[subprocess.Popen[bytes]] = []

    def start(core: int) -> None:
        for _ in range(20):
            process = subprocess.Popen(["/bin/sleep", "60"])
            started.append(process)
            os.sched_setaffinity(process.pid, {core})

    yield start
    for process in started:
        process.kill()
        process.wait()


@several_cores
def test_cores_that_others_are_bound_to_are_avoided(bound: Callable[[int], None]) -> None:
    busy, *_ = sorted(os.sched_getaffinity(0))
    bound(busy)
    assert all(busy not in (choose_cores(1) or ()) for _ in range(20))


def test_thread_counts_an_administrator_set_lower_stay() -> None:
    variables = thread_variables(4, {"OMP_NUM_THREADS": "2,1", "MKL_NUM_THREADS": "16"})
    assert "OMP_NUM_THREADS" not in variables
    assert variables["MKL_NUM_THREADS"] == variables["OPENBLAS_NUM_THREADS"] == "4"


def test_a_lower_limit_of_the_machine_stays(tmp_path: Path) -> None:
    worker = (
        "import resource, sys; from pathlib import Path\n"
        "from domino_plugin.operators.virtualenv.process import ProcessTree\n"
        "resource.setrlimit(resource.RLIMIT_DATA, (1 << 30, 1 << 30))\n"
        "command = ['/bin/sh', '-c', 'ulimit -d']\n"
        "ProcessTree(command, environment={}, folder=Path('/'), memory=1 << 40).run(print)"
    )
    done = subprocess.run([sys.executable, "-c", worker], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(1 << 20)]


def test_limits_pass_on_through_the_tree(tmp_path: Path) -> None:
    lines: list[str] = []
    command = ["/bin/sh", "-c", "/bin/sh -c 'ulimit -d'"]
    ProcessTree(command, environment={}, folder=tmp_path, memory=64 << 20).run(lines.append)
    assert lines == [str(64 << 10)]
