#!/usr/bin/env python3
"""Write `wire.warc.gz`, the demonstration archive's WARC capture of Northern Wire.

    python seeds/make_warc.py [OUTPUT]

The file holds one crawl of an invented news agency: a warcinfo record, a request with its
response, further responses (one news story each), a redirect and a page that was not found.
Record ids, dates and header order are fixed, so the same bytes come out on every run with the
same zlib. The stories stand below as data; this script is their only loose copy.

Needs warcio. Everything told here is fiction.
"""

import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from io import BytesIO
from pathlib import Path
from string import Template

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

SITE = "https://www.northernwire.example"
CRAWLED = "2023-12-30T09:02:{second:02d}Z"
RECORD_IDS = uuid.uuid5(uuid.NAMESPACE_URL, SITE)


@dataclass(frozen=True)
class Story:
    """One agency story: its address, what its head says, and its paragraphs."""

    slug: str
    title: str
    published: str  # ISO 8601, UTC
    shown: str  # the date line as readers see it
    author: str
    desk: str
    signoff: str
    related: tuple[str, ...]
    text: str  # paragraphs, an empty line between them

    @property
    def url(self) -> str:
        """The story's canonical address."""
        return f"{SITE}/{self.published[:10].replace('-', '/')}/{self.slug}"

    @property
    def paragraphs(self) -> list[str]:
        """The body, paragraph by paragraph."""
        return self.text.strip().split("\n\n")


