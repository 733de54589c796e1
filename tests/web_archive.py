"""A small archive of our own fiction for the tests of the web: every shape that a page must show."""

from __future__ import annotations

from search.article import Article, Block, Candidate, Mention, Outlet, Published, Quote
from search.engines.memory import MemoryEngine

COURIER = Outlet("velmora-courier", "Velmora Courier", "address")
QUAY = Outlet("daily-quay", "Daily Quay", "page tag")
WIRE = Outlet("northern-wire", "Northern Wire", "copyright line", original="Velmora Courier")
BOTE = Outlet("kessiner-bote", "Kessiner Bote", "address")
HOSTILE = "<script>alert('title')</script> & the \"tram\""


def article(
    id: str,
    title: str | None,
    *paragraphs: str,
    outlet: Outlet = COURIER,
    date: str | None = None,
    evidence: str = "date line",
    language: str = "en",
    people: tuple[str, ...] = (),
    organisations: tuple[str, ...] = (),
    places: tuple[str, ...] = (),
    **more: object,
) -> Article:
    """An article; names are found in its text by themselves, the first time they stand there."""
    blocks = more.pop("blocks", None) or tuple(Block("body", p) for p in paragraphs)
    precision = {4: "year", 7: "month", 10: "day"}[len(date)] if date else None
    made = Article(
        id=id,
        title=title,
        blocks=blocks,
        url=f"https://{(outlet.id or 'nowhere')}.example/{id}",
        outlet=outlet,
        published=more.pop("published", None)
        or Published(date, precision, evidence if date else None),
        language=language,
        page=id,
        origin=f"pages/{id}.html",
        digest="sha256:" + "4f1c" * 16,
        fetched="2022-06-24T09:02:11Z",
        **more,
    )
    named = (("person", people), ("organisation", organisations), ("place", places))
    mentions = tuple(
        Mention(made.text.index(name), made.text.index(name) + len(name), name, kind)
        for kind, names in named
        for name in names
    )
    return Article(**{f: getattr(made, f) for f in Article.__slots__} | {"mentions": mentions})


VOTE_TEXT = (
    "Speaker Ilka Brandt told deputies in Velmora on Wednesday that peacekeeping troops would cross the "
    "Orra only after both chambers had voted. “No minister signs this alone,” she said. “Not this "
    "summer, and not on my watch.”"
)
VOTE_MORE = (
    "The defence ministry had asked for 400 peacekeeping troops in a letter dated 2 June, which the "
    "Courier has seen. Defence minister Tomas Reuel called the letter “a plan, and plans are cheap”. "
    "The Audit Office puts the price of a brigade at eleven million crowns a month."
)


def _vote() -> Article:
    text = VOTE_TEXT + "\n\n" + VOTE_MORE
    said = (
        ("No minister signs this alone,", "Ilka Brandt"),
        ("Not this summer, and not on my watch.", "Ilka Brandt"),
        ("a plan, and plans are cheap", "Tomas Reuel"),
    )
    return article(
        "vote",
        "Parliament says “no peacekeepers without a vote”",
        blocks=(
            Block("boilerplate", "Home · Politics · Harbour · Weather\n\nFollow us", "navigation"),
            Block("title", "Parliament says “no peacekeepers without a vote”"),
            Block("body", VOTE_TEXT),
            Block(
                "caption", "The bridge over the Orra, where troops would cross.", "under a picture"
            ),
            Block("body", VOTE_MORE),
            Block("comment", "Finally someone says it. What will the ferry do?", "comment thread"),
        ),
        published=Published(
            "2022-06-08",
            "day",
            "date line",
            (
                Candidate("2022-06-08", "day", "visible", "date line", "8 June 2022, 16:26"),
                Candidate("2022-06-09", "day", "tag", "meta article:published_time"),
            ),
            conflict=True,
        ),
        authors=("Petra van Lindqvist", "Jon Hale"),
        people=("Ilka Brandt", "Tomas Reuel"),
        organisations=("Audit Office",),
        places=("Velmora", "Orra"),
        quotes=tuple(
            Quote(text.index(words), text.index(words) + len(words), words, speaker)
            for words, speaker in said
        ),
    )


def articles() -> tuple[Article, ...]:
    """All of them."""
    return (
        _vote(),
        article(
            "cost", "What the Orra mission would cost",
            "A brigade of peacekeeping troops costs Velmora as much in a month as its tram line does in "
            "a year, the Audit Office found. Ilka Brandt asked for the figures in May.",
            outlet=QUAY, date="2022-06-09", evidence="page tag", authors=("Mira Solen",),
            people=("Ilka Brandt",), organisations=("Audit Office",), places=("Velmora",),
        ),
        article(
            "bridge", "Three governments, one bridge",
            "Neither side has said who would command the peacekeeping troops; Tomas Reuel called the "
            "question early by at least a winter. Kessin keeps its ferry meanwhile.",
            outlet=WIRE, date="2022-06", evidence="month in the address",
            people=("Tomas Reuel",), places=("Kessin",),
        ),
        article(
            "ferry", "Readers ask: who guards the ferry?",
            "The ferry at Kessin has been guarded by volunteers of the Ferry Board since spring; "
            "peacekeeping troops were promised twice.",
            outlet=Outlet(), organisations=("Ferry Board",), places=("Kessin",),
            published=Published(bound="2022-06-24"),
        ),
        article(
            "brücke", "Die Brücke bleibt vorerst zu",
            "Die Brücke über den Orra bleibt bis zum Herbst gesperrt, teilte das Bauamt in Kessin mit. "
            "Ilka Brandt nannte die Sperrung ärgerlich, aber nötig.",
            outlet=BOTE, date="2023-02-14", language="de",
            people=("Ilka Brandt",), organisations=("Bauamt",), places=("Kessin", "Orra"),
        ),
        article(
            "hostile", HOSTILE,
            "<img src=x onerror=alert(1)> The tram stood still for an hour in Velmora & nobody said why.",
            outlet=QUAY, date="2023-03-01", places=("Velmora",),
        ),
        article(
            "arabic", "العبارة تعود إلى العمل",
            "عادت العبارة إلى العمل في كيسين بعد توقف دام شهرين.",
            outlet=BOTE, date="2023-04-02", language="ar", places=("كيسين",),
        ),
        article(
            "tram", "Harbour tram opens a year late",
            "The first tram left the harbour of Velmora at six, with Jon Hale at the lever. The Audit "
            "Office had asked in March why the line took a year longer than planned.",
            outlet=COURIER, date="2022-01-28", people=("Jon Hale",), organisations=("Audit Office",),
            places=("Velmora",),
        ),
        article(
            "notes/2021 #3?", None,
            "The yearbook of the harbour lists eleven ferries, four of them in service.",
            outlet=WIRE, date="2021", evidence="copyright line",
        ),
        *(
            article(
                f"flood-{i}", f"Flood report {i}: the Orra at {300 + i} centimetres",
                f"The gauge at Kessin stood at {300 + i} centimetres in the morning, the river office "
                "said. The ferry runs on.",
                outlet=(COURIER, QUAY, WIRE)[i % 3], date=f"2023-01-{i + 1:02d}", places=("Kessin",),
                cluster="gauge" if i < 12 else None,
            )
            for i in range(24)
        ),
    )  # fmt: skip


def engine() -> MemoryEngine:
    """An engine that holds all of them."""
    made = MemoryEngine()
    made.write(articles())
    made.flush()
    return made
