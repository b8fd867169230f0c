from __future__ import annotations

from pathlib import Path

from domino.testing import piece_dry_run

REPOSITORY = Path(__file__).parents[2]


def test_rows_with_the_same_key_are_put_together(tmp_path: Path) -> None:
    orders, customers = tmp_path / "orders.csv", tmp_path / "customers.csv"
    orders.write_text("customer,total\n1,10\n2,20\n9,30\n", encoding="utf-8")
    customers.write_text("id,name\n2.0,Bert\n1,Anna\n3,Carl\n", encoding="utf-8")
    output = piece_dry_run(
        "JoinTablesPiece",
        {
            "left_path": str(orders),
            "right_path": str(customers),
            "keys": [{"left": "customer", "right": "id"}],
            "keep": "all of the first",
        },
        str(REPOSITORY),
        results_path=str(tmp_path),
    )
    assert Path(output["file_path"]).read_text(encoding="utf-8") == (
        "customer,total,id,name\n1,10,1,Anna\n2,20,2.0,Bert\n9,30,,\n"
    )
    assert (output["unmatched_left"], output["unmatched_right"]) == (1, 1)
