"""What an HTML page says of itself is collected whole, from broken markup too."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import html, text

from index.page import Signals
from index.signals import read_signals

PROSE = "The ferry came late to the north bank, and nobody on the jetty could say who had sent it there. "


def test_a_text_dump_has_no_signals() -> None:
    """Only HTML has signals."""
    assert read_signals(text("Kestrel Post\n<meta name=author content=x>")) == Signals()


def test_head_of_a_page_is_read() -> None:
    """Meta tags by lower-cased name in page order, title tag, canonical link and language."""
    signals = read_signals(
        html(
            '<html lang="de-AT"><head><title>Die  Fähre\n ruht | Uferbote</title>'
            '<meta property="OG:Title" content="Die Fähre ruht">'
            '<meta name="author" content="Ada Berg"><meta name="author" content="Jo Kern">'
            '<link rel="canonical" href="https://uferbote.example/a"></head><body></body></html>'
        )
    )
    assert signals.title_tag == "Die Fähre ruht | Uferbote"
    assert signals.meta["og:title"] == ("Die Fähre ruht",)
    assert signals.meta["author"] == ("Ada Berg", "Jo Kern")
    assert signals.canonical == "https://uferbote.example/a"
    assert signals.language == "de-AT"


def test_metas_after_a_stray_tag_belong_to_the_head() -> None:
    """A tree builder ends the head at a stray tag; the source still says what is head."""
    signals = read_signals(
        html('<head><div></div><meta property="og:site_name" content="Uferbote"></head><body>x')
    )
    assert signals.meta["og:site_name"] == ("Uferbote",)


def test_scripts_that_write_metas_are_no_metas() -> None:
    """What stands in a script of the head is no tag of the page."""
    signals = read_signals(
        html('<head><script>w(\'<meta name="author" content="Nobody">\')</script></head><body>x')
    )
    assert "author" not in signals.meta


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle", "headline": "Tide"}',
        '<!-- {"@type": "NewsArticle", "headline": "Tide"} -->',
        '//<![CDATA[\n{"@type": "NewsArticle", "headline": "Tide"}\n//]]>',
        '[{"@type": "WebPage"}, {"@type": "NewsArticle", "headline": "Tide"}]',
        '{"@context": "x", "@graph": [{"@type": "NewsArticle", "headline": "Tide"}]}',
        '{"@type": "NewsArticle", "headline": "Tide", "description": "a\nb",}',
        '{"@type": "WebPage", "mainEntity": {"@type": "NewsArticle", "headline": "Tide"}}',
    ],
)
def test_linked_data_is_found_in_every_wrapping(script: str) -> None:
    """Comments and CDATA around it, lists, graphs, nesting, raw newlines and trailing commas."""
    signals = read_signals(
        html(f'<body><script type="application/ld+json">{script}</script></body>')
    )
    assert "Tide" in [node.get("headline") for node in signals.linked_data]


def test_broken_linked_data_costs_nothing_else() -> None:
    """One script that is no JSON leaves the next one readable."""
    signals = read_signals(
        html(
            '<body><script type="application/ld+json">{"@type": "News</script>'
            '<script type="application/ld+json">{"@type": "Article"}</script></body>'
        )
    )
    assert [node["@type"] for node in signals.linked_data] == ["Article"]


def test_date_stamps_keep_markup_and_place() -> None:
    """A stamp has the value for machines, the printed line, the markup's words and its place."""
    signals = read_signals(
        html(
            "<body><h1>The ferry rests</h1>"
            '<p class="post-date">Posted <time datetime="2031-05-04T08:00">4 May 2031</time></p>'
            f"<p>{PROSE}</p></body>"
        )
    )
    machine = next(stamp for stamp in signals.stamps if stamp.machine)
    assert (machine.machine, machine.text) == ("2031-05-04T08:00", "4 May 2031")
    assert {"time", "post-date"} <= set(machine.hint.split())
    assert "Posted 4 May 2031" in [stamp.text for stamp in signals.stamps]
    assert signals.headings_at[0] < machine.order < signals.prose_at[0]


