from pathlib import Path

from domino.base_piece import BasePiece


class ShowPiece(BasePiece):
    def piece_function(self, input_data):
        Path("scratch.py").write_text("x = 1")
        if input_data.file:
            (Path(self.results_path) / input_data.file).write_text(input_data.content)
        if input_data.display is not None:
            self.display_result = {
                key: value.replace("RESULTS", self.results_path) if isinstance(value, str) else value
                for key, value in input_data.display.items()
            }
        return {"cwd": str(Path.cwd())}
