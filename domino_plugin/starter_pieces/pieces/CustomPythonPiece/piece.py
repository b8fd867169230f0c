from __future__ import annotations

import traceback
from pathlib import Path

from domino.base_piece import BasePiece

from .models import InputModel, OutputModel
from .outputs import as_markdown, checked
from .script import ScriptError, call, load


class CustomPythonPiece(BasePiece):
    """Runs a function that the user wrote."""

    def piece_function(self, input_data: InputModel) -> OutputModel:
        results = Path(self.results_path).absolute()
        file = results / "custom_script.py"
        try:
            function = load(input_data.script, file, {"logger": self.logger, "results_path": results})
            returned = call(function, [(item.kwarg_name, item.kwarg_value) for item in input_data.input_args])
        except ScriptError:
            raise
        except Exception as error:
            # The runner logs the traceback; here is the line that the user can mend.
            self.logger.error(  # noqa: TRY400
                "The script failed%s: %s: %s", _place(error, file), type(error).__name__, error
            )
            raise

        outputs = checked(returned, input_data.output_args)
        undefined = sorted(outputs.keys() - {output.name for output in input_data.output_args})
        if undefined and input_data.output_args:
            self.logger.warning("Returned but not defined as outputs: %s", ", ".join(undefined))
        for name, value in outputs.items():
            self.logger.info("%s = %.500r", name, value)

        path = results / "outputs.md"
        # Names of files, say, may hold what is no UTF-8.
        path.write_text(as_markdown(outputs), encoding="utf-8", errors="backslashreplace")
        self.display_result = {"file_type": "md", "file_path": str(path)}
        return OutputModel(**outputs)


def _place(error: BaseException, file: Path) -> str:
    """Return the last line of the script that the error passed through, as words."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if frame.filename == str(file):
            return f" in line {frame.lineno} ({frame.line})"
    return ""
