from __future__ import annotations

from domino.base_piece import BasePiece
from starter_files import TableError, existing_file
from starter_tables import read_text, records, require_columns, shown, typed, write_table

from .models import InputModel, OutputModel


class SelectColumnsPiece(BasePiece):
    """Keeps, drops, orders and renames columns."""

    def piece_function(self, input_data: InputModel) -> OutputModel:
        table = read_text(existing_file(input_data.file_path))
        require_columns(
            table,
            [(f"columns[{index}]", name) for index, name in enumerate(input_data.columns)]
            + [(f"drop[{index}]", name) for index, name in enumerate(input_data.drop)]
            + [("rename", name) for name in input_data.rename],
        )
        wanted = dict.fromkeys(input_data.columns or table.columns)
        kept = [name for name in wanted if name not in input_data.drop]
        if not kept:
            raise TableError("drop: no column is left.")
        names = [input_data.rename.get(name, name).strip() for name in kept]
        _check(names)
        result = table[kept].set_axis(names, axis=1)

        self.logger.info("Kept %d of %d columns: %s", len(names), len(table.columns), ", ".join(names))
        path = write_table(result, self.results_path, "selected.csv")
        self.display_result = shown(result, path)
        return OutputModel(
            file_path=str(path),
            row_count=len(result),
            columns=names,
            data=records(result.apply(typed)),
        )


def _check(names: list[str]) -> None:
    for name in names:
        if not name:
            raise TableError("rename: a new name is empty.")
        if names.count(name) > 1:
            raise TableError(f"rename: the result would have two columns named {name!r}.")
