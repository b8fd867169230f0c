"""The task of the maintenance DAG that removes containers: it is skipped where there are none to be."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from airflow.sdk.exceptions import AirflowSkipException
from domino_plugin.operators.container_sweep import sweep_by_options


def test_without_an_engine_there_is_nothing_to_sweep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIRFLOW__DOMINO__DOCKER_URL", f"unix://{tmp_path}/no.sock")
    with pytest.raises(AirflowSkipException, match="No Docker engine answers"):
        sweep_by_options()


def test_where_containers_are_forbidden_no_engine_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIRFLOW__DOMINO__RUNTIMES", "virtualenv")
    with pytest.raises(AirflowSkipException, match="not allowed"):
        sweep_by_options()


def test_without_the_sdk_it_is_skipped_with_its_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docker", None)
    with pytest.raises(AirflowSkipException, match=r"pip install 'domino-plugin\[docker\]'"):
        sweep_by_options()
