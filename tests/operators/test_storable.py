from __future__ import annotations

from domino_plugin.operators.storable import storable, storable_outputs


def test_what_the_database_refuses_is_replaced_everywhere() -> None:
    given = {"a\0": ["\ud83d", {"\udcff": "x\0y"}], "kept": ["\U0001f600", "\x01\ufffe", 1, None, 0.5, True]}
    assert storable(given) == {
        "a\ufffd": ["\ufffd", {"\ufffd": "x\ufffdy"}],
        "kept": ["\U0001f600", "\x01\ufffe", 1, None, 0.5, True],
    }


def test_the_outputs_that_changed_are_named() -> None:
    given = {"plain": ["é"], "nul": {"deep": ["\0"]}, "half\ud800": 1}
    kept, changed = storable_outputs(given)
    assert kept == {"plain": ["é"], "nul": {"deep": ["\ufffd"]}, "half\ufffd": 1}
    assert changed == ["nul", "half\ufffd"]
