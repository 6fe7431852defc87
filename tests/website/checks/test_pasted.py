"""What a paste brings is told with what was meant, where that can be known."""

import pytest
from website.checks import limits, pasted
from website.sources import Source

LIMITS = limits.read_limits()


def told(text: str) -> list[str]:
    """Return line, id and remedy of all that is told of a page."""
    assert LIMITS
    found = pasted.check([Source("docs/page.md", text)], LIMITS)
    return [f"{one.line} {one.id}: {one.remedy}" for one in found]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("It is\nthe schoolâ€™s.", '2 letters: Write "school’s.", or copy the text again.'),
        ("a cafÃ©", '1 letters: Write "café", or copy the text again.'),
        ("Â£5", '1 letters: Write "£5", or copy the text again.'),
        ("It\u0092s", '1 letters: Write "’" there, or copy the text again.'),
        ("It\ufffds", "1 letters: Write the letter or the sign that was meant, or copy the text again."),
        ("one \uf0e8 two", "1 letters: Write the letter or the sign that was meant, or copy the text again."),
        (
            "[x](https://a1.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.gov.uk%2Fa%3Futm_source%3Db&data=1)",
            "1 link-wrapped: Write https://www.gov.uk/a instead.",
        ),
        ("https://urldefense.com/v3/__https://a.org/x__;!!a$", "1 link-wrapped: Write https://a.org/x instead."),
        ("https://www.google.com/url?q=https://a.org/&sa=D", "1 link-wrapped: Write https://a.org/ instead."),
        ("[x](https://a.org/?utm_source=b#c)", "1 link-tracking: Write https://a.org/#c instead."),
        ("C:\\Users\\x", "1 link-computer: Put the file into docs/ and link to it, or name it in words."),
        ("<u>one</u>", "1 look: Delete the <u> and </u>: readers take what is underlined for a link."),
        ("<strike>one</strike>", "1 look: Write two ~ before and after what is struck out."),
    ],
)
def test_it_is_told_at_its_line_with_what_was_meant(text: str, line: str):
    """The remedy holds the right letters, or the true address."""
    assert told(text) == [line]


@pytest.mark.parametrize(
    "text",
    [
        "Ângela, Ã la and SÃO: “it’s” – 5 € … café",
        "`â€™ \ufffd C:\\x <u>` and <!-- <font> \ufffd -->",
        "```\nâ€™ <font>\n```",
        "\uf0b7\tone\n\uf0b7\ttwo",
        "[x](https://a.org/?source=b&q=utm_source)",
        "https://www.outlook.com/?url=https://a.org and https://www.google.com/maps?q=a",
        'a < b, c > d, and style = taste <img src="a.svg" alt="b" width="3" height="4">',
        '<div class="ticks" markdown>\n</div>',
        "[x](file:///a)",  # the check of links tells of it
        "2:30 or a:b, and/or",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text: str):
    """Names in other languages, code, comments, and addresses that are what they seem."""
    assert told(text) == []
