import time
from pathlib import Path

from domino.base_piece import BasePiece

from .contents import LOG_LINES, NAMELESS, contents, display
from .models import InputModel, OutputModel


class ShowResultPiece(BasePiece):
    """Writes a file of the kind asked for and shows it the way Pieces do."""

    def piece_function(self, input_data: InputModel) -> OutputModel:
        kind = input_data.kind
        if kind == "log":
            self._talk(input_data.size or LOG_LINES)
        if kind == "slow":
            for number in range(input_data.size):
                self.logger.info("second %d", number)
                time.sleep(1)
        made = contents(kind, input_data.size)
        path = Path(self.results_path) / made.name if made.name else None
        if path is not None and made.is_written:
            path.write_bytes(made.data)
        if kind not in NAMELESS:
            self.display_result = display(kind, made, None if path is None else str(path))
        return OutputModel(
            kind=kind,
            file="" if path is None else str(path),
            details={"bytes": len(made.data), "name": made.name, "list": [1, {"deep": [True, None]}]},
        )

    def _talk(self, lines: int) -> None:
        levels = (self.logger.info, self.logger.warning, self.logger.error)
        for number in range(lines):
            say = levels[0 if number % 50 else 1 if number % 100 else 2]
            say("line %d: measured %d of them", number, number * number % 9973)
        print("one line\nand another, printed at once")
