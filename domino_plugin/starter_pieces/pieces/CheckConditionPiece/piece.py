from __future__ import annotations

from pathlib import Path

from domino.base_piece import BasePiece

from .comparison import in_words, is_met
from .models import InputModel, OutputModel


class ConditionNotMetError(Exception):
    """The outcome is false, and that is to fail the Piece."""


class CheckConditionPiece(BasePiece):
    """Compares values with what is expected of them."""

    def piece_function(self, input_data: InputModel) -> OutputModel:
        outcomes = [is_met(check, f"checks[{index}]") for index, check in enumerate(input_data.checks)]
        words = [in_words(check) for check in input_data.checks]
        for met, line in zip(outcomes, words, strict=True):
            self.logger.info("%s  %s", "met    " if met else "not met", line)
        result = all(outcomes) if input_data.match == "all" else any(outcomes)
        failed = [line for met, line in zip(outcomes, words, strict=True) if not met]
        self._show(result, outcomes, words, input_data)
        if not result:
            text = input_data.message.strip() or "The condition is not met"
            if input_data.fail:
                raise ConditionNotMetError(f"{text.rstrip('.')}. Not met: {'; '.join(failed)}.")
            self.logger.warning("%s", text)
        return OutputModel(result=result, failed=failed, met_count=sum(outcomes))

    def _show(self, result: bool, outcomes: list[bool], words: list[str], asked: InputModel) -> None:  # noqa: FBT001
        lines = [f"## {'Met' if result else 'Not met'}", ""]
        if not result and asked.message.strip():
            lines += [asked.message.strip(), ""]
        for met, line in zip(outcomes, words, strict=True):
            lines.append(f"- {'✅' if met else '❌'} `{line.replace('`', chr(39))}`")
        path = Path(self.results_path).absolute() / "checks.md"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        self.display_result = {"file_type": "md", "file_path": str(path)}
