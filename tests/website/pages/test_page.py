"""One pass over a page reads off what readers see."""

from small_site import page_of
from website.marks import GENERATED
from website.search.index import read_indexed


def test_the_words_of_a_page_are_read_block_by_block():
    """In reading order, with straight apostrophes and single spaces; nothing that is checked elsewhere."""
    unread = f"<p aria-hidden=true>x</p><div {GENERATED}><p><a href=x>x</a></p></div><form>x</form><script>x</script>"
    words = "<h1>A  page</h1><ul><li>One\n<p>It’s <b>so</b></p></li></ul><table><tr><th>A<td>b</table>"
    page = page_of(unread + words)
    assert page.links == ()
    words = {"h1": "A page", "li": "One", "p": "It's so", "th": "A", "td": "b"}
    assert [(block.tag, block.text) for block in page.blocks] == [*words.items()]


def test_a_link_is_called_what_a_screen_reader_calls_it():
    """By its label, or by its words and the texts of its pictures."""
    page = page_of('<a href="a" aria-label="Label">x</a><a href="b">Words <img src="p.svg" alt="and picture"></a>')
    assert [link.text for link in page.links] == ["Label", "Words and picture"]
    assert [(picture.src, picture.alt) for picture in page.pictures] == [("p.svg", "and picture")]


def test_search_words_are_typed_in_either_way():
    """As a line with commas or as a list; or the page stays out of it."""
    fields = ("wages, sick pay", ["wages", "sick pay"], {"boost": "2"}, {"exclude": "True"})
    pages = [read_indexed(page_of("<h1>A</h1>", search=one)) for one in fields]
    assert [page and page.words for page in pages] == [("wages", "sick pay"), ("wages", "sick pay"), (), None]
