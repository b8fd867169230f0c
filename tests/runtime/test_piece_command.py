"""``domino piece run``."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from domino_plugin.runtime import protocol

SAMPLES = Path(__file__).parents[1] / "samples" / "runtime_pieces"
COMMAND = [sys.executable, "-m", "domino_plugin.cli.main", "piece", "run"]


@pytest.fixture
def domino(tmp_path):
    """Return a function that runs ``domino piece run`` on the samples with this interpreter."""

    def run(piece, *arguments, repository=SAMPLES, python=sys.executable, stdin=""):
        command = [*COMMAND, str(repository), piece, "--python", str(python), *map(str, arguments)]
        return subprocess.run(
            command, cwd=tmp_path, input=stdin, capture_output=True, text=True, timeout=60, check=False
        )

    return run


def test_outputs_on_stdout_and_logs_on_stderr(domino, tmp_path):
    ran = domino("TalkPiece", "--results-dir", tmp_path / "out")
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout) == {}
    assert "info ü" in ran.stderr
    assert "printed" in ran.stderr


def test_inputs_in_place_from_a_file_and_from_stdin(domino, tmp_path):
    text = '{"text": "é", "flag": false}'
    (tmp_path / "input.json").write_text(text, encoding="utf-8")
    for given, stdin in ((text, ""), (tmp_path / "input.json", ""), ("-", text)):
        outputs = json.loads(domino("EchoPiece", "--input", given, stdin=stdin).stdout)
        assert (outputs["text"], outputs["flag"]) == ("é", False)


def test_files_and_display(domino, tmp_path):
    display = {"file_type": "txt", "file_path": "RESULTS/a.txt"}
    inputs = json.dumps({"file": "a.txt", "content": "shown", "display": display})
    ran = domino("ShowPiece", "--input", inputs, "--results-dir", tmp_path / "out", "--full")
    assert (tmp_path / "out" / "a.txt").read_text() == "shown"
    assert json.loads(ran.stdout)["display_result"] == {
        "file_type": "txt",
        "file_path": str(tmp_path / "out" / "a.txt"),
        "base64_content": "c2hvd24=",
    }


def test_upstream_files(domino, tmp_path):
    run = tmp_path / "earlier"
    texts = {"file": f"{protocol.SHARED_STORAGE}/a/results/x.csv", "other": "/home/shared_storage2/x"}
    outputs = json.loads(
        domino("EchoPiece", "--input", json.dumps({"table": texts}), "--upstream", _made(run)).stdout
    )
    assert outputs["table"] == {"file": f"{run}/a/results/x.csv", "other": "/home/shared_storage2/x"}


def test_secrets_from_a_file(domino, tmp_path):
    (tmp_path / "secrets.json").write_text('{"API_KEY": "four"}')
    ran = domino("SecretPiece", "--secrets", "secrets.json", "--results-dir", tmp_path / "out")
    assert json.loads(ran.stdout)["length"] == 4


def test_secrets_that_a_piece_prints_are_masked(domino, tmp_path):
    folder = tmp_path / "repository" / "pieces" / "TellPiece"
    folder.mkdir(parents=True)
    (folder / "models.py").write_text((SAMPLES / "pieces/SecretPiece/models.py").read_text())
    (folder / "piece.py").write_text(
        "from domino.base_piece import BasePiece\n\n\nclass TellPiece(BasePiece):\n"
        "    def piece_function(self, input_data, secrets_data):\n"
        "        print('line:', secrets_data.API_KEY.splitlines()[1])\n"
        "        return {'length': 1}\n"
    )
    (tmp_path / "secrets.json").write_text('{"API_KEY": "first-line\\nsecond-line"}')
    ran = domino("TellPiece", "--secrets", "secrets.json", repository=tmp_path / "repository")
    assert json.loads(ran.stdout)["length"] == 1, ran.stderr
    assert "line: ***" in ran.stderr
    assert "second" not in ran.stderr


def test_failure(domino, tmp_path):
    ran = domino("RaisePiece", "--response", tmp_path / "response.json")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "boom" in ran.stderr
    assert json.loads((tmp_path / "response.json").read_text())["error"]["type"] == "RuntimeError"


def test_exit_code_of_the_piece(domino):
    assert domino("LeavePiece", "--input", '{"code": 3}').returncode == 3


def test_author_paths_stay_valid(domino, tmp_path):
    repository = tmp_path / "repository"
    (repository / "dependencies").mkdir(parents=True)
    for name in ("pieces", "common"):
        (repository / name).symlink_to(SAMPLES / name)
    (repository / "extra").mkdir()
    (repository / "extra" / "found_by_pythonpath.py").write_text("")
    dependency = {"ElsewherePiece": {"name": "ElsewherePiece", "dependency": {"dockerfile": "Dockerfile_0"}}}
    (repository / ".domino").mkdir()
    (repository / ".domino" / "compiled_metadata.json").write_text(json.dumps(dependency))
    (repository / "dependencies" / "Dockerfile_0").write_text(
        'FROM base\nENV PYTHONPATH "${PYTHONPATH}:/home/domino/pieces_repository/extra"\n'
    )
    ran = domino("ElsewherePiece", repository=repository)
    assert ran.returncode == 0, ran.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["EchoPice"], "Did you mean 'EchoPiece'?"),
        (["EchoPiece", "--input", '{"a":\n 1,}'], "line 2, column 4"),
        (["EchoPiece", "--input", "[1]"], "JSON array"),
        (["EchoPiece", "--input", '{"a": NaN}'], "write null"),
        (["EchoPiece", "--input", "none.json"], "'none.json', which isn't there"),
        (["EchoPiece", "--secrets", "none.json"], "--secrets names the file"),
        (["EchoPiece", "--upstream", "none"], "--upstream names none"),
        (["EchoPiece", "--input", " "], "--input is empty"),
        (["EchoPiece", "--results-dir", "/proc/none"], "--results-dir: the folder /proc/none can't be"),
        (["EchoPiece", "--results-dir", sys.executable], "File exists"),
        (["EchoPiece", "--work-dir", sys.executable], "--work-dir: the folder"),
        (["EchoPiece", "--response", "none/response.json"], "--response: the file none/response.json can't"),
        (["EchoPiece", "--response", "."], "Is a directory"),
    ],
)
def test_bad_arguments(domino, arguments, said):
    ran = domino(*arguments)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert said in ran.stderr
    assert ran.stderr.startswith("Error: ")
    assert ran.stderr.count("\n") == 1


def test_input_that_is_no_text(tmp_path):
    (tmp_path / "input.json").write_bytes(b'{"text": "\xff"}')
    for given in ("-", str(tmp_path / "input.json")):
        ran = subprocess.run(
            [*COMMAND, str(SAMPLES), "EchoPiece", "--python", sys.executable, "--input", given],
            input=b'{"text": "\xff"}',
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert ran.returncode == 2
        assert b"is no UTF-8 text: see byte 10" in ran.stderr
        assert ran.stderr.count(b"\n") == 1


def test_missing_repository_and_interpreter(domino, tmp_path):
    assert "There is no folder" in domino("EchoPiece", repository=tmp_path / "none").stderr
    assert "no Piece repository" in domino("EchoPiece", repository=tmp_path).stderr
    assert "can't be executed" in domino("EchoPiece", python=tmp_path / "none").stderr


def test_callers_variables_stay_outside(domino, monkeypatch, tmp_path):
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    (tmp_path / "found_by_pythonpath.py").write_text("")
    assert domino("ElsewherePiece").returncode == 1


def test_nothing_is_left_of_a_terminated_command(tmp_path):
    repository = tmp_path / "repository"
    piece = repository / "pieces" / "SleepPiece"
    piece.mkdir(parents=True)
    (piece / "models.py").write_text((SAMPLES / "pieces/RaisePiece/models.py").read_text())
    (piece / "piece.py").write_text(
        "import os, time\nfrom domino.base_piece import BasePiece\n\n"
        "class SleepPiece(BasePiece):\n    def piece_function(self, input_data):\n"
        "        print(os.getpid(), flush=True)\n        time.sleep(60)\n"
    )
    command = [*COMMAND, str(repository), "SleepPiece", "--python", sys.executable]
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    process = subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env={**os.environ, "TMPDIR": str(scratch)}
    )
    number = int(process.stderr.readline())
    process.terminate()
    process.wait(20)
    process.stderr.close()
    for _ in range(300):
        if not Path(f"/proc/{number}").exists() and not list(scratch.glob("domino-piece-*")):
            return
        time.sleep(0.1)
    pytest.fail(f"The Piece's process or its inputs are still there: {list(scratch.iterdir())}")


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder
