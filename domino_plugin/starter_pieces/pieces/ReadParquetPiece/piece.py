from __future__ import annotations

import tempfile
from pathlib import Path

import starter_duckdb
from domino.base_piece import BasePiece
from starter_files import require_names
from starter_sources import locate

from .models import InputModel, OutputModel


class ReadParquetPiece(BasePiece):
    """Reads a table from Parquet."""

    def piece_function(self, input_data: InputModel) -> OutputModel:
        database = starter_duckdb.connect()
        with tempfile.TemporaryDirectory() as folder:
            source = locate(input_data.file_path, Path(folder), None, kind="Parquet file")
            with starter_duckdb.explained("file_path", f"{source.name} can't be read as Parquet"):
                database.execute(f"CREATE VIEW source AS FROM read_parquet({starter_duckdb.literal(source)})")
            known = starter_duckdb.kinds(database, "source")
            require_names(known, [(f"columns[{i}]", name) for i, name in enumerate(input_data.columns)])
            columns = ", ".join(map(starter_duckdb.quoted, dict.fromkeys(input_data.columns))) or "*"
            limit = f" LIMIT {input_data.row_limit}" if input_data.row_limit else ""
            database.execute(f"CREATE TABLE result AS SELECT {columns} FROM source{limit}")  # noqa: S608 (quoted)
        path = Path(self.results_path).absolute() / f"{source.name.split('.')[0] or 'table'}.csv"
        starter_duckdb.write_csv(database, "result", path)
        kinds = starter_duckdb.kinds(database, "result")
        rows = starter_duckdb.count(database, "result")
        self.logger.info("Read %d rows and %d columns from %s", rows, len(kinds), input_data.file_path)
        for name, kind in kinds.items():
            self.logger.info("  %s: %s", name, kind)
        self.display_result = starter_duckdb.shown(database, "result", path)
        return OutputModel(file_path=str(path), row_count=rows, columns=list(kinds), column_types=kinds)
