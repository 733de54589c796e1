"""Cleaning of HTML pages: the page as lines, the extractor's judgement laid on them, and hostile markup."""

from __future__ import annotations

import json

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.clean import clean, walk
from index.clean.extract import found_in
from index.clean.lines import Line
from index.clean.linked_data import article_body
from index.clean.witness import extracted_text
from index.page import Draft, Page, Rejected
from index.sniff import parse
from search.article import Article

STORY = [
    "The town library of Ostend Mills will stay open on Sundays, the council said on Monday evening after a vote.",
    "Some four hundred readers had signed a petition that the librarian took to the town hall in a wheelbarrow.",
    "The extra hours will cost the town eleven thousand a year, which is to come out of the budget for fireworks.",
]

MORE = [
    "Readers who cannot come on Sundays may send for up to six books by the ferry, which carries them free of charge.",
    "The librarian, who has held the post since the old mill closed, said she would bring her own kettle to the desk.",
    "A second vote, on whether dogs may wait in the reading room, was put off until the spring meeting of the council.",
]


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><title>Mills</title>{head}</head><body>{body}</body></html>"


def drafts(source: str) -> tuple[Draft, ...]:
    return clean(parse(Page("k", "o", "p", source.encode())))


def drafts_or_none(source: bytes) -> tuple[Draft, ...]:
    """The drafts of a page, none where it is refused; any other error is a failure."""
    try:
        return clean(parse(Page("k", "o", "p", source)))
    except Rejected:
        return ()


def kinds(source: str, kind: str) -> list[str]:
    return [block.text for found in drafts(source) for block in found.blocks if block.kind == kind]


def text(source: str) -> str:
    return "\n\n".join(Article("k", blocks=found.blocks).text for found in drafts(source))


def paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{own}</p>" for own in texts)


def lines_of(body: str) -> list[Line]:
    return walk.html_lines(lxml.html.document_fromstring(page(body)))


def test_paragraphs_come_as_they_are_printed() -> None:
    """The text of an article is its paragraphs, navigation and footer left out but kept as blocks."""
    source = page(
        f"<nav><a href=/>Home</a></nav><article>{paragraphs(STORY)}</article><footer>Imprint</footer>"
    )
    assert text(source) == "\n\n".join(STORY)
    assert {"Home", "Imprint"} <= {block.text for d in drafts(source) for block in d.blocks}


def test_text_after_what_is_thrown_away_is_extracted() -> None:
    """A script or a button within a paragraph goes without the words behind it, and the tree stays as it was."""
    first, second = STORY[0].split(" will ")
    marked = f"<p>{first}<script>var a;</script> will <button><b>x</b></button>{second}</p>"
    tree = parse(
        Page("k", "o", "p", page(f"<article>{marked}{paragraphs(STORY[1:])}</article>").encode())
    ).tree
    before = lxml.html.tostring(tree)
    assert extracted_text(tree, len("".join(STORY))).split() == " ".join(STORY).split()
    assert lxml.html.tostring(tree) == before


def test_page_that_yields_little_is_asked_for_once_more() -> None:
    """Paragraphs in an element named for a teaser are the article where they are most of the page."""
    opening = "The mill serves soup today, and the mill serves soup tomorrow as well. " * 4
    teased = f'<p>{opening}</p><div class="teaser-text">{paragraphs(3 * (STORY + MORE))}</div>'
    tree = parse(Page("k", "o", "p", page(f"<article>{teased}</article>").encode())).tree
    assert STORY[0] in extracted_text(tree, 10 * len(opening))
    assert STORY[0] not in extracted_text(tree, 2 * len(opening))


def test_form_feeds_anywhere_are_no_error() -> None:
    """HTML may hold what XML may not: beside scripts, in what is thrown away, in the text."""
    story = "".join(f"<p>\x0c{line}</p>" for line in STORY)
    menu = "<nav>a<b>\x0cb</b></nav><script>x</script>\x0c<math>\x0c<a>c</a></math>"
    made = page(f"{menu}<article>{story}</article><svg>\x0c<g>d</g></svg>").encode()
    tree = parse(Page("k", "o", "p", made)).tree
    assert extracted_text(tree, len("".join(STORY))).split() == " ".join(STORY).split()


def test_text_of_silent_elements_joins_no_line() -> None:
    """What stands inside a script is no text, what follows it goes on in the same line."""
    (line,) = lines_of("<p>Open on<script>var a;</script> Sundays</p>")
    assert line.text == "Open on Sundays"


def test_marked_words_keep_their_blanks() -> None:
    """Blanks between marked words stay, and no blank is added within a word."""
    (line,) = lines_of("<p><b>Open</b> <i>Sun</i>days <a href=x>and</a>\n<span>feasts</span></p>")
    assert line.text == "Open Sundays and feasts"


