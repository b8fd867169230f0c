from __future__ import annotations

import sqlite3
from pathlib import Path

from domino.testing import piece_dry_run

REPOSITORY = Path(__file__).parents[2]


def test_rows_of_a_database(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "shop.db") as database:
        database.execute("CREATE TABLE sold (item TEXT, price REAL)")
        database.executemany("INSERT INTO sold VALUES (?, ?)", [("tea", 2.5), ("milk", None), ("pie", 7)])
    output = piece_dry_run(
        "QueryDatabasePiece",
        {"query": "SELECT * FROM sold WHERE item <> :item ORDER BY item;", "parameters": {"item": "pie"}},
        str(REPOSITORY),
        secrets_data={"DATABASE_URL": f"sqlite:///{tmp_path / 'shop.db'}"},
        results_path=str(tmp_path),
    )
    assert output["data"] == [{"item": "milk", "price": None}, {"item": "tea", "price": 2.5}]
    assert Path(output["file_path"]).read_text(encoding="utf-8") == "item,price\nmilk,\ntea,2.5\n"
