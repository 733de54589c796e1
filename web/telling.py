"""What a check found, in plain words: the verdict and what it means, one printing beside the quotation,
how sure a date is. No Flask in here, and no HTML.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from search.article import Article, Published
from search.document import period
from search.explain import explain
from search.holdings import Unplaced
from search.query import EVERYTHING, Query
from search.quotes import Caution, Checked, Edit, Verdict

from . import words
from .wording import Difference

VERDICTS: dict[Verdict, str] = {
    "verbatim": "Word for word",
    "marked": "Openly edited",
    "altered": "Altered",
    "spliced": "Spliced",
    "not_found": "Not found",
}
_MEANINGS: dict[Verdict, str] = {
    "verbatim": (
        "These words stand in print in this order. Capitals, punctuation and line breaks aside, nothing "
        "was changed."
    ),
    "marked": (
        "It differs from print only where it says so itself, by an ellipsis or by brackets. Read what "
        "was left out before relying on it."
    ),
    "altered": "Nobody printed it in these words here. What stands in print is close, and differs.",
    "spliced": (
        "Each part was printed, but not together: they stand in different places, and the quotation "
        "presents them as said in one breath."
    ),
    "not_found": (
        "No article here has these words, or words near enough to be their source. That does not mean that "
        "it was never printed, or never said: only that it is not in this archive."
    ),
}
# What a verdict means where only a part of the archive was looked in: two say less than they do of all of it.
_LIMITED = "Only the articles that meet the conditions were looked in; others may have it, earlier or in other words."
_MEANINGS_THERE: dict[Verdict, str] = {
    **_MEANINGS,
    "altered": "No article looked in has it in these words. What stands there is close, and differs.",
    "not_found": "No article looked in has these words, or words near enough to be their source.",
}
# What a caution is called in a list of flags.
CAUTIONS: dict[str, str] = {
    "speaker": "another speaker",
    "sentence": "sentence end",
    "denial": "denial beside it",
}
UNCHECKED = "Not checked"
NO_WORD = "There is no word in it: paste the words of the quotation."
# Small numbers are words, as in running text.
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_LONGEST = 40  # characters of a changed stretch in a line of the timeline
_CLAUSE = 120  # and of a clause that must be read whole
_MONTH = 61  # days from which on a distance is told in months, and from 24 of those in years


@dataclass(frozen=True, slots=True)
class Told:
    """A verdict: its name, the rest of its sentence, and what it means."""

    name: str
    rest: str
    meaning: str


def verdict(checked: Checked, closest: Difference | None, parts: int) -> Told:
    """The verdict of a check; `closest` is the wording nearest to it, `parts` those of a splice."""
    found = checked.verdict
    rest = {
        "verbatim": "It was printed like this.",
        "marked": "It was printed, and the edits are marked as such.",
        "altered": "It was printed, but in other words.",
        "spliced": f"{spelled(parts, 'passage').capitalize()} made into one.",
        "not_found": "It does not stand in this archive.",
    }[found]
    if found == "altered" and closest is not None and closest.changes:
        rest = f"It was printed, but with {spelled(len(closest.changes), 'difference')}."
    if found == "verbatim" and checked.hits and checked.hits[0].cautions:
        rest = "The words were printed; mind what stands below."
    if checked.within == EVERYTHING:
        return Told(VERDICTS[found], rest, _MEANINGS[found])
    if found == "not_found":
        rest = "It does not stand where you looked."
    return Told(VERDICTS[found], rest, f"{_MEANINGS_THERE[found]} {_LIMITED}")


def meanings(*, part: bool) -> list[tuple[str, str]]:
    """Each verdict and what it means, where all of the archive or only a part was looked in."""
    return [(VERDICTS[v], m) for v, m in (_MEANINGS_THERE if part else _MEANINGS).items()]


def looked_in(within: Query, whole: int) -> str | None:
    """What a check was narrowed to; None for the whole archive, of so many articles."""
    if within == EVERYTHING:
        return None
    return f"Only looked in {explain(within)}; the archive has {words.count(whole, 'article')}."


def unplaced(left_out: Unplaced | None) -> str:
    """What the dates asked for left out, though it may belong there; empty for nothing."""
    if left_out is None:
        return ""
    said = [
        f"{words.count(number, 'article')} {which}"
        for number, which in (
            (left_out.coarse, "dated only to the month or year"),
            (left_out.undated, "without a date"),
        )
        if number
    ]
    return (
        f"Not looked in: {' and '.join(said)}, which may or may not belong there." if said else ""
    )


def unsure(articles: int) -> str:
    """That so many articles may be of the days spoken of; empty for none."""
    if not articles:
        return ""
    verb = "is" if articles == 1 else "are"
    return f"{words.count(articles, 'article')} {verb} dated less closely, or not at all, and may be of these days."


def how(found: Verdict, difference: Difference) -> str:
    """One printing beside the quotation, in a few words."""
    if found == "verbatim":
        return "the same words"
    if found == "marked":
        return "the same words, but for what is marked"
    if found == "spliced":
        return "in parts that do not stand together there"
    said = [change(edit) for edit in difference.changes[:2]]
    more = len(difference.changes) - len(said)
    return "; ".join([*said, f"{more} more" if more else ""]).removesuffix("; ")


def change(edit: Edit) -> str:
    """What an edit did, read from print to the quotation."""
    printed, quoted = _short(edit.printed), _short(edit.quoted)
    if edit.op == "added":
        return f"without “{quoted}”"
    if edit.op == "dropped":
        return f"with “{printed}”, which you have not"
    if edit.op == "moved":
        return f"“{printed}” in another place"
    return f"“{printed}” where you have “{quoted}”"


def flagged(flags: Collection[str]) -> str:
    """What weighs more about changes (`search.quotes.Edit.flags`), as a sentence; empty for none."""
    names = [f"a {flag}" for flag in flags]
    if not names:
        return ""
    said = " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
    return f"It changes {said}{'; it may say the opposite' if 'negation' in flags else ''}."


def caution(one: Caution) -> str:
    """What a reader must know beside the verdict, as a sentence or two."""
    printed, quoted = (shortened(text, _CLAUSE) for text in (one.printed, one.quoted))
    if one.kind == "speaker":
        return f"You have it from {quoted}; print gives it to {printed}."
    if one.kind == "sentence":
        return f"A sentence ends in one and not in the other: print has “{printed}”, you have “{quoted}”."
    return f"Cut off right beside it: “{printed}”. Without these words it may say something else."


def disputed(others: Mapping[str, str], agree: int) -> str:
    """Whom print names instead of whom the pasted text names (`others`, from printed to pasted), and how many
    articles name the same; empty where none names another."""
    if not others:
        return ""
    pasted = next(iter(others.values()))
    same = (
        f"; {words.count(agree, 'article gives', 'articles give')} it to {pasted}" if agree else ""
    )
    return f"You have it from {pasted}; print gives it to {' and '.join(others)}{same}."


def beside(checked: Checked) -> str:
    """What was pasted along and not compared; empty for nothing."""
    said = [f"“{_short(one.text)}”" for one in checked.attributions]
    if not said:
        return ""
    told = ""
    named = any(one.name for one in checked.attributions)
    if named and checked.verdict != "not_found" and not any(hit.speaker for hit in checked.hits):
        told = " No article found here says whose words these are."
    return f"Not compared, since it only stands beside the quotation: {', '.join(said)}.{told}"


def sureness(published: Published) -> str:
    """Where a date comes from and how close it is."""
    if published.precision != "day":
        return doubt(published)
    return "; ".join(filter(None, (doubt(published), "known to the day")))


def doubt(published: Published) -> str:
    """Where a date comes from, and what is not known of it."""
    if not published.value:
        return f"not after {words.date(published.bound)}" if published.bound else ""
    coarse = published.precision in ("month", "year")
    said = (
        published.evidence,
        f"only the {published.precision} is known" if coarse else None,
        "the page's dates disagree" if published.conflict else None,
    )
    return "; ".join(filter(None, said))


def later(before: Published | None, after: Published) -> str:
    """The time between two printings, where both days are known: "8 days later"."""
    if before is None or not before.precision == after.precision == "day":
        return ""
    one, other = period(before.value), period(after.value)
    if one is None or other is None:
        return ""
    days = other[0] - one[0]
    if days < _MONTH:
        return f"{words.count(days, 'day')} later" if days else "the same day"
    months = round(days / 30.44)  # days of a month in the mean
    return f"{months} months later" if months < 24 else f"{months / 12:.0f} years later"


def spelled(number: int, noun: str) -> str:
    """ "two changes", "14 changes"."""
    name = _NUMBERS[number] if number < len(_NUMBERS) else f"{number:,}"
    return f"{name} {noun}{'' if number == 1 else 's'}"


def source(article: Article) -> str:
    """Outlet and date of an article, as a line of plain text tells them."""
    return f"{article.outlet.name or 'unknown outlet'}, {article.published.value or 'undated'}"


def shortened(text: str, most: int) -> str:
    """Text on one line, cut where it has more than so many characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"


def _short(text: str) -> str:
    line = " ".join(text.split()).strip(" ,;")
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rpartition(" ")[0] + " …"
