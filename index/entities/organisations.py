"""Short forms of organisations, joined with the full name that the article gives."""

from __future__ import annotations

from index.entities.acronyms import shown
from index.entities.candidates import Candidate, Setting
from index.entities.runs import JOIN


class Organisations:
    """The organisations of one article by their short forms."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.lexicon = setting.lexicon
        self._heads: dict[str, set[str]] = {}  # full names by their first words
        self._tails: dict[str, set[str]] = {}  # and by their last words

    def gather(self, candidates: list[Candidate]) -> None:
        """Notes the short forms of full names: "Gemcraft" for "Gemcraft Inc", "Board" for "Ferry Board"."""
        for c in candidates:
            if c.kind == "organisation" and len(c.tokens) > 1:
                keys = [t.key for t in c.tokens]
                if keys[-1] in self.lexicon.corporate:
                    self._gather_heads(c, keys)
                self._gather_tails(c, keys)

    def _gather_heads(self, c: Candidate, keys: list[str]) -> None:
        """What a company is called without its "Inc", and in the authority ("General Motors Corp")."""
        while len(keys) > 1 and keys[-1] in self.lexicon.corporate:
            keys = keys[:-1]
        words = [t.word for t in c.tokens[: len(keys)]]
        entry = self.setting.authority.name(" ".join(words)) if not c.name else None
        if entry is not None and entry.kind == "organisation":
            c.name = entry.name
        name = c.name or shown(self.setting.text, c)
        for length in range(1, len(keys) + 1):
            if not all(self.setting.ordinary(t) for t in c.tokens[:length]):
                self._heads.setdefault(" ".join(keys[:length]), set()).add(name)

    def _gather_tails(self, c: Candidate, keys: list[str]) -> None:
        """What it is called by its last words: two or more, or a head-word alone ("the Board")."""
        name = c.name or shown(self.setting.text, c)
        plain = next((i for i, t in enumerate(c.tokens) if i and t.gap != JOIN), len(keys))
        for i in range(1, plain):
            if len(keys) - i > 1 or keys[i] in self.lexicon.org_end:
                self._tails.setdefault(" ".join(keys[i:]), set()).add(name)

    def fold(self, c: Candidate) -> bool:
        """Gives a short form its full name, if it is that of one only; says whether it was a short form."""
        generic = c.kind == "organisation" and c.name == shown(self.setting.text, c)
        if c.known and not generic:
            return False
        heads = self._heads.get(c.key)
        if heads and not c.sure and c.kind != "place":
            c.kind, c.name = "organisation", next(iter(heads)) if len(heads) == 1 else None
            return True
        tails = self._tails.get(c.key, ())
        inside = c.kind is None and not c.tokens[0].opens
        if len(tails) == 1 and (c.kind == "organisation" or inside):
            c.kind, c.name = "organisation", next(iter(tails))
            return True
        return False
