"""A Piece repository whose Pieces need nothing but pydantic, which this interpreter has."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from domino_plugin.operators.virtualenv import PieceCall

from domino_plugin.storage import LocalStorage

_MODELS = """
from __future__ import annotations
from typing import Any, Optional
from pydantic import BaseModel

class InputModel(BaseModel):
    code: str = ""
    value: Any = None
    number: int = 0

class OutputModel(BaseModel):
    value: Any = None

class SecretsModel(BaseModel):
    TOKEN: Optional[str] = None
"""

_PIECE = """
from domino.base_piece import BasePiece
from .models import InputModel, OutputModel, SecretsModel

class CodePiece(BasePiece):
    def piece_function(self, input_data, secrets_data):
        names = {"self": self, "value": input_data.value, "secrets": secrets_data, "out": None}
        exec(input_data.code, names)
        return OutputModel(value=names["out"])
"""


@pytest.fixture(scope="session")
def piece_repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with one Piece, CodePiece, that runs the code it is given."""
    root = tmp_path_factory.mktemp("repository")
    piece = root / "pieces" / "CodePiece"
    piece.mkdir(parents=True)
    (piece / "models.py").write_text(_MODELS)
    (piece / "piece.py").write_text(_PIECE)
    metadata = {
        "CodePiece": {
            "name": "CodePiece",
            "description": "Runs code.",
            "dependency": {"requirements_file": None, "dockerfile": None},
            "input_schema": {},
            "output_schema": {},
            "secrets_schema": {"type": "object", "properties": {"TOKEN": {"type": "string"}}},
        }
    }
    (root / ".domino").mkdir()
    (root / ".domino" / "compiled_metadata.json").write_text(json.dumps(metadata))
    return root


@pytest.fixture
def storage(tmp_path: Path) -> LocalStorage:
    return LocalStorage(tmp_path / "storage")


@pytest.fixture
def call(piece_repository: Path, storage: LocalStorage) -> Callable[..., PieceCall]:
    def make(code: str, *, value: Any = None, task: str = "t", **arguments: Any) -> PieceCall:
        return PieceCall(
            repository=piece_repository,
            piece="CodePiece",
            inputs={"code": code, "value": value, **arguments.pop("inputs", {})},
            python=Path(sys.executable),
            run_folder=storage.run_folder("d", "r"),
            task_folder=storage.prepare_task("d", "r", task),
            task_id=task,
            **{"grace": 0.5, **arguments},
        )

    return make
