from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from domino.base_piece import BasePiece
from starter_files import PREVIEW_ROWS
from starter_sources import locate
from starter_tables import shown, write_table

from .content import as_table, part_of, read_json
from .models import InputModel, OutputModel

SAMPLES = Path(__file__).parent / "data"


class ReadJsonPiece(BasePiece):
    """Reads JSON as a value and as a table."""

    def piece_function(self, input_data: InputModel) -> OutputModel:
        with tempfile.TemporaryDirectory() as folder:
            source = locate(input_data.file_path, Path(folder), SAMPLES, kind="JSON file")
            value = part_of(read_json(source), input_data.records)
        table = as_table(value, flatten=input_data.flatten)
        name = source.name.split(".")[0] or "data"
        if table is None:
            self.logger.info("Read %s: a value, no records", input_data.file_path)
            self._show(value, name)
            return OutputModel(value=_short(value), file_path=None, row_count=None, columns=[])
        self.logger.info(
            "Read %d records with the columns %s", len(table), ", ".join(table.columns) or "(none)"
        )
        path = write_table(table, self.results_path, f"{name}.csv")
        self.display_result = shown(table, path)
        return OutputModel(
            value=_short(value), file_path=str(path), row_count=len(table), columns=list(table.columns)
        )

    def _show(self, value: Any, name: str) -> None:
        path = Path(self.results_path).absolute() / f"{name}.json"
        path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        self.display_result = {"file_type": "json", "file_path": str(path)}


def _short(value: Any) -> Any:
    return value[:PREVIEW_ROWS] if isinstance(value, list) else value
