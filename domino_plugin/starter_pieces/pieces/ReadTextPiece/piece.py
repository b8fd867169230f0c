from __future__ import annotations

import tempfile
from pathlib import Path

from domino.base_piece import BasePiece
from starter_files import TableError, open_text
from starter_sources import locate

from .models import InputModel, OutputModel

#: How a file is shown, by its ending.
SHOWN_AS = {".md": "md", ".markdown": "md", ".html": "html", ".htm": "html", ".json": "json"}


class ReadTextPiece(BasePiece):
    """Reads a text file."""

    def piece_function(self, input_data: InputModel) -> OutputModel:
        with tempfile.TemporaryDirectory() as folder:
            source = locate(input_data.file_path, Path(folder), None, kind="text file")
            text = _read(source, input_data)
        lines = text.splitlines()
        if input_data.skip_empty_lines:
            lines = [line for line in lines if line.strip()]
        self.logger.info("Read %d lines, %d characters from %s", len(lines), len(text), source.name)

        kind = SHOWN_AS.get(source.suffix.lower(), "txt")
        path = Path(self.results_path).absolute() / f"{source.name.split('.')[0] or 'text'}.{kind}"
        path.write_text(text, encoding="utf-8")
        self.display_result = {"file_type": kind, "file_path": str(path)}
        return OutputModel(
            text=text,
            lines=lines,
            line_count=len(lines),
            character_count=len(text),
            file_path=str(path),
        )


def _read(source: Path, asked: InputModel) -> str:
    try:
        with open_text(source, asked.encoding) as file:
            text = file.read(asked.limit + 1)
    except UnicodeError as error:
        raise TableError(
            f"encoding: {source.name} is not encoded in {asked.encoding}: {error}. "
            "Try another encoding: cp1252 or latin-1."
        ) from None
    except (OSError, EOFError) as error:
        raise TableError(f"{source.name} can't be read: {error}.") from None
    if len(text) > asked.limit:
        raise TableError(
            f"limit: {source.name} has more than {asked.limit:,} characters. Raise the limit, or pass the "
            "file on instead of its text."
        )
    return text.replace("\r\n", "\n")
