"""An editor names a component plainly, and the page gets the class that its style sheet knows."""

from selectolax.lexbor import LexborHTMLParser
from website.transforms.components import head_boxes, name_classes
from website.transforms.context import Context
from website.transforms.styles import Sheet, Styles

STYLES = Styles(components=(Sheet(frozenset({"doors", "steps"}), ".t-doors{}.t-steps{}"),))


def named(text: str) -> LexborHTMLParser:
    """Return a page with this text, its classes named."""
    page = LexborHTMLParser(f'<main><p class="doors">Around</p><div class="t-text">{text}</div></main>')
    name_classes(page, Context("page/", "https://example.org/", STYLES))
    return page


def test_the_name_of_a_component_becomes_its_class():
    """Other names stay, and so do all outside of the text."""
    page = named('<div class="doors own"></div><ol class="steps"></ol><p class="unknown"></p>')
    assert [node.attributes["class"] for node in page.css(".t-text [class]")] == ["t-doors own", "t-steps", "unknown"]
    assert page.css_first("main > p").attributes["class"] == "doors"


def test_a_task_says_in_words_whether_it_is_done():
    """A checkbox that nobody can change is no control."""
    box = '<li class="task-list-item"><label class="task-list-control"><input type="checkbox" {}></label> Ask</li>'
    page = named(f"<ul>{box.format('checked')}{box.format('')}</ul>")
    assert [" ".join(item.text().split()) for item in page.css("li")] == ["Done: Ask", "To do: Ask"]
    assert not page.css("input")


def test_an_icon_in_the_text_is_for_the_eye_alone():
    """A screen reader passes it."""
    page = named('<span class="twemoji"><svg></svg></span>')
    assert page.css_first("svg").attributes["aria-hidden"] == "true"


def test_a_rare_element_gets_the_class_that_brings_its_sheet():
    """Pages without one carry no rule for it."""
    page = named('<h5>Low</h5><hr><p><mark>New</mark> H<sub>2</sub>O <sup>1</sup> <span class="twemoji"></span></p>')
    classes = {node.tag: node.attributes["class"] for node in page.css(".t-text [class]")}
    assert classes.pop("span") == "twemoji t-icon"
    assert classes == {"h5": "t-heading", "hr": "t-rule", "mark": "t-mark", "sub": "t-raised", "sup": "t-raised"}


def test_a_list_without_marks_says_that_it_is_a_list():
    """Some browsers take one that shows no marks for loose lines."""
    page = named('<div class="doors"><ul><li>In</li></ul></div><ul><li>Else</li></ul>')
    assert [node.attributes.get("role") for node in page.css("ul")] == ["list", None]


def test_the_title_of_a_box_is_a_heading_one_level_below_the_one_above_it():
    """A screen reader leads from heading to heading; the title of a plain box is words."""
    box = '<div class="{}"><p class="admonition-title">Title</p><p>Words</p></div>'
    urgent, note = box.format("t-admonition t-urgent"), box.format("t-admonition note")
    page = LexborHTMLParser(f"<main><h1>A</h1>{urgent}<h2>B</h2>{urgent}{note}<h3>C</h3>{urgent}</main>")
    head_boxes(page, Context("page/", "https://example.org/", STYLES))
    assert [node.tag for node in page.css(".admonition-title")] == ["h2", "h3", "p", "h4"]
