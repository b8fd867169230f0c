from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

from domino.base_piece import BasePiece

from .models import InputModel, OutputModel

LEVELS = {"info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}
PLACEHOLDER = "{value}"


class LogPiece(BasePiece):
    """Writes a message and a value to the log."""

    def piece_function(self, input_data: InputModel) -> OutputModel:
        text = _compose(input_data.message, input_data.value)
        for line in text.splitlines() or [""]:
            self.logger.log(LEVELS[input_data.level.value], line)

        path = Path(self.results_path) / "message.txt"
        path.write_text(text + "\n", encoding="utf-8")
        self.display_result = {"file_type": "txt", "file_path": str(path)}
        return OutputModel(message=text)


def _compose(message: str, value: Any) -> str:
    if value is None and PLACEHOLDER not in message:
        return message
    shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=2)
    if PLACEHOLDER in message:
        return message.replace(PLACEHOLDER, shown)
    return f"{message}\n{shown}" if message else shown
