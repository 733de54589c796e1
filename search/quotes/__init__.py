"""Checks a quotation against the archive: was it printed, word for word, where first, with what changes?"""

from .checker import check
from .result import Caution, Checked, Coverage, Edit, Passage, Verdict, checked_json

__all__ = ["Caution", "Checked", "Coverage", "Edit", "Passage", "Verdict", "check", "checked_json"]
