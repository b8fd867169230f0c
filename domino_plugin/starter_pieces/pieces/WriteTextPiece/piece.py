from __future__ import annotations

from domino.base_piece import BasePiece
from starter_files import TableError, result_file

from .models import InputModel, OutputModel


class WriteTextPiece(BasePiece):
    """Writes a text to a file."""

    def piece_function(self, input_data: InputModel) -> OutputModel:
        path = result_file(self.results_path, input_data.file_name, f".{input_data.kind}")
        text = input_data.text if input_data.text.endswith("\n") else f"{input_data.text}\n"
        try:
            path.write_text(text, encoding=input_data.encoding, newline="\n")
        except UnicodeEncodeError as error:
            letter = error.object[error.start : error.end]
            raise TableError(
                f"encoding: {input_data.encoding} has no letter {letter!r}, which the text holds. "
                "Choose utf-8, which has all."
            ) from None
        size = path.stat().st_size
        self.logger.info("Wrote %d bytes to %s", size, path.name)
        self.display_result = {"file_type": input_data.kind, "file_path": str(path)}
        return OutputModel(file_path=str(path), size_bytes=size)
