"""What a Piece sees of the process that watches over it: neither the worker's environment nor any secret."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from domino_plugin.operators.virtualenv import NamespaceRefusedError, launcher
from domino_plugin.operators.virtualenv.process import ProcessTree

CANARY = "kanarienvogel-of-the-worker"
#: Run by the Piece, which has read its secrets and closed their file, as the runner does.
LOOK = """
import os, sys
os.close(int(sys.argv[1]))
upper = f"/proc/{os.getppid()}"
def look(what, read):
    try:
        print(what, read())
    except OSError as error:
        print(what, error.strerror)
look("command", lambda: "launcher.py" in open(f"{upper}/cmdline").read())
look("environment", lambda: "kanarienvogel" in open(f"{upper}/environ").read())
def files():
    return [os.readlink(f"{upper}/fd/{number}") for number in os.listdir(f"{upper}/fd")]
look("files", lambda: "secrets" in " ".join(files()))
"""


@pytest.mark.parametrize("mounted", [False, True], ids=["mapping", "namespace"])
def test_the_launcher_holds_neither_the_workers_environment_nor_the_secrets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mounted: bool
) -> None:
    monkeypatch.setenv("AIRFLOW__CORE__FERNET_KEY", CANARY)
    lines = _look(tmp_path, mounted=mounted)
    if os.geteuid() == 0:
        assert lines == ["command True", "environment False", "files False"]
    else:
        assert lines == ["command True", "environment Permission denied", "files Permission denied"]


def _look(folder: Path, *, mounted: bool) -> list[str]:
    descriptor = os.memfd_create("domino-secrets", os.MFD_CLOEXEC)
    lines: list[str] = []
    tree = ProcessTree(
        [sys.executable, "-I", "-S", "-c", LOOK, str(descriptor)],
        environment={},
        folder=Path("/"),
        inherited=[descriptor],
        shared_storage=folder if mounted else None,
    )
    try:
        tree.run(lines.append)
    except NamespaceRefusedError:
        pytest.skip("this system allows no user namespaces")
    finally:
        os.close(descriptor)
    return lines


_AS_NOBODY = """
import os, sys
sys.path.insert(0, sys.argv[1])
import test_launcher_exposure as here
sys.executable = sys.argv[2]
os.setgid(65534)
os.setuid(65534)
print(here._look(here.Path("/tmp"), mounted=False))
"""


def test_not_even_a_process_of_the_same_user_looks_into_the_launcher() -> None:
    if os.geteuid() != 0:
        pytest.skip("only the superuser can become somebody else; for other users the test before covers it")
    # The superuser's own interpreter may lie in a home that is closed to others.
    python = next(filter(_works_for_nobody, (sys.executable, "/usr/bin/python3")), None)
    if python is None:
        pytest.skip("no interpreter here is for everybody")
    command = [sys.executable, "-c", _AS_NOBODY, str(Path(__file__).parent), python]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == str(
        ["command True", "environment Permission denied", "files Permission denied"]
    ), done.stderr


def _works_for_nobody(python: str) -> bool:
    command = [python, "-I", "-S", "-c", f"import ctypes; open({launcher.__file__!r})"]
    try:
        return subprocess.run(command, user=65534, capture_output=True, check=False).returncode == 0
    except OSError:
        return False
