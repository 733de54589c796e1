"""How the pages say things: numbers, dates, languages, fields and kinds in words. No Flask in here."""

from __future__ import annotations

import re

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip

FIELD_TITLES = {
    "outlet": "Outlet",
    "person": "Person",
    "organisation": "Organisation",
    "place": "Place",
    "speaker": "Speaker",
    "language": "Language",
    "cluster": "Text",
    "year": "Year",
    "month": "Month",
    "day": "Day",
}

PLURALS = {
    "outlet": "Outlets",
    "person": "People",
    "organisation": "Organisations",
    "place": "Places",
    "speaker": "Speakers",
    "language": "Languages",
    "cluster": "Texts with copies",
    "year": "Years",
    "month": "Months",
    "day": "Days",
}

# What is said of articles that have no value of a field.
WITHOUT = {
    "outlet": "of unknown outlet",
    "person": "naming nobody",
    "organisation": "naming none",
    "place": "naming none",
    "speaker": "quoting nobody by name",
    "language": "of unknown language",
    "cluster": "without a copy here",
    "year": "undated",
    "month": "of no known month",
    "day": "of no known day",
}

SORT_TITLES = {"relevance": "Best match", "date_desc": "Newest", "date_asc": "Oldest"}

# What a cut block is called, by its kind (`search.article.BLOCK_KINDS`).
CUT_TITLES = {
    "byline": "Byline",
    "dateline": "Date line",
    "caption": "Caption",
    "comment": "Reader's comment",
    "note": "Editor's note",
    "bio": "About the author",
    "related": "Related links",
    "boilerplate": "Page furniture",
}

# ISO 639-1 codes of the languages that newspapers are most often met in; others are shown as their code.
_LANGUAGES = {
    "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian", "bg": "Bulgarian", "bn": "Bengali",
    "bs": "Bosnian", "ca": "Catalan", "cs": "Czech", "cy": "Welsh", "da": "Danish", "de": "German",
    "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian", "eu": "Basque",
    "fa": "Persian", "fi": "Finnish", "fr": "French", "ga": "Irish", "gl": "Galician",
    "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian",
    "id": "Indonesian", "is": "Icelandic", "it": "Italian", "ja": "Japanese", "ka": "Georgian",
    "kk": "Kazakh", "ko": "Korean", "ky": "Kyrgyz", "lt": "Lithuanian", "lv": "Latvian",
    "mk": "Macedonian", "mn": "Mongolian", "mt": "Maltese", "nb": "Norwegian", "nl": "Dutch",
    "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "sk": "Slovak", "sl": "Slovene", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish",
    "sw": "Swahili", "ta": "Tamil", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian",
    "ur": "Urdu", "uz": "Uzbek", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


def number(value: int) -> str:
    """1204 as "1,204"."""
    return f"{value:,}"


def count(value: int, noun: str, plural: str | None = None) -> str:
    """ "1 article", "1,204 articles"."""
    return f"{value:,} {noun if value == 1 else plural or noun + 's'}"


def date(value: str | None) -> str:
    """2022-06-08 as "8 June 2022", 2022-06 as "June 2022"; "undated" for None."""
    if not value:
        return "undated"
    year, *rest = value.split("-")
    try:
        month = MONTHS[int(rest[0]) - 1] if rest else ""
        day = str(int(rest[1])) if len(rest) > 1 else ""
    except (ValueError, IndexError):
        return value
    return " ".join(part for part in (day, month, year) if part)


def years(first: str, last: str | None) -> str:
    """The years that two dates span: "2021–2023", or the one year."""
    return "–".join(dict.fromkeys((first[:4], (last or first)[:4])))


def moment(value: str | None) -> str:
    """An ISO 8601 instant for readers: "24 June 2022, 09:02 UTC"; what is no instant stays as it is."""
    if not value or len(value) < 16 or value[10] not in "T ":
        return date(value) if value else ""
    zone = " UTC" if value.endswith(("Z", "+00:00")) else ""
    return f"{date(value[:10])}, {value[11:16]}{zone}"


def language(code: str) -> str:
    """The English name of a language, or its code."""
    return _LANGUAGES.get(code, code)


def value_label(field: str, value: str, label: str | None = None) -> str:
    """A facet value for readers: dates and languages in words, outlets by the name given."""
    if field in ("year", "month", "day"):
        return date(value)
    if field == "cluster":  # a name of 16 digits, which says nothing to readers
        return f"shared text {value[:6]}"
    return language(value) if field == "language" else label or value


def size(octets: int) -> str:
    """Bytes for readers: "950 kB", "1.2 GB" (powers of 1000)."""
    amount = float(octets)
    for unit in ("bytes", "kB", "MB", "GB"):
        if amount < 1000:
            return f"{amount:.3g} {unit}"
        amount /= 1000
    return f"{amount:.3g} TB"


# What XML 1.0 allows in no document, escaped or not (section 2.2, Char).
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def for_xml(text: str) -> str:
    """Text without the characters that no XML document may hold."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)
