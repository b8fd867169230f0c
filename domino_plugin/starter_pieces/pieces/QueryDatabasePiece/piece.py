from __future__ import annotations

from pathlib import Path

from domino.base_piece import BasePiece
from sqlalchemy import text
from sqlalchemy.engine import CursorResult
from sqlalchemy.exc import SQLAlchemyError, StatementError
from starter_cells import shown, write_rows
from starter_files import PREVIEW_ROWS, TableError, listed, nearest

from .cells import as_json, as_text
from .database import engine
from .models import InputModel, OutputModel, SecretsModel

#: Rows fetched at a time.
BATCH = 5000


class QueryDatabasePiece(BasePiece):
    """Runs a statement in a database."""

    def piece_function(self, input_data: InputModel, secrets_data: SecretsModel) -> OutputModel:
        statement = text(input_data.query.strip().rstrip(";"))
        _check_parameters(set(statement.compile().params), set(input_data.parameters))
        database = engine(secrets_data.DATABASE_URL, input_data.timeout_seconds)
        self.logger.info("Asking %s", database.url.set(username=None, password=None, query={}))
        try:
            with database.connect() as connection:
                answer = connection.execute(statement, input_data.parameters)
                output = self._fetched(answer, input_data) if answer.returns_rows else self._changed(answer)
                if not input_data.read_only:
                    connection.commit()
        except SQLAlchemyError as error:
            raise TableError(_reason(error)) from None
        finally:
            database.dispose()
        if input_data.read_only and not output.columns:
            self.logger.warning("What the statement changed is undone, as 'Read only' is on")
        return output

    def _fetched(self, answer: CursorResult, asked: InputModel) -> OutputModel:
        names, rows, data = list(answer.keys()), [], []
        while batch := answer.fetchmany(_size(asked.row_limit, len(rows))):
            for row in batch:
                if len(data) < PREVIEW_ROWS:
                    data.append(dict(zip(names, map(as_json, row), strict=True)))
                rows.append([as_text(cell) for cell in row])
            if asked.row_limit and len(rows) >= asked.row_limit:
                break
        self.logger.info("Fetched %d rows with the columns %s", len(rows), ", ".join(names))
        return self._output(names, rows, data, len(rows))

    def _changed(self, answer: CursorResult) -> OutputModel:
        self.logger.info("The statement changed %d rows", max(answer.rowcount, 0))
        return self._output([], [], [], max(answer.rowcount, 0))

    def _output(self, names: list[str], rows: list[list[str]], data: list, row_count: int) -> OutputModel:
        path = Path(self.results_path).absolute() / "query.csv"
        write_rows(path, names, rows)
        self.display_result = shown(path, names, rows)
        return OutputModel(file_path=str(path), row_count=row_count, columns=names, data=data)


def _size(limit: int | None, fetched: int) -> int:
    return min(BATCH, limit - fetched) if limit else BATCH


def _check_parameters(asked: set[str], given: set[str]) -> None:
    for name in sorted(asked - given):
        there = f"There is: {listed(sorted(given))}." if given else "There is none."
        raise TableError(
            f"parameters: the query asks for :{name}, which has no value.{nearest(name, given)} {there}"
        )


def _reason(error: SQLAlchemyError) -> str:
    """Return the database's own words; SQLAlchemy's would repeat the statement and the address."""
    cause = error.orig if isinstance(error, StatementError) and error.orig else error
    return f"query: the database says: {str(cause).strip()}"
