"""The ``domino`` module as Pieces and their authors' tests import it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from domino_plugin.runtime.protocol import PROVIDED_FOLDER

SAMPLES = Path(__file__).parents[1] / "samples" / "runtime_pieces"
AUTHORS_TEST = """
from domino.testing import piece_dry_run
from domino.testing.utils import skip_envs


def test_outputs():
    assert piece_dry_run("EchoPiece", {"number": "0"})["number"] == 0


def test_secrets(tmp_path):
    output = piece_dry_run("SecretPiece", {}, secrets_data={"API_KEY": "four"}, results_path=str(tmp_path))
    assert output == {"length": 4, "limit": None}
    assert (tmp_path / "ran.txt").exists()


def test_display():
    assert piece_dry_run("ShowPiece", {"display": {"file_type": "txt"}, "file": "x.txt"})


@skip_envs("github")
def test_skipped():
    raise AssertionError
"""


def run_python(*arguments: str, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(PROVIDED_FOLDER), **variables}
    return subprocess.run(
        [sys.executable, *arguments], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )


def test_authors_tests(tmp_path):
    repository = tmp_path / "repository"
    repository.mkdir()
    (repository / "pieces").symlink_to(SAMPLES / "pieces")
    (tmp_path / "repository" / "test_pieces.py").write_text(AUTHORS_TEST)
    ran = run_python(
        "-m", "pytest", "-q", "-p", "no:cacheprovider", cwd=repository, DOMINO_TESTS_ENVIRONMENT="github"
    )
    assert "3 passed, 1 skipped" in ran.stdout, ran.stdout
    assert (repository / "dry_run_results" / "x.txt").exists()


@pytest.mark.parametrize(
    "statement",
    [
        "from domino.base_piece import BasePiece",
        "from domino.exceptions.exceptions import InvalidPieceOutputError, MissingEnvVarError",
        "from domino.logger import get_configured_logger",
        "from domino.models import OutputModifierItemType, OutputModifierModel",
        "from domino.schemas import ContainerResourcesModel, DeployModeType, DisplayResultFileType",
        "from domino.schemas import PieceMetadata, WorkflowSharedStorage, StorageSource, shared_storage_map",
        "from domino.schemas.deploy_mode import DeployModeType",
        "from domino.testing import piece_dry_run; from domino.testing.dry_run import piece_dry_run",
        "from domino.utils import dict_deep_update",
        "import domino; assert domino.__version__",
    ],
)
def test_names(statement, tmp_path):
    ran = run_python("-W", "error", "-c", statement, cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr


def test_resources_are_checked(tmp_path):
    code = (
        "from domino.schemas import ContainerResourcesModel as R\n"
        "assert R().limits.memory == '128Mi'\n"
        "try: R(limits={'cpu': '1 core', 'memory': '1Mi'})\n"
        "except ValueError: raise SystemExit(5)"
    )
    assert run_python("-c", code, cwd=tmp_path).returncode == 5


def test_merge(tmp_path):
    code = (
        "from domino.utils import dict_deep_update as merge\n"
        "merged = merge({'a': {'b': 1, 'c': 2}, 'd': 3}, {'a': {'b': 4}, 'd': {'e': 5}})\n"
        "assert merged == {'a': {'b': 4, 'c': 2}, 'd': {'e': 5}}, merged"
    )
    ran = run_python("-c", code, cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr


def test_system_figures(tmp_path):
    code = (
        "from domino.base_piece import BasePiece as B\n"
        "print(B.get_container_cpu_limit(), B.get_container_memory_limit(), B.get_container_memory_usage())\n"
        "try: B.get_nvidia_smi_output()\n"
        "except RuntimeError as error: print(error)"
    )
    assert run_python("-c", code, cwd=tmp_path).returncode == 0