STORIES = (
    Story(
        slug="speaker-demands-vote-on-orra-troops",
        title="Speaker demands vote on Orra troops",
        published="2022-06-09T07:15:00Z",
        shown="June 9, 2022 7:15 AM GMT",
        author="Idris Calloway",
        desk="River states",
        signoff="(Reporting by Idris Calloway in Velmora; Editing by Thea Marsk)",
        related=(
            "Customs queue at Sallow lock reaches nine kilometres",
            "Crown steady as harbour fees fall",
        ),
        text="""
VELMORA, June 9 (Northern Wire) — The Speaker of the Orra Assembly, Ilka Brandt, has told the Velmoran government that no troops will be sent across the river Orra before both chambers of parliament have voted.

“No minister signs this alone,” Brandt said in the chamber on Wednesday. “Not this summer, and not on my watch.”

Defence minister Tomas Reuel asked in a letter dated June 2 for 400 peacekeeping troops to guard the ferry landing at Kessin, on the east bank. The Long Bridge, the only road crossing for sixty kilometres, has been shut since two customs officers were hurt there on February 12.

Reuel called the letter “a plan, and plans are cheap”, and said nobody had been ordered to pack.

Kessmar, the state on the east bank, would have to consent. Its foreign minister, Konrad Ahlert, said his government had “neither invited nor refused” a mission. “We were not asked,” he told reporters in Hallgrund. “One cannot answer a letter that was posted to somebody else.”

The Orra River Commission (ORC), in which Velmora, Kessmar and Sarvane sit together, meets on the question next week. A spokesman for the commission declined to say who would command such a force, and called the question “early by at least a winter”.
""",
    ),
    Story(
        slug="river-commission-picks-observers-over-troops",
        title="River commission picks observers over troops",
        published="2022-09-12T15:40:00Z",
        shown="September 12, 2022 3:40 PM GMT",
        author="Sefa Ilunga",
        desk="River states",
        signoff="(Reporting by Sefa Ilunga in Saint-Orme; Editing by Thea Marsk)",
        related=(
            "Valcombe reservoir at a third of its summer level",
            "Kessin ferry carries its millionth passenger",
        ),
        text="""
SAINT-ORME, Sept 12 (Northern Wire) — Sixty unarmed observers will take up posts on both banks of the Orra from October 1, the Orra River Commission (ORC) decided on Monday, ending a summer of argument about peacekeeping troops.

The observers will be led by Brannoc Eide, a retired colonel who once commanded Velmora's river engineers. They will carry radios, notebooks and a launch, and will report every week to all three governments.

“We shall count lorries and write down what we see,” Eide said after the meeting. “It is not heroic work. It is only the work that was missing in February.”

Velmora's parliament voted down a force of 400 in June by 71 votes to 58. Defence minister Tomas Reuel, who had asked for the troops, said he welcomed the observers and would pay for their boots.

Konrad Ahlert, foreign minister of Kessmar, was warmer. “A man with a notebook frightens nobody and is very hard to bribe,” he said.

The commission put the cost at 640,000 crowns a month, against the eleven million that Velmora's Audit Office had reckoned for a brigade. The mandate runs for twelve months. It says nothing about when the Long Bridge will reopen.
""",
    ),
    Story(
        slug="eleven-dead-as-orra-floods-kessin",
        title="Eleven dead as Orra floods Kessin after dam release",
        published="2023-01-18T11:20:00Z",
        shown="January 18, 2023 11:20 AM GMT",
        author="Idris Calloway",
        desk="River states",
        signoff="(Reporting by Idris Calloway in Kessin and Sefa Ilunga in Saint-Orme; Editing by Thea Marsk)",
        related=("River levels at noon: table", "Sallow lock closed to all traffic"),
        text="""
KESSIN, Jan 18 (Northern Wire) — Eleven people died and 2,300 were driven from their homes when the Orra flooded the Lower Town of Kessin on Tuesday night, two and a half hours after the Valcombe dam upstream had opened its gates.

The wave reached the ferry landing at 23:35, the town hall said. It stood two metres deep in Rope Street before midnight and began to fall at about four in the morning.

“The siren was tested on Monday and it was silent on Tuesday,” said Ludmila Hrenko, the mayor of Kessin. “We woke people with saucepans. Some of them we did not wake.”

The operator of the dam, the Valcombe Hydraulic Company (CHV), said it had released 1,400 cubic metres a second from 21:10 on Tuesday because the reservoir was about to run over. Its director, Lucía Barvalle, said a warning had been sent to every authority on the river.

The Orra River Commission (ORC) received that warning by e-mail at 21:48, its chief engineer, Arno Feld, confirmed. “An e-mail is not a warning,” he said. “An e-mail is a record that somebody meant to warn you.”

Ferrymen of the Orra Ferry Board carried some 900 people to the Velmoran bank in the dark, although the board had suspended all sailings at ten. Velmora sent two hospital trains and the observers of the commission lent their launch.

Hrenko asked for tents, pumps and dry blankets. “Send no ministers before Friday,” she said. “There is nowhere to put them.”
""",
    ),
    Story(
        slug="ferry-board-and-union-sign-after-19-days",
        title="Ferry Board and union sign after 19 days",
        published="2023-03-27T06:05:00Z",
        shown="March 27, 2023 6:05 AM GMT",
        author="Sefa Ilunga",
        desk="Labour",
        signoff="(Reporting by Sefa Ilunga in Harrow Bay; Editing by Lowell Dray)",
        related=(
            "Dockers at Puerto Almar vote on Thursday",
            "What a ferry ticket buys: three tables",
        ),
        text="""
HARROW BAY, March 27 (Northern Wire) — The Orra Ferry Board and the Union of River and Harbour Workers (URHW) signed a pay agreement late on Sunday, and the first boat crossed at 05:30 on Monday after a strike of 19 days.

Crews will receive 5.2 percent from April and four months of back pay for the double shifts they have worked since the Long Bridge closed in February 2022. The union had asked for 6.5 percent.

“It is less than we are owed and more than we were offered,” said Jonna Vesk, the union's secretary. “I can count, so I signed.”

Edmund Tarrow, who chairs the Ferry Board, said fares would rise by a tenth of a crown in July. “The river was always going to send us the bill,” he said. “We have agreed to read it together.”

Some 14,000 people a day depend on the boats while the bridge is shut. The strike began on March 8. During it, only ambulances, the mail and the pumps for the flooded Lower Town of Kessin were carried.

Members vote on the agreement by post until April 14.
""",
    ),
    Story(
        slug="brandt-ahead-as-velmora-counts",
        title="Brandt ahead as Velmora counts, Reuel concedes",
        published="2023-10-09T00:50:00Z",
        shown="October 9, 2023 12:50 AM GMT",
        author="Idris Calloway",
        desk="Elections",
        signoff="(Reporting by Idris Calloway in Velmora; Editing by Lowell Dray)",
        related=("Seats by district: table", "River Farmers hold the balance in the hills"),
        text="""
VELMORA, Oct 9 (Northern Wire) — Ilka Brandt's Civic List won the most seats in Velmora's general election on Sunday and can govern with the Green Banks, near-complete results showed early on Monday.

The Civic List had 48 of the 129 seats in the lower chamber, the National Accord of defence minister Tomas Reuel 44, the Green Banks 19 and the River Farmers 18. A majority needs 65.

Reuel conceded shortly after midnight. “The voters have written me a letter,” he told supporters, “and unlike mine, this one has been signed.”

Brandt, who has presided over the Orra Assembly since 2018, said she would open talks on Tuesday. She did not say who would follow her in the chair. “One job at a time,” the Speaker said.

Turnout was 74.1 percent, the highest in twenty years. In Harrow Bay, where the harbour tram brought down a mayor in February, the Civic List took all six seats.
""",
    ),
    Story(
        slug="judge-faults-valcombe-operator-over-flood-warning",
        title="Judge faults Valcombe operator over flood warning",
        published="2023-11-22T13:30:00Z",
        shown="November 22, 2023 1:30 PM GMT",
        author="Sefa Ilunga",
        desk="River states",
        signoff="(Reporting by Sefa Ilunga in Saint-Orme; Editing by Thea Marsk)",
        related=("The night of January 17, minute by minute", "Barvalle offers her resignation"),
        text="""
SAINT-ORME, Nov 22 (Northern Wire) — The company that runs the Valcombe dam waited 38 minutes before it warned anyone that it had opened the gates, a commission of inquiry found on Wednesday, ten months after a flood killed eleven people in Kessin.

“The operator knew by nine o'clock what the river would do,” Judge Hélène Castevert, who led the inquiry, told reporters in English. “It began to tell others at twelve minutes to ten. I have looked for a reason, and I have found only a rota.”

The report runs to 412 pages. It says the release itself was right, and that without it the dam might have failed. It faults the Valcombe Hydraulic Company (CHV) for keeping one clerk on duty, Kessin for a siren with a flat battery, and the Orra River Commission (ORC) for a night desk that existed only on paper.

Asked whether anyone had acted with intent, the judge shook her head. “Nobody chose to let Kessin drown,” she said. “What failed was a telephone, and the habit of picking it up.”

The commission makes 27 recommendations, among them a duty officer for all three states at every hour. Lucía Barvalle, director of CHV, offered her resignation in the afternoon.

Ludmila Hrenko, the mayor of Kessin, said the town would read all 412 pages before it said anything. “We have waited ten months,” she said. “We can wait for the index.”
""",
    ),
)