def test_line_breaks_begin_new_lines() -> None:
    """A br or a nested block ends a line, an inline element does not."""
    assert [
        line.text for line in lines_of("<div>one<br>two <em>words</em><div>three</div>four</div>")
    ] == [
        "one",
        "two words",
        "three",
        "four",
    ]


def test_scripts_and_styles_are_no_text() -> None:
    """What a browser never prints is in no line; ruby notes over characters are left out as well."""
    body = "<script>var a</script><style>p{}</style><template>t</template><p>子<rt>こ</rt>ども</p><!-- c -->"
    assert [line.text for line in lines_of(body)] == ["子ども"]


def test_lines_know_their_zones_and_links() -> None:
    """A line carries what the elements around it claim, and how much of it is linked."""
    (line,) = lines_of('<div class="relatedStories"><p><a href=x>New roof</a></p></div>')
    assert "related" in line.zones
    assert line.linked == 1.0


def test_caption_and_related_links_are_blocks_of_their_kind() -> None:
    """Markup names what is cut: captions, related pages, comments."""
    source = page(
        f"<article><h1>Library to open on Sundays after all</h1>{paragraphs(STORY)}"
        "<figure><img src=a><figcaption>Readers at the gate</figcaption></figure>"
        "<div class=related-articles><a href=x>New roof for the mill</a></div></article>"
        "<div id=comments><div class=comment><p>I will be there, rain or shine.</p></div></div>"
    )
    assert kinds(source, "caption") == ["Readers at the gate"]
    assert kinds(source, "related") == ["New roof for the mill"]
    assert kinds(source, "comment") == ["I will be there, rain or shine."]
    assert kinds(source, "title") == ["Library to open on Sundays after all"]


def test_short_line_counts_only_near_text_that_counts() -> None:
    """A label that also occurs in the text is not text where it stands in the navigation."""
    lines = [
        Line(at, own)
        for at, own in enumerate(["Sundays", *["x"] * 9, STORY[0], "Sundays", STORY[1]])
    ]
    found = found_in(lines, f"{STORY[0]}\nSundays\n{STORY[1]}")
    assert [at for at, kept in enumerate(found) if kept] == [10, 11, 12]


def test_text_printed_twice_counts_once() -> None:
    """Where a page prints its article twice, one copy is text."""
    lines = [Line(at, own) for at, own in enumerate([*STORY, "Home", *STORY])]
    assert sum(found_in(lines, "\n".join(STORY))) == len(STORY)


def test_paragraph_with_lost_words_is_found_whole() -> None:
    """An extractor that drops a linked name from a sentence does not cost the sentence."""
    lines = [Line(0, STORY[0])]
    assert found_in(lines, STORY[0].replace("Ostend Mills ", "")) == [True]


def test_article_body_is_read_from_linked_data() -> None:
    """The JSON-LD's article body is found at any depth and comes without tags."""
    source = page(
        "",
        '<script type="application/ld+json">{"@graph":[{"articleBody":"&lt;p&gt;One.&lt;/p&gt;Two &amp;amp; three."}]}</script>',
    )
    assert article_body(source, lxml.html.document_fromstring(source)).split("\n") == [
        "",
        "One.",
        "Two & three.",
    ]


@pytest.mark.parametrize("data", ["{", "[" * 50_000, '{"articleBody": 7}', '"articleBody"'])
def test_broken_linked_data_is_no_error(data: str) -> None:
    """JSON-LD that is cut off, nested to do harm or of the wrong shape is passed over."""
    source = page("<p>x</p>", f'<script type="application/ld+json">{data} "articleBody"</script>')
    assert article_body(source, lxml.html.document_fromstring(source)) == ""


def test_page_without_paragraph_markup_is_cleaned_as_a_dump() -> None:
    """Where the extractor finds nothing, the lines are judged as those of a text dump."""
    cells = "".join(f"<tr><td>{own}</td></tr>" for own in STORY)
    assert text(page(f"<table>{cells}</table>")) == "\n\n".join(STORY)


