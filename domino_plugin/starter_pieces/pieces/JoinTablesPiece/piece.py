from __future__ import annotations

import pandas as pd
from domino.base_piece import BasePiece
from starter_files import existing_file
from starter_tables import read_text, records, require_columns, shown, write_table

from .matching import matches, with_unmatched
from .models import InputModel, OutputModel


class JoinTablesPiece(BasePiece):
    """Puts the rows of two tables together where their keys are equal."""

    def piece_function(self, input_data: InputModel) -> OutputModel:
        left = read_text(existing_file(input_data.left_path, "left_path"))
        right = read_text(existing_file(input_data.right_path, "right_path"))
        pairs = [(key.left, key.right or key.left) for key in input_data.keys]
        require_columns(left, [(f"keys[{index}].left", name) for index, (name, _) in enumerate(pairs)])
        require_columns(right, [(f"keys[{index}].right", name) for index, (_, name) in enumerate(pairs)])

        found = matches(left, right, pairs)
        rows, lonely_left, lonely_right = with_unmatched(found, len(left), len(right), input_data.keep)
        result = _put_together(left, right, rows, pairs, input_data)
        self.logger.info(
            "%d rows and %d rows gave %d; without a partner: %d of the first, %d of the second",
            len(left),
            len(right),
            len(result),
            lonely_left,
            lonely_right,
        )
        if found.empty:
            self.logger.warning("No row has a partner: do the keys hold the same kind of values?")
        path = write_table(result, self.results_path, "joined.csv")
        self.display_result = shown(result, path)
        return OutputModel(
            file_path=str(path),
            row_count=len(result),
            columns=list(result.columns),
            unmatched_left=lonely_left,
            unmatched_right=lonely_right,
            data=records(result),
        )


def _put_together(
    left: pd.DataFrame,
    right: pd.DataFrame,
    rows: pd.DataFrame,
    pairs: list[tuple[str, str]],
    asked: InputModel,
) -> pd.DataFrame:
    # Row -1 is in neither table, so that reindexing leaves its cells missing.
    result = left.reset_index(drop=True).reindex(rows["left"]).reset_index(drop=True)
    second = right.reset_index(drop=True).reindex(rows["right"]).reset_index(drop=True)
    for left_name, right_name in pairs:
        result[left_name] = result[left_name].where(rows["left"] >= 0, second[right_name])
    if asked.keep == "first without match":
        return result
    same_name = {right_name for left_name, right_name in pairs if left_name == right_name}
    taken = set(result.columns)
    for name in second.columns:
        if name in same_name:
            continue
        new = name
        while new in taken:
            new += asked.suffix
        taken.add(new)
        result[new] = second[name]
    return result