PAGE = Template("""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>$title | Northern Wire</title>
<link rel="canonical" href="$url">
<meta name="description" content="$title">
<meta property="og:type" content="article">
<meta property="og:site_name" content="Northern Wire">
<meta property="og:title" content="$title">
<meta property="article:published_time" content="$published">
<meta name="author" content="$author">
</head>
<body class="story-page">
<header>
<a class="logo" href="$site/">NORTHERN WIRE</a>
<ul class="desks"><li><a href="$site/river">River states</a></li><li><a href="$site/markets">Markets</a></li><li><a href="$site/labour">Labour</a></li><li><a href="$site/elections">Elections</a></li><li><a href="$site/clients">Client log-in</a></li></ul>
</header>
<main>
<p class="desk">$desk</p>
<h1>$title</h1>
<p class="meta"><span class="by">By $author</span> <time datetime="$published">$shown</time></p>
<p class="tools">Text size <button>A</button> <button>A+</button> <a href="#print">Print this story</a></p>
<div class="story">
$paragraphs
</div>
<p class="signoff">$signoff</p>
<p class="standards">Our standards: how Northern Wire checks what it prints</p>
<section class="next"><h2>More from this desk</h2><ul>$related</ul></section>
</main>
<footer>Northern Wire, an agency owned by its member papers. All rights reserved. Reuse for members only.</footer>
</body>
</html>
""")

