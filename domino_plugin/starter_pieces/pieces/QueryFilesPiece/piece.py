from __future__ import annotations

from pathlib import Path

import duckdb
import starter_duckdb
from domino.base_piece import BasePiece
from starter_files import TableError, existing_file

from .models import InputModel, OutputModel
from .query import RESULT, lock, run


class QueryFilesPiece(BasePiece):
    """Asks files in SQL."""

    def piece_function(self, input_data: InputModel) -> OutputModel:
        database = starter_duckdb.connect()
        self._load(database, input_data)
        results = Path(self.results_path).absolute()
        lock(database, results)
        run(database, input_data.query, input_data.parameters)

        columns = starter_duckdb.kinds(database, RESULT)
        rows = starter_duckdb.count(database, RESULT)
        self.logger.info("The query gave %d rows with the columns %s", rows, ", ".join(columns))
        path = starter_duckdb.write_csv(database, RESULT, results / "query.csv")
        self.display_result = starter_duckdb.shown(database, RESULT, path)
        return OutputModel(
            file_path=str(path),
            row_count=rows,
            columns=list(columns),
            data=starter_duckdb.records(database, RESULT),
        )

    def _load(self, database: duckdb.DuckDBPyConnection, asked: InputModel) -> None:
        taken: set[str] = set()
        for index, table in enumerate(asked.tables):
            if table.name.lower() in taken:
                raise TableError(f"tables[{index}].name: there are two tables named {table.name!r}.")
            taken.add(table.name.lower())
            field = f"tables[{index}].file_path"
            starter_duckdb.load(database, table.name, existing_file(table.file_path, field), field)
            kinds = starter_duckdb.kinds(database, table.name)
            self.logger.info(
                "%s: %d rows; %s",
                table.name,
                starter_duckdb.count(database, table.name),
                ", ".join(f"{name} {kind}" for name, kind in kinds.items()),
            )