def test_stamps_know_the_part_of_the_page() -> None:
    """Comments, side columns and footers mark the dates inside them."""
    signals = read_signals(
        html(
            f"<body><h1>The ferry rests at last</h1><p>{PROSE}</p><p>{PROSE}</p>"
            '<div class="comments"><span>5 May 2031</span></div>'
            "<aside><p>6 May 2031</p></aside><footer>7 May 2031</footer></body>"
        )
    )
    zones = {stamp.text: stamp.hint.split() for stamp in signals.stamps}
    assert "in-comment" in zones["5 May 2031"]
    assert "in-related" in zones["6 May 2031"]
    assert "in-footer" in zones["7 May 2031"]


def test_a_frame_around_the_article_is_no_side_column() -> None:
    """A class that mentions a sidebar says nothing where the headline stands inside."""
    signals = read_signals(
        html(
            '<body><div class="has-sidebar"><h1>The ferry rests</h1><p>4 May 2031</p>'
            f"<p>{PROSE}</p></div></body>"
        )
    )
    assert [stamp.hint for stamp in signals.stamps if stamp.text == "4 May 2031"] == [""]


def test_names_of_the_site_are_collected() -> None:
    """Logos that lead home, other links home, copyright lines and the host of most links."""
    links = "".join(f'<a href="https://www.kestrelpost.example/{n}">n</a>' for n in range(8))
    signals = read_signals(
        html(
            '<body><a class="logo" href="/"><img alt="Kestrel Post logo"></a>'
            f'<a href="/" title="Front page">Home</a>{links}'
            "<p>© 2031 Kestrel Post</p></body>"
        )
    )
    assert signals.logos == ("Kestrel Post logo",)
    assert "Home" in signals.site_names
    assert signals.copyright == ("© 2031 Kestrel Post",)
    assert signals.link_host == "kestrelpost.example"


def test_bylines_leave_out_commenters() -> None:
    """Elements marked as author are bylines, save among the comments."""
    signals = read_signals(
        html(
            '<body><span class="author-name">Ada Berg</span>'
            '<div class="comments"><span class="author">Grumbler</span></div></body>'
        )
    )
    assert signals.bylines == ("Ada Berg",)


@pytest.mark.parametrize(
    "source",
    [
        "<head>" + "<script>" * 60_000,
        "<head>" + "<title" * 60_000,
        '<body><script type="application/ld+json">{' + " " * 500_000 + "x</script>",
        '<body><script type="application/ld+json">' + "[" * 100_000 + "</script>",
        "<body>" + "<div class=date>" * 3_000 + "1 May 2031",
        "<body>" + "<p>1 May 2031</p>" * 20_000,
        "<body>" + "<h1>" * 5_000,
        "<body><a href='//" + "a." * 100_000 + "'>x</a>",
    ],
    ids=["scripts", "titles", "blanks", "brackets", "deep", "dates", "headings", "host"],
)
def test_hostile_pages_take_bounded_time(source: str) -> None:
    """Pages built to make work are read within seconds, and what is kept of them is bounded."""
    start = time.process_time()
    signals = read_signals(html(source))
    assert time.process_time() - start < 3
    assert len(signals.stamps) <= 400


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["<head>", "<title>", "</title>", "<meta name=", '"date"', " content=", "2031-05-04", ">", "<body>",
             "<h1>", "</h1>", "<time datetime=", "<p class=date>", "4 May 2031", "©", "<a href=/>", "<!--", "-->",
             '<script type="application/ld+json">', "{", '"@type":', "[", "]", "}", "</script>", "\x00", "‮", "é"]
        ),
        max_size=30,
    )
)  # fmt: skip
def test_no_markup_raises(parts: list[str]) -> None:
    """Any order of tags, halves of tags and JSON gives signals."""
    assert isinstance(read_signals(html("<html>" + "".join(parts))), Signals)
