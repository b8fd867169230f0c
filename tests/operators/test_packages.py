"""Where the packages of environments come from."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from domino_plugin.operators.virtualenv import EnvironmentStore, PackageSource
from domino_plugin.operators.virtualenv import environments as module
from domino_plugin.operators.virtualenv.build_failures import RequirementsError
from domino_plugin.operators.virtualenv.interpreters import Interpreter, uv_path
from domino_plugin.operators.worker_environments import environment_store

from domino_plugin import settings

#: Stands in for uv: tells where it would look, and fails to install.
FAKE_UV = """#!/bin/sh
case "$1$2" in
  venv*) for last; do :; done; mkdir -p "$last/bin"; ln -s /bin/true "$last/bin/python" ;;
  pipinstall) echo "index $UV_DEFAULT_INDEX links $UV_FIND_LINKS offline $UV_OFFLINE$UV_NO_INDEX"; exit 1 ;;
esac
"""


@pytest.fixture
def wheels(tmp_path: Path) -> Path:
    """A folder with one wheel."""
    folder = tmp_path / "wheels"
    folder.mkdir()
    with zipfile.ZipFile(folder / "only_here-1.0-py3-none-any.whl", "w") as wheel:
        info = "only_here-1.0.dist-info"
        wheel.writestr("only_here.py", "answer = 42\n")
        wheel.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: only-here\nVersion: 1.0\n")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", "")
    return folder


def _install(source: PackageSource, package: str, target: Path) -> subprocess.CompletedProcess[str]:
    command = [uv_path(), "pip", "install", "--python", sys.executable, "--target", str(target), package]
    return subprocess.run(command, env=source.variables(), capture_output=True, text=True, check=False)


def test_a_wheel_of_the_folder_is_installed_without_any_network(wheels: Path, tmp_path: Path) -> None:
    source = PackageSource(wheels=wheels, offline=True)
    done = _install(source, "only-here", tmp_path / "target")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "target" / "only_here.py").exists()
    # In nobody's cache, as nobody has made it.
    missing = _install(source, "domino-no-such-package", tmp_path / "target")
    assert missing.returncode != 0


def test_an_index_of_ones_own_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UV_HTTP_RETRIES", "0")
    done = _install(PackageSource("http://127.0.0.1:1/simple"), "only-here", tmp_path / "target")
    assert done.returncode != 0
    assert "127.0.0.1:1" in done.stderr


@pytest.fixture
def fake_uv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    uv = tmp_path / "uv"
    uv.write_text(FAKE_UV)
    uv.chmod(0o755)
    monkeypatch.setattr(module, "uv_path", lambda: str(uv))
    monkeypatch.setattr(module, "find_interpreter", lambda *_, **__: Interpreter(Path("/p"), "3.10.1"))


def test_the_options_reach_uv_and_a_password_stays_out_of_the_log(
    fake_uv: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for name, value in {
        "ENVIRONMENTS_ROOT": str(tmp_path / "root"),
        "PACKAGE_INDEX": "https://ann:secret@pypi.example.com/simple",
        "WHEEL_FOLDER": "/srv/wheels",
        "PACKAGES_OFFLINE": "True",
    }.items():
        monkeypatch.setenv(f"AIRFLOW__DOMINO__{name}", value)
    for name in ("UV_FIND_LINKS", "PIP_FIND_LINKS"):
        monkeypatch.delenv(name, raising=False)
    store = environment_store(settings.load())
    with caplog.at_level(logging.INFO), pytest.raises(RequirementsError) as caught:
        store.ensure("pandas\n")
    expected = "index https://***@pypi.example.com/simple links /srv/wheels offline 11"
    assert expected in caplog.text
    assert expected in str(caught.value)
    assert "pip download" in str(caught.value)
    assert "/srv/wheels" in str(caught.value)
    assert "secret" not in caplog.text + str(caught.value)


def test_without_options_the_machines_own_settings_hold(
    fake_uv: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("UV_DEFAULT_INDEX", raising=False)
    monkeypatch.setenv("PIP_INDEX_URL", "https://mirror.example.com/simple")
    monkeypatch.setenv("UV_FIND_LINKS", "/mnt/wheels")
    with pytest.raises(RequirementsError, match=r"index https://mirror.example.com/simple links /mnt/wheels"):
        EnvironmentStore(tmp_path / "root").ensure("pandas\n")
    assert PackageSource(wheels=Path("/srv")).variables()["UV_FIND_LINKS"] == "/srv,/mnt/wheels"
    assert os.environ["UV_FIND_LINKS"] == "/mnt/wheels"
