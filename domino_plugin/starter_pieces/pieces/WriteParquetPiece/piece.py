from __future__ import annotations

import starter_duckdb
from domino.base_piece import BasePiece
from starter_files import existing_file, result_file

from .models import Compression, InputModel, OutputModel


class WriteParquetPiece(BasePiece):
    """Writes a table as Parquet."""

    def piece_function(self, input_data: InputModel) -> OutputModel:
        source = existing_file(input_data.file_path)
        database = starter_duckdb.connect()
        starter_duckdb.load(database, "result", source, "file_path")
        path = result_file(self.results_path, input_data.file_name, ".parquet")
        codec = input_data.compression
        name = "uncompressed" if codec is Compression.none else codec.value
        database.execute(
            f"COPY result TO {starter_duckdb.literal(path)} (FORMAT parquet, COMPRESSION {name})"
        )
        kinds = starter_duckdb.kinds(database, "result")
        rows, size = starter_duckdb.count(database, "result"), path.stat().st_size
        self.logger.info("Wrote %d rows to %s (%d bytes)", rows, path.name, size)
        for column, kind in kinds.items():
            self.logger.info("  %s: %s", column, kind)
        preview = path.with_name(f"{path.stem}.csv")
        if rows <= starter_duckdb.PREVIEW_ROWS:
            starter_duckdb.write_csv(database, "result", preview)
        self.display_result = starter_duckdb.shown(database, "result", preview)
        return OutputModel(file_path=str(path), row_count=rows, size_bytes=size, column_types=kinds)
