"""What was indexed already."""

from __future__ import annotations

from pathlib import Path

from index.ledger import Entry, Ledger


def test_entries_last(tmp_path: Path) -> None:
    """What was recorded is found by another ledger of the same folder, unknown keys are not."""
    first = Ledger(tmp_path)
    first.record([Entry("a", "1", ("x", "y")), Entry("b", "1", ())])
    first.close()
    second = Ledger(tmp_path)
    assert dict(second.find(["a", "b", "c"])) == {
        "a": Entry("a", "1", ("x", "y")),
        "b": Entry("b", "1", ()),
    }
    second.close()


def test_an_entry_is_replaced_by_key(tmp_path: Path) -> None:
    """A page recorded again keeps only its latest row."""
    ledger = Ledger(tmp_path)
    ledger.record([Entry("a", "1", ("x",))])
    ledger.record([Entry("a", "2", ("z",))])
    assert ledger.find(["a"])["a"] == Entry("a", "2", ("z",))
    assert ledger.find([]) == {}
    ledger.close()
