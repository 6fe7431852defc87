"""What the Markdown of a page lacks is added on its tree: classes, names for ears, tables, parts, notices, contact."""

from collections.abc import Callable

import pytest
from selectolax.lexbor import LexborHTMLParser
from website.marks import DECLARED, GENERATED
from website.transforms import components, layout, tables
from website.transforms.all import parts_of
from website.transforms.context import Context
from website.transforms.styles import Styles

STYLES = Styles(sheets=((frozenset({"t-link-cards", "t-steps"}), ".t-link-cards{}.t-steps{}"),))


def changed(text: str, *transforms: Callable[[LexborHTMLParser, Context], object], **known: object) -> LexborHTMLParser:
    """Return the page join/pack/ with this text, changed."""
    page = LexborHTMLParser(f'<main><div class="t-text">{text}</div></main>')
    for transform in transforms:
        transform(page, Context("join/pack/", styles=STYLES, **known))
    return page


# ---- Components ------------------------------------------------------------------------------------


def test_the_plain_name_of_a_component_and_a_rare_element_become_a_class():
    """It brings their sheet. Other names stay."""
    text = '<div class="link-cards own"></div><ol class="steps"></ol><p class="unknown"></p><hr>'
    page = changed(text, components.name_classes)
    classes = [node.attributes["class"] for node in page.css(".t-text [class]")]
    assert classes == ["t-link-cards own", "t-steps", "unknown", "t-hr"]


def test_what_eyes_see_is_said_to_ears():
    """Tasks in words, icons not at all, lists without marks as lists, and each sign of a note by where it leads."""
    box = '<li class="task-list-item"><input type="checkbox" {}> Ask</li>'
    text = (
        f'<ul>{box.format("checked")}{box.format("")}</ul><span class="twemoji"><svg></svg></span>'
        '<div class="t-link-cards"><ul id="doors"><li>In</li></ul></div>'
        '<p>One<sup class="footnote-ref"><a href="#fn1">[1]</a></sup></p><section class="footnotes"><ol><li '
        'class="footnote-item"><p>Two <a href="#fnref1" class="footnote-backref">↩</a></p></li></ol></section>'
    )
    page = changed(text, components.label_for_screen_readers)
    assert [" ".join(item.text().split()) for item in page.css(".task-list-item")] == ["Done: Ask", "To do: Ask"]
    assert not page.css("input")
    assert page.css_first("svg").attributes["aria-hidden"] == "true"
    assert [node.id for node in page.css("[role=list]")] == ["doors"]
    signs = page.css(f"a[{GENERATED}][{DECLARED}]")
    assert [sign.attributes["aria-label"] for sign in signs] == ["Note 1", "Back to the text"]


def test_the_title_of_a_box_is_a_heading_one_level_below_the_one_above_it():
    """A screen reader leads from heading to heading; the title of a plain box is words."""
    box = '<div class="{}"><p class="admonition-title">Title</p><p>Words</p></div>'
    urgent, note = box.format("t-admonition t-urgent"), box.format("t-admonition note")
    page = changed(f"<h1>A</h1>{urgent}<h2>B</h2>{urgent}{note}<h3>C</h3>{urgent}", components.finish_headings)
    assert [node.tag for node in page.css(".admonition-title")] == ["h2", "h3", "p", "h4"]


# ---- The band, the parts and notices -----------------------------------------------------------------


def test_what_stands_before_the_first_part_is_the_band():
    """Title and lead, a list as a glance; nothing is lost. A class for a part moves to it from its heading."""
    text = "<h1>Title</h1><p>Lead.</p><ul><li>Glance</li></ul>"
    text += '<h2 class="stone own">One</h2><p>First.</p><h2 class="part">Two</h2><p>Second.</p>'
    page = changed(text, layout.lay_out)
    assert page.css_first("main > .t-band .t-lead").text() == "TitleLead."
    assert page.css_first(".t-band .t-glance").text() == "Glance"
    parts = {part.text(): part.attributes["class"] for part in page.css(".t-text > section")}
    assert parts == {"OneFirst.": "t-part t-stone", "TwoSecond.": "t-part t-repeated"}
    assert [heading.attributes.get("class") for heading in page.css("h2")] == ["own", None]
    assert page.css_first("main").text() == LexborHTMLParser(text).text()


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("<h1>Title</h1><p>Lead.</p><p>More.</p><ul></ul>", "TitleLead."),
        ("<h1>Title</h1><p>What to bring:</p><ul></ul>", "Title"),
    ],
)
def test_a_page_without_parts_has_its_title_and_first_paragraph_in_the_band(text: str, band: str):
    """What follows is one part, with the spaces of one; words that lead to a list stay with it."""
    page = changed(text, layout.lay_out)
    assert page.css_first(".t-band").text() == band
    assert page.css_first("main").text() == LexborHTMLParser(text).text()
    assert [node.tag for node in page.css_first(".t-text").iter()] == ["section"]
    assert not changed("<h1>Title</h1><p>Lead.</p>", layout.lay_out).css("section")


