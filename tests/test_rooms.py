"""The one import rule: `search` imports neither sibling, `index` and `web` import `search`, never each other."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ALLOWED = {"search": {"search"}, "index": {"index", "search"}, "web": {"web", "search"}}
ROOMS = set(ALLOWED)


def imported(source: str) -> set[str]:
    """The rooms that a module imports by name."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module.split(".")[0])
    return found & ROOMS


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_a_room_imports_only_what_it_may(root: Path, room: str) -> None:
    """Each module of a room imports only rooms that it may see."""
    modules = sorted((root / room).rglob("*.py"))
    assert modules
    wrong = {
        str(m.relative_to(root)): bad
        for m in modules
        if (bad := imported(m.read_text("utf8")) - ALLOWED[room])
    }
    assert wrong == {}


def test_the_rule_is_noticed_when_broken() -> None:
    """An import of a sibling anywhere in a module, also inside a function, is seen."""
    assert imported("def f():\n    from web.app import create_app\n") == {"web"}
    assert imported("import index.sources as s") == {"index"}
    assert imported("from . import query") == set()
