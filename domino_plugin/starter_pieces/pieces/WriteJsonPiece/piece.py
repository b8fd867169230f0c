from __future__ import annotations

import json
from typing import Any

from domino.base_piece import BasePiece
from starter_files import TableError, existing_file, result_file
from starter_tables import read_text, records, typed

from .models import InputModel, OutputModel, Shape

#: Characters of JSON that are shown; a viewer chokes on more.
SHOWN_CHARACTERS = 1_000_000


class WriteJsonPiece(BasePiece):
    """Writes a table or a value as JSON."""

    def piece_function(self, input_data: InputModel) -> OutputModel:
        rows = self._rows(input_data)
        value = input_data.value if rows is None else rows
        lines = rows is not None and input_data.shape is Shape.lines
        if lines:
            text = "".join(_text(row, 0) + "\n" for row in rows or [])
        else:
            if rows is not None and input_data.shape is Shape.columns:
                value = {name: [row[name] for row in rows] for name in (rows[0] if rows else {})}
            text = _text(value, input_data.indent) + "\n"
        suffix = ".jsonl" if lines and input_data.file_name.lower().endswith(".jsonl") else ".json"
        path = result_file(self.results_path, input_data.file_name, suffix)
        path.write_text(text, encoding="utf-8")
        self.logger.info("Wrote %d characters to %s", len(text), path.name)
        if lines or len(text) > SHOWN_CHARACTERS:
            shown = path.with_name(f"{path.stem}.preview.txt")
            shown.write_text(text[:SHOWN_CHARACTERS], encoding="utf-8")
            self.display_result = {"file_type": "txt", "file_path": str(shown)}
        else:
            self.display_result = {"file_type": "json", "file_path": str(path)}
        return OutputModel(
            file_path=str(path),
            row_count=None if rows is None else len(rows),
            size_bytes=path.stat().st_size,
        )

    @staticmethod
    def _rows(asked: InputModel) -> list[dict[str, Any]] | None:
        if asked.file_path and asked.value is not None:
            raise TableError("value: a table is chosen as well; give only one of the two.")
        if not asked.file_path:
            return None
        table = read_text(existing_file(asked.file_path)).apply(typed)
        return records(table, limit=len(table))


def _text(value: Any, indent: int) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent or None)
