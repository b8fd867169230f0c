"""``domino piece organize``, and the guide for authors that leads to it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from domino_plugin.repositories.reader import read_repository

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "guides" / "pieces.md"
COMMAND = [sys.executable, "-m", "domino_plugin.cli.main", "piece"]
MODELS = """
from pydantic import BaseModel
class InputModel(BaseModel):
    a: int = 1
class OutputModel(BaseModel):
    b: int = 1
"""
SECRETS = "class SecretsModel(BaseModel):\n    {}: str\n"


def domino(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *map(str, arguments)], capture_output=True, text=True, timeout=300, check=False
    )


def add_piece(root: Path, name: str, *, models: str = MODELS, metadata: str | None = None) -> Path:
    folder = root / "pieces" / name
    folder.mkdir(parents=True)
    (folder / "piece.py").write_text("from domino.base_piece import BasePiece\n")
    (folder / "models.py").write_text(models)
    if metadata is not None:
        (folder / "metadata.json").write_text(metadata)
    return folder


@pytest.fixture
def from_guide(tmp_path: Path) -> Path:
    """The repository that the guide has its readers write."""
    root = tmp_path / "word_pieces"
    for path, text in re.findall(r"```\w+ file=(\S+)\n(.*?)```", GUIDE.read_text(), flags=re.DOTALL):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


@pytest.mark.network
def test_the_guide_for_authors_leads_to_a_piece_that_runs(from_guide: Path) -> None:
    text = GUIDE.read_text()
    (call,) = re.findall(r"^domino piece run \. (\w+) --input '(.*)'$", text, flags=re.MULTILINE)
    ran = domino("run", from_guide, call[0], "--input", call[1])
    assert ran.returncode == 0, ran.stderr
    assert "6 words, 4 of them different" in ran.stderr
    (promised,) = re.findall(r"```json output\n(.*?)```", text, flags=re.DOTALL)
    assert {**json.loads(ran.stdout), "file_path": "..."} == json.loads(promised)


def test_the_guide_for_authors_leads_to_a_repository_that_installs(from_guide: Path) -> None:
    done = domino("organize", from_guide)
    assert (done.returncode, done.stderr) == (0, "")
    found = read_repository(from_guide)
    assert found.problems == ()
    assert list(found.pieces) == ["CountWordsPiece"]
    assert "Up to date" in domino("organize", from_guide, "--check").stdout


def test_a_changed_model_is_out_of_date_until_it_is_organized_again(tmp_path: Path) -> None:
    folder = add_piece(tmp_path, "OnePiece")
    assert domino("organize", tmp_path).returncode == 0
    (folder / "models.py").write_text(MODELS.replace("a: int", "changed: int"))
    stale = domino("organize", tmp_path, "--check")
    assert stale.returncode == 1
    assert "compiled_metadata.json" in stale.stderr
    assert "dependencies_map.json" not in stale.stderr
    assert domino("organize", tmp_path).returncode == 0
    assert domino("organize", tmp_path, "--check").returncode == 0


def test_pieces_with_the_same_needs_share_a_group_with_all_their_secrets(tmp_path: Path) -> None:
    (tmp_path / "dependencies").mkdir()
    (tmp_path / "dependencies" / "r.txt").write_text("")
    needs = json.dumps({"dependency": {"requirements_file": "r.txt"}})
    add_piece(tmp_path, "BPiece", models=MODELS + SECRETS.format("TWO"), metadata=needs)
    add_piece(tmp_path, "APiece", models=MODELS + SECRETS.format("ONE"), metadata=needs)
    add_piece(tmp_path, "CPiece")
    assert domino("organize", tmp_path).returncode == 0
    groups = json.loads((tmp_path / ".domino" / "dependencies_map.json").read_text())
    assert [(group["pieces"], group["secrets"]) for group in groups.values()] == [
        (["CPiece"], []),
        (["APiece", "BPiece"], ["ONE", "TWO"]),
    ]


def test_all_that_is_wrong_is_told_at_once_and_nothing_is_written(tmp_path: Path) -> None:
    add_piece(tmp_path, "FinePiece")
    add_piece(tmp_path, "HeavyPiece", models="import a_package_nobody_has")
    add_piece(tmp_path, "LeavingPiece", models="import sys; print('bye'); sys.exit(3)")
    add_piece(tmp_path, "BarePiece", models="x = 1")
    add_piece(tmp_path, "BrokenPiece", metadata="{oops")
    add_piece(tmp_path, "OtherPiece", metadata='{"name": "AnotherPiece"}')
    add_piece(tmp_path, "NeedyPiece", metadata='{"dependency": {"requirements_file": "gone.txt"}}')
    done = domino("organize", tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    lines = done.stderr.splitlines()
    assert lines[0] == "Error: 6 of 7 Pieces can't be read."
    assert "Traceback" not in done.stderr
    for name, words in (
        ("HeavyPiece/models.py", ["a_package_nobody_has", "piece.py only"]),
        ("LeavingPiece/models.py", ["SystemExit: 3"]),
        ("BarePiece/models.py", ["InputModel"]),
        ("BrokenPiece/metadata.json", ["no readable JSON"]),
        ("OtherPiece/metadata.json", ["'AnotherPiece'", "'OtherPiece'"]),
        ("NeedyPiece/metadata.json", ["dependencies/gone.txt"]),
    ):
        (line,) = (one for one in lines if f"pieces/{name}" in one)
        assert all(word in line for word in words), line
    assert not (tmp_path / ".domino").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere"], "There is no folder"),
        (["."], "no Piece repository"),
        (["here", "--python", "/no/such/python"], "can't be executed"),
    ],
)
def test_what_can_not_be_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], words: str
) -> None:
    add_piece(tmp_path / "here", "OnePiece")
    monkeypatch.chdir(tmp_path)
    done = domino("organize", *arguments)
    assert done.returncode == 2
    assert words in done.stderr
