from __future__ import annotations

import functools
import operator

from domino.base_piece import BasePiece
from starter_files import existing_file
from starter_tables import read_text, require_columns, shown, write_table

from .conditions import rows_meeting
from .models import InputModel, Match, OutputModel


class FilterRowsPiece(BasePiece):
    """Keeps the rows that meet the conditions."""

    def piece_function(self, input_data: InputModel) -> OutputModel:
        frame = read_text(existing_file(input_data.file_path))
        require_columns(
            frame,
            [(f"conditions[{index}].column", c.column) for index, c in enumerate(input_data.conditions)],
        )
        masks = []
        for index, condition in enumerate(input_data.conditions):
            met = rows_meeting(
                frame[condition.column],
                condition,
                case_sensitive=input_data.case_sensitive,
                field=f"conditions[{index}]",
            )
            self.logger.info(
                "%s %s%s: met by %d of %d rows",
                condition.column,
                condition.operator.value,
                "" if condition.value is None else f" {condition.value!r}",
                int(met.sum()),
                len(frame),
            )
            masks.append(met)
        combine = operator.and_ if input_data.match is Match.all else operator.or_
        rows = frame[functools.reduce(combine, masks)]
        self.logger.info("Kept %d of %d rows", len(rows), len(frame))
        path = write_table(rows, self.results_path, "filtered.csv")
        self.display_result = shown(rows, path)
        return OutputModel(
            file_path=str(path),
            row_count=len(rows),
            removed_count=len(frame) - len(rows),
            columns=list(frame.columns),
        )