def test_a_notice_is_a_section_and_stands_above_the_page_if_it_comes_first():
    """With its last day in words; it begins no part of the page."""
    notice = '<div class="t-notice until-2027-01-15"><p class="admonition-title">{}</p><p>Words.</p></div>'
    text = f"{notice.format('Closed')}<h1>Title</h1><h2>One</h2>{notice.format('Wet')}"
    page = changed(text, layout.write_notices, layout.lay_out)
    strip, inside = page.css("section.t-notice")
    assert strip.css_matches("body > .t-notice-strip[aria-label=Closed]")
    assert strip.text() == "ClosedWords.Notice, until 15 January 2027"
    assert inside.css_matches("main .t-part > section:not([role])")
    assert inside.css_first("time").attributes["datetime"] == "2027-01-15"
    assert [(node.text(), node.id) for node in page.css("section.t-notice > h2")] == [("Closed", None), ("Wet", None)]
    assert len(page.css("main .t-part")) == 1


# ---- Repeated parts, and the contact -----------------------------------------------------------------

PART = '<h2 id="cost" data-part="../cost/">Cost</h2><p>Words.</p><h2 id="estimate" class="x">An <b>estimate</b></h2>'


def test_a_link_to_a_page_that_is_repeated_leads_to_its_copy():
    """To the heading if it is repeated too, else to where the copy begins; its headings stand one level lower."""
    links = "".join(f'<a href="../{way}">x</a>' for way in ("cost/", "cost/#estimate", "cost/#lost", "steps/"))
    page = changed(f"{PART}<p>{links}</p>", layout.nest_copied_parts)
    assert [link.attributes["href"] for link in page.css("p a")] == ["#cost", "#estimate", "#cost", "../steps/"]
    assert not page.css("[data-part]")
    lower = page.css_first("h3")
    assert (lower.id, lower.attributes["class"], lower.inner_html) == ("estimate", "x", "An <b>estimate</b>")
    alone = f'<h2 id="cost">Cost</h2><p>{links}</p>'
    assert changed(alone, layout.nest_copied_parts).css_first(".t-text").inner_html == alone


ASK = (
    '<!-- the contact --><div class="admonition ask"><p class="admonition-title">Questions to ask</p><p>Why?</p></div>'
)


def test_a_contact_stands_in_its_place_and_in_each_box_and_nothing_does_without_one():
    """Escaped, with a link that can be called. The near miss of contact-missing is the small site."""
    known = {"email": "", "telephone": "+44 (0)1632 960001", "address": "The <Hall>"}
    page = changed(ASK, components.insert_contact, contact=known)
    words = 'Ring <a href="tel:01632960001">+44 (0)1632 960001</a>. Our address is The &lt;Hall&gt;.'
    assert (page.html or "").count(words) == 2
    assert page.css_first(".admonition-title").text() == "Ask us"
    none = dict.fromkeys(known, "")
    assert changed(ASK, components.insert_contact, contact=none).css_first(".t-text").inner_html == ASK
    assert (components.contact_html(none), components.contact_html(known)) == ("", words)


# ---- Tables ----------------------------------------------------------------------------------------


def described(heads: list[str], rows: list[list[str]], before: str = '<h2 id="who">Who</h2>') -> LexborHTMLParser:
    """Return a page with one table, described."""
    head = "".join(f"<th>{head}</th>" for head in heads)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return changed(f'<h1 id="a">A</h1>{before}{table}', tables.describe)


def test_each_row_has_a_head_each_cell_the_words_of_its_column_and_the_table_the_name_of_its_heading():
    """The label is for the eye: a screen reader says the head itself."""
    page = described(["What", "Who\n decides", "When"], [["Budget", "The <b>head</b>", "Now"]])
    assert [label.text() for label in page.css("td .t-label[aria-hidden]")] == ["Who decides: ", "When: "]
    head = page.css_first("tbody th")
    assert (head.attributes["scope"], head.text()) == ("row", "Budget")
    assert [head.attributes["scope"] for head in page.css("thead th")] == ["col"] * 3
    assert page.css_first("td b").text() == "head"
    assert page.css_first("table").attributes["aria-labelledby"] == "who"
    wide = described(list("ABCDEF"), [list("abcdef")])
    assert wide.css("[role=region][tabindex='0'][aria-labelledby=who] > table"), "what scrolls is reached by keyboard"
    assert described(["A", "B"], [["a", "b"]], before="").css_first("table").attributes["aria-labelledby"] == "a"
    assert described(["", ""], [["a", "b"]]).css_first("table").attributes == {}, "the check of tables tells of it"


def test_comments_of_editors_are_not_published():
    """What looks like one in an attribute or in code is no comment."""
    words = '<p title="&lt;!-- a -->">Fine. <code>&lt;!-- b --&gt;</code></p>'
    text = parts_of(changed(f"<!-- Who says so? -->{words}<!-- -->", layout.lay_out)).band
    assert "Who says so" not in text
    assert '"<!-- a -->"' in text.replace("&lt;", "<").replace("&gt;", ">")
    assert "<code>&lt;!-- b --&gt;</code>" in text