NOT_FOUND = "<!DOCTYPE html><html><head><title>Not found | Northern Wire</title></head><body><h1>Not found</h1><p>This story has been moved or never was.</p></body></html>\n"
MOVED_FROM = f"{SITE}/s/48211"
MISSING = f"{SITE}/2022/02/12/barrier-rammed-on-long-bridge"


def page(story: Story) -> str:
    """Return the story as the agency's site would serve it."""
    fields = {
        name: escape(getattr(story, name), quote=True)
        for name in ("title", "published", "shown", "author", "desk", "signoff")
    }
    return PAGE.substitute(
        fields,
        site=SITE,
        url=story.url,
        paragraphs="\n".join(
            f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in story.paragraphs
        ),
        related="".join(
            f'<li><a href="{SITE}/more/{n}">{escape(title)}</a></li>'
            for n, title in enumerate(story.related, 1)
        ),
    )


def responses() -> Iterator[tuple[str, str, list[tuple[str, str]], bytes]]:
    """Address, status line, headers and payload of each response, in crawl order."""
    html = [("Content-Type", "text/html; charset=utf-8")]
    for story in STORIES:
        yield story.url, "200 OK", html, page(story).encode()
    yield MOVED_FROM, "301 Moved Permanently", [("Location", STORIES[2].url)], b""
    yield MISSING, "404 Not Found", html, NOT_FOUND.encode()


def write(out: Path) -> None:
    """Write the whole capture to `out`, replacing what is there."""
    buffer = BytesIO()
    writer = WARCWriter(buffer, gzip=True, warc_version="1.1")

    def put(
        kind: str, url: str, second: int, payload: bytes, http: StatusAndHeaders | None = None
    ) -> None:
        """Write one record, its id and date derived from what it is."""
        fixed = {
            "WARC-Record-ID": f"<urn:uuid:{uuid.uuid5(RECORD_IDS, f'{kind} {url}')}>",
            "WARC-Date": CRAWLED.format(second=second),
        }
        if kind == "warcinfo":
            fixed["WARC-Filename"] = url
            writer.write_record(
                writer.create_warc_record(
                    "",
                    kind,
                    BytesIO(payload),
                    warc_content_type="application/warc-fields",
                    warc_headers_dict=fixed,
                )
            )
        else:
            writer.write_record(
                writer.create_warc_record(
                    url, kind, BytesIO(payload), http_headers=http, warc_headers_dict=fixed
                )
            )

    put(
        "warcinfo",
        "wire.warc.gz",
        0,
        b"software: seeds/make_warc.py\r\nformat: WARC File Format 1.1\r\ndescription: invented news agency, for demonstration\r\n",
    )
    host = SITE.removeprefix("https://")
    request = StatusAndHeaders(
        f"GET {STORIES[0].url.removeprefix(SITE)} HTTP/1.1",
        [("Host", host), ("User-Agent", "archive-demo")],
        is_http_request=True,
    )
    put("request", STORIES[0].url, 1, b"", request)
    for second, (url, status, headers, payload) in enumerate(responses(), 2):
        http = StatusAndHeaders(
            status, [*headers, ("Content-Length", str(len(payload)))], protocol="HTTP/1.1"
        )
        put("response", url, second, payload, http)
    out.write_bytes(buffer.getvalue())


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("wire.warc.gz"))