HOSTILE = {
    "nested 10,000 deep": "<div>" * 10_000 + paragraphs(STORY),
    "one tag": "<b>" * 400_000,
    "only links": "<a href=x>News</a> " * 2_000,
    "null bytes": "\0<p>\0</p>",
    "empty comments": "<!-- -->" * 50_000,
    "unclosed": "<p " * 20_000,
    "class of a megabyte": f'<p class="{"comment " * 120_000}">Hello.</p>',
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_hostile_markup_gives_an_article_or_a_reject(body: str) -> None:
    """Pages made to do harm end in a reject with its reason or in blocks, never in another error."""
    for found in drafts_or_none(page(body).encode()):
        assert any(block.kind in ("body", "embed") for block in found.blocks)


def test_page_of_too_many_pieces_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that is cut into more pieces of text than any real one is refused, with the number."""
    monkeypatch.setattr(walk, "TEXT_LIMIT", 100)
    with pytest.raises(Rejected, match="more than 100"):
        drafts(page("<p>a</p>" * 200))


@given(st.binary(max_size=300))
@settings(max_examples=100, deadline=None)
def test_any_bytes_in_a_page_give_blocks_or_a_reject(noise: bytes) -> None:
    """Bytes of any kind between tags end in blocks or a reject."""
    body = (
        b"<!DOCTYPE html><html><body><p>" + noise + b"</p><div>" + noise + b"</div></body></html>"
    )
    for found in drafts_or_none(body):
        assert found.blocks


def told(texts: list[str]) -> str:
    data = json.dumps({"@type": "NewsArticle", "articleBody": "\n\n".join(texts)})
    return f'<script type="application/ld+json">{data}</script>'


@pytest.mark.parametrize(
    "printed",
    [
        "",
        "<noscript>You need to enable JavaScript to read the Mills Mercury.</noscript>",
        "<nav><a>Home</a><a>Sport</a></nav><footer>© Mills Mercury</footer>",
        f"<h1>Library to open on Sundays</h1><p>{STORY[0]}</p><p>Subscribe to go on.</p>",
    ],
)
def test_article_that_stands_in_linked_data_alone_is_the_text(printed: str) -> None:
    """A page that prints nothing, a note, menus or a beginning gives its JSON-LD's article, with the reason."""
    source = page(printed, told([*STORY, *MORE]))
    assert text(source) == "\n\n".join([*STORY, *MORE])
    (found,) = drafts(source)
    reasons = {block.reason for block in found.blocks if block.kind == "body"}
    assert all("JSON-LD articleBody" in reason for reason in reasons)
    kept = "\n".join(block.text for block in found.blocks if block.kind != "body")
    assert all(line.text in kept for line in lines_of(printed))


def test_text_of_linked_data_is_plain_text() -> None:
    """An article body that becomes the text comes without tags, its sentences whole, and fit to be stored."""
    marked = [STORY[0].replace("council", "<b>coun</b>cil"), "\x00\ud800" + STORY[1], *MORE]
    source = page("", told([f"<p class='x'>{own}</p>" for own in marked]))
    assert text(source) == "\n\n".join([*STORY[:2], *MORE])
    assert text(source).encode()


@pytest.mark.parametrize("size", [1, 3])
def test_page_that_tells_something_else_than_its_linked_data_is_believed(size: int) -> None:
    """JSON-LD with another article than the one that is printed, or a summary of it, changes nothing."""
    other = [f"{own} That was years ago, and nobody in the town remembers it." for own in MORE * 3]
    assert text(page(paragraphs(STORY[:size]), told(other))) == "\n\n".join(STORY[:size])
    assert text(page(paragraphs(STORY[:size]), told(["Short."]))) == "\n\n".join(STORY[:size])


@pytest.mark.parametrize(
    "title",
    [
        "404 Not Found",
        "Error 404",
        "Oops! That page can’t be found.",
        "Page not found - Mills Mercury",
        "Mills Mercury | Seite nicht gefunden",
        "Erreur 404 : page introuvable",
        "Página no encontrada",
        "Página não encontrada",
        "Pagina non trovata",
        "Страница не найдена",
        "Sayfa bulunamadı",
        "الصفحة غير موجودة",
        "页面不存在",
        "Access denied",
        "Just a moment...",
        "Checking your browser",
    ],
)
def test_error_page_is_no_article(title: str) -> None:
    """A short page that calls itself an error, in its title or its first heading, is refused and told why."""
    note = "<p>Please check the address that you were given, and go back to the front page.</p>"
    for source in (
        f"<html><head><title>{title}</title></head><body>{note}</body></html>",
        page(f"<h1>{title}</h1>{note}"),
    ):
        with pytest.raises(Rejected, match="an error page"):
            drafts(source)


@pytest.mark.parametrize(
    "title",
    [
        "404 days without rain",
        "Access denied: readers locked out of the library",
        "Page not found – how the mill lost the only copy of its charter",
        "Room 404",
        "Just a moment in the mill",
    ],
)
def test_headline_with_the_words_of_an_error_is_an_article(title: str) -> None:
    """A headline that says more than an error page does is one of an article, short as it may be."""
    source = f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{STORY[0]}</p></body></html>"
    assert text(source) == STORY[0]


def test_long_page_with_the_title_of_an_error_is_an_article() -> None:
    """A page with an article's text is one, whatever its title tag says."""
    source = page(f"<h1>Access denied</h1>{paragraphs([*STORY, *MORE])}")
    assert STORY[0] in text(source)
