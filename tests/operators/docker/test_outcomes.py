"""What a Piece gives is the same in each kind of image as in a virtual environment."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from domino_plugin.operators.virtualenv import PieceCall, run_piece

from domino_plugin.storage import LocalStorage

pytestmark = pytest.mark.docker


def test_outputs_and_what_is_displayed(any_image: str, run: Any, storage: LocalStorage) -> None:
    code = (
        "f = self.results_path + '/a.md'; open(f, 'w').write('# Ä'); "
        "self.display_result = {'file_type': 'md', 'file_path': f}; out = [value, f]"
    )
    value = {"text": "ünï\n\u2028'\"", "none": None, "yes": True, "deep": [[0, 1.5, -0.0]], "big": 2**53}
    outcome = run(code, value=value, image=any_image)
    assert outcome.error is None, outcome.error
    assert outcome.outputs == {"kind": "any", "value": [value, "/home/shared_storage/t/results/a.md"]}
    assert outcome.display is not None
    assert outcome.display.file == storage.task_folder("d", "r", "t") / "results" / "a.md"
    assert outcome.display.file.read_text() == "# Ä"
    assert outcome.storage_bytes == len("# Ä".encode())
    folder = storage.task_folder("d", "r", "t")
    assert json.loads((folder / "xcom_out" / "xcom_out.json").read_text()) == outcome.outputs
    assert sorted(path.name for path in folder.iterdir()) == ["report", "results", "xcom_out"]


def test_content_that_is_displayed_becomes_a_file(any_image: str, run: Any) -> None:
    code = "self.display_result = {'file_type': 'txt', 'base64_content': 'aGFsbG8='}"
    display = run(code, image=any_image).display
    assert (display.file.name, display.file.read_text()) == ("display_result.txt", "hallo")


def test_a_file_beside_empty_content_is_displayed(any_image: str, run: Any) -> None:
    code = (
        "f = self.results_path + '/a.png'; open(f, 'w').write('pixels'); "
        "self.display_result = {'file_type': 'png', 'file_path': f, 'base64_content': ''}"
    )
    display = run(code, image=any_image).display
    assert (display.file.name, display.file.read_text()) == ("a.png", "pixels")


@pytest.mark.parametrize("where", ["/tmp/a.md", "/home/shared_storage/.files/a.md"])
def test_a_file_from_elsewhere_is_kept_with_the_run(
    any_image: str, run: Any, tmp_path: Path, storage: LocalStorage, where: str
) -> None:
    files = tmp_path / "files"
    files.mkdir()
    (files / "a.md").write_text("# A")
    code = (
        f"f = {where!r}; f.startswith('/tmp') and open(f, 'w').write('# A'); "
        "self.display_result = {'file_type': 'md', 'file_path': f}"
    )
    display = run(code, image=any_image, workspace_files=files).display
    assert display.file == storage.task_folder("d", "r", "t") / "results" / "display_result.md"
    assert (display.file.read_text(), display.size) == ("# A", 3)
    assert display.file.stat().st_uid == os.getuid()


def test_a_missing_file_is_nothing_to_show(any_image: str, run: Any) -> None:
    code = "self.display_result = {'file_type': 'png', 'file_path': '/nowhere.png'}"
    outcome = run(code, image=any_image)
    assert outcome.error is None
    assert (outcome.display.file_type, outcome.display.file) == ("png", None)


def test_a_piece_that_fails_says_the_same_as_in_a_virtualenv(
    any_image: str, run: Any, piece_repository: Path, storage: LocalStorage
) -> None:
    lines: list[str] = []
    code = "print('before')\nraise ValueError('bad luck')"
    error = run(code, image=any_image, lines=lines).error
    here = run_piece(
        PieceCall(
            repository=piece_repository,
            piece="CodePiece",
            inputs={"code": code},
            python=Path(sys.executable),
            run_folder=storage.run_folder("d", "v"),
            task_folder=storage.prepare_task("d", "v", "t"),
        )
    ).error
    assert here is not None
    for name in ("type", "message", "summary", "in_piece_code"):
        assert error[name] == here[name]
    assert "before" in lines
    assert error["traceback"].splitlines()[1].endswith('CodePiece/piece.py", line 8, in piece_function')
    assert not [line for line in lines if "cut point" in line]


@pytest.mark.parametrize(
    ("inputs", "words"),
    [({"number": "three"}, ["'number'", "'three'", "integer"]), ({"number": None}, ["'number'", "None"])],
)
def test_a_refused_input_is_named(any_image: str, run: Any, inputs: dict[str, Any], words: list[str]) -> None:
    error = run("out = 1", image=any_image, inputs=inputs).error
    assert (error["input"], error["in_piece_code"], error["traceback"]) == ("number", False, "")
    for word in words:
        assert word in error["summary"]


def test_outputs_and_inputs_of_megabytes(any_image: str, run: Any) -> None:
    value = {"text": "x" * (5 << 20), "rows": [[number, str(number)] for number in range(20_000)]}
    outcome = run("out = value", value=value, image=any_image)
    assert outcome.error is None, outcome.error
    assert outcome.outputs["value"] == value


def test_nan_is_null(any_image: str, run: Any) -> None:
    assert run("out = [float('nan'), {'a': float('inf')}]", image=any_image).outputs["value"] == [
        None,
        {"a": None},
    ]


def test_a_file_goes_from_piece_to_piece_without_a_copy(any_image: str, run: Any) -> None:
    first = run(
        "import os; f = self.results_path + '/big'; open(f, 'wb').write(os.urandom(1 << 20) * 64); "
        "out = {'path': f, 'inode': os.stat(f).st_ino}",
        task="one",
        image=any_image,
    )
    second = run(
        "import os; s = os.stat(value['path']); out = [s.st_size, s.st_ino == value['inode']]",
        value=first.outputs["value"],
        task="two",
        image=any_image,
    )
    assert second.outputs["value"] == [64 << 20, True]


def test_files_of_the_workspace_can_be_read_only(any_image: str, run: Any, tmp_path: Path) -> None:
    files = tmp_path / "files"
    files.mkdir()
    (files / "a.csv").write_text("a,b")
    code = "f = '/home/shared_storage/.files/a.csv'; out = open(f).read(); open(f, 'w').write('x')"
    error = run(code, image=any_image, workspace_files=files).error
    assert "Read-only file system" in error["message"]
    assert (files / "a.csv").read_text() == "a,b"


def test_the_piece_knows_where_it_stands(any_image: str, run: Any, storage: LocalStorage) -> None:
    outcome = run(
        "c = self.airflow_context\n"
        "out = [c['execution_datetime'], c['dag_run_id'], self.task_id, self.dag_id]",
        image=any_image,
        logical_date="2026-01-02T03:04:05+00:00",
    )
    assert outcome.outputs["value"] == ["20260102T030405", "r", "t", "d"]


def test_a_mapped_instance_has_a_folder_of_its_own(any_image: str, run: Any, storage: LocalStorage) -> None:
    outcome = run(
        "open(self.results_path + '/x', 'w'); out = [self.results_path, self.task_id]",
        image=any_image,
        task_folder=storage.prepare_task("d", "r", "mapped", 3),
        task_id="mapped",
    )
    assert outcome.outputs["value"] == ["/home/shared_storage/mapped/3/results", "mapped"]
    assert (storage.task_folder("d", "r", "mapped", 3) / "results" / "x").exists()


def test_leaving_the_process_is_a_failure_with_its_code(any_image: str, run: Any) -> None:
    outcome = run("import sys; sys.exit(7)", image=any_image)
    assert outcome.exit_code == 7
    assert "exit code 7" in outcome.error["summary"]


def test_lines_come_while_the_piece_runs_and_in_order(any_image: str, run: Any) -> None:
    lines: list[str] = []
    code = (
        "import sys, time\n"
        "for n in range(50):\n"
        "    print('out', n)\n"
        "    print('err', n, file=sys.stderr)\n"
        "self.logger.info('ünï log')\n"
    )
    run(code, image=any_image, lines=lines)
    mine = [line for line in lines if line.startswith(("out ", "err "))]
    assert mine == [f"{word} {n}" for n in range(50) for word in ("out", "err")]
    assert any(line.endswith("ünï log") for line in lines)


def test_the_log_is_kept_beside_the_results(run: Any, storage: LocalStorage) -> None:
    run("print('kept')")
    assert (storage.task_folder("d", "r", "t") / "results" / "log.txt").read_text() == "kept\n"
