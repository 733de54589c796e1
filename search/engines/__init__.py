"""The engines by name. An engine's library is imported only when the engine is asked for."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Protocol

from search.engine import Engine
from search.errors import EngineUnavailable, RequestError


class Maker(Protocol):
    """An engine class: makes an index in an empty directory, opens the one in a directory."""

    name: str

    def create(self, directory: Path) -> Engine: ...
    def open(self, directory: Path) -> Engine: ...


# Name: module, class, what pip installs.
_ENGINES = {
    "tantivy": ("search.engines.tantivy", "TantivyEngine", "tantivy"),
    "whoosh": ("search.engines.whoosh", "WhooshEngine", "whoosh-reloaded"),
    "memory": ("search.engines.memory", "MemoryEngine", ""),
}
NAMES: tuple[str, ...] = tuple(_ENGINES)


def load(name: str) -> Maker:
    """The engine class of a name. Raises RequestError for a name that is none, EngineUnavailable where
    its library cannot be imported."""
    if name not in _ENGINES:
        raise RequestError(f"Unknown engine {name!r}; there are: {', '.join(NAMES)}.")
    module, kind, package = _ENGINES[name]
    try:
        maker: Maker = getattr(import_module(module), kind)
    except ImportError as error:
        raise EngineUnavailable(
            f"The engine {name} cannot be loaded ({error}); install it: pip install {package}"
        ) from error
    return maker
