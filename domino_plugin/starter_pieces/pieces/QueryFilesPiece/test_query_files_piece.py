from __future__ import annotations

from pathlib import Path

from domino.testing import piece_dry_run

REPOSITORY = Path(__file__).parents[2]


def test_files_are_tables(tmp_path: Path) -> None:
    orders, people = tmp_path / "orders.csv", tmp_path / "people.json"
    orders.write_text("person,total\n1,10\n2,20\n1,5\n", encoding="utf-8")
    people.write_text('[{"id": 1, "name": "Anna"}, {"id": 2, "name": "Bert"}]', encoding="utf-8")
    query = """
        SELECT name, sum(total) AS total FROM orders JOIN people ON id = person
        WHERE total < $below GROUP BY name ORDER BY name -- the end
    """
    tables = [{"name": "orders", "file_path": str(orders)}, {"name": "people", "file_path": str(people)}]
    output = piece_dry_run(
        "QueryFilesPiece",
        {"tables": tables, "query": query, "parameters": {"below": 15}},
        str(REPOSITORY),
        results_path=str(tmp_path),
    )
    assert output["data"] == [{"name": "Anna", "total": 15}]
    assert Path(output["file_path"]).read_text(encoding="utf-8") == "name,total\nAnna,15\n"
