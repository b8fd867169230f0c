from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest
from domino_plugin.operators.virtualenv import EnvironmentStore, interpreters
from domino_plugin.operators.virtualenv import environments as module
from domino_plugin.operators.virtualenv.build_failures import RequirementsError
from domino_plugin.operators.virtualenv.environments import BuildStoppedError

from domino_plugin.errors import Unavailable

#: Stands in for uv: makes a venv of links, takes its time, notes each build.
FAKE_UV = """#!/bin/sh
case "$1$2" in
  venv*) for last; do :; done
     mkdir -p "$last/bin"; ln -s {python} "$last/bin/python"
     echo build >> {log}; echo "building in $last" ;;
  pipinstall) sleep "$(cat {delay})"; for last; do :; done; if grep -q impossible "$last"; then
       echo "No solution found: impossible"; exit 1; fi; echo "Installed 1 package" ;;
  pipfreeze) echo "pydantic==2.4.2" ;;
esac
"""


@pytest.fixture
def builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put the stand-in for uv in its place; the file returned has a line per build."""
    log, delay, uv = tmp_path / "builds", tmp_path / "delay", tmp_path / "uv"
    delay.write_text("0")
    uv.write_text(FAKE_UV.format(python=sys.executable, log=log, delay=delay))
    uv.chmod(0o755)
    monkeypatch.setattr(module, "uv_path", lambda: str(uv))
    monkeypatch.setattr(
        module, "find_interpreter", lambda *_, **__: interpreters.Interpreter(Path("/p"), "3.10.1")
    )
    return log


def test_an_environment_is_built_once_and_found_again(tmp_path: Path, builds: Path) -> None:
    store = EnvironmentStore(tmp_path / "root")
    assert store.find("pandas\n") is None
    built = store.ensure("pandas\n")
    assert built.python.exists()
    assert built.packages == ("pydantic==2.4.2",)
    assert EnvironmentStore(tmp_path / "root").ensure("pandas\n") == built
    assert EnvironmentStore(tmp_path / "root").find("pandas\n") == built
    assert builds.read_text().count("build") == 1
    assert store.ensure("numpy\n").key != built.key


def test_two_builders_build_once(tmp_path: Path, builds: Path) -> None:
    (tmp_path / "delay").write_text("0.5")
    found = []
    threads = [
        threading.Thread(target=lambda: found.append(EnvironmentStore(tmp_path / "root").ensure("x\n")))
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert builds.read_text().count("build") == 1
    assert len(found) == 3
    assert len({environment.folder for environment in found}) == 1


def _ensure(root: Path) -> None:
    EnvironmentStore(root).ensure("x\n")


def test_a_killed_builder_leaves_nothing_half(tmp_path: Path, builds: Path) -> None:
    (tmp_path / "delay").write_text("60")
    process = multiprocessing.get_context("fork").Process(target=_ensure, args=(tmp_path / "root",))
    process.start()
    end = time.monotonic() + 20
    while not builds.exists():
        assert time.monotonic() < end
        time.sleep(0.02)
    os.kill(process.pid or 0, signal.SIGKILL)
    process.join()
    store = EnvironmentStore(tmp_path / "root")
    assert store.find("x\n") is None
    (tmp_path / "delay").write_text("0")
    environment = store.ensure("x\n")
    folders = [path for path in store.root.iterdir() if path.is_dir()]
    assert folders == [environment.folder]


def test_a_vanished_interpreter_means_building_anew(tmp_path: Path, builds: Path) -> None:
    store = EnvironmentStore(tmp_path / "root")
    first = store.ensure("x\n")
    first.python.unlink()
    first.python.symlink_to("/no/such/python")
    second = store.ensure("x\n")
    assert second.python.exists()
    assert not first.folder.exists()


def test_stopping_ends_the_build_and_the_waiting(tmp_path: Path, builds: Path) -> None:
    (tmp_path / "delay").write_text("60")
    for _ in range(2):
        store = EnvironmentStore(tmp_path / "root")
        timer = threading.Timer(0.5, store.stop)
        timer.start()
        started = time.monotonic()
        with pytest.raises(BuildStoppedError, match="stopped"):
            store.ensure("x\n")
        assert time.monotonic() - started < 20
        assert store.find("x\n") is None


def test_a_build_that_takes_too_long_is_ended(tmp_path: Path, builds: Path) -> None:
    (tmp_path / "delay").write_text("60")
    with pytest.raises(BuildStoppedError, match="environment_build_timeout"):
        EnvironmentStore(tmp_path / "root", build_timeout=0.5).ensure("x\n")


def test_requirements_that_cannot_be_had_say_what_uv_says(
    tmp_path: Path, builds: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO), pytest.raises(RequirementsError, match="No solution found"):
        EnvironmentStore(tmp_path / "root").ensure("impossible\n")
    assert {record.name for record in caplog.records} == {"domino.environment"}
    assert not [path for path in (tmp_path / "root" / "environments").iterdir() if path.is_dir()]


def test_an_interpreter_that_is_not_installed_is_replaced_by_the_nearest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    installed = {
        "3.11": interpreters.Interpreter(Path("/p"), "3.11.4"),
        "3.9": interpreters.Interpreter(Path("/o"), "3.9.1"),
    }
    monkeypatch.setattr(interpreters, "_installed", installed.get)
    found = interpreters.find_interpreter("3.10")
    assert found.version == "3.11.4"
    assert "3.10 is not installed" in str(found.note)
    assert interpreters.find_interpreter("3.11").note is None
    monkeypatch.setattr(interpreters, "_installed", lambda _: None)
    with pytest.raises(Unavailable, match="piece_python"):
        interpreters.find_interpreter("3.10")
    with pytest.raises(ValueError, match="'latest'"):
        interpreters.find_interpreter("latest")


def test_an_interpreter_of_this_machine_is_found_by_version_and_by_path() -> None:
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert interpreters.find_interpreter(version).version.startswith(version)
    assert interpreters.find_interpreter(sys.executable).path == Path(sys.executable)
    with pytest.raises(Unavailable, match="no working Python"):
        interpreters.find_interpreter("/bin/true")


@pytest.mark.network
@pytest.mark.parametrize(
    ("requirements", "code", "base"),
    [
        (
            "",
            "import pydantic, yaml, requests, tomli; assert pydantic.VERSION == '2.4.2'",
            "as in the original",
        ),
        (
            "pydantic==1.10.13\n",
            "import pydantic; assert pydantic.VERSION == '1.10.13'",
            "as in the original",
        ),
        ("typing-extensions==4.5.0\n", "import pydantic, typing_extensions", "version"),
    ],
)
def test_a_real_environment_has_the_base_libraries_and_the_authors(
    tmp_path: Path, requirements: str, code: str, base: str
) -> None:
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    environment = EnvironmentStore(tmp_path / "root", python=python).ensure(requirements)
    assert base in environment.base
    subprocess.run([environment.python, "-I", "-c", textwrap.dedent(code)], check=True, timeout=60)
