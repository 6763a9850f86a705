"""The text of HTML notes and mails."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amcli.interchange.markup import has_markup, text_of


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>One</p><p>Two &amp; three</p>", "One\nTwo & three"),
        ("Dear<br>Ann", "Dear\nAnn"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("<head><title>T</title><style>p{}</style></head><body>seen<script>alert(1)</script></body>", "seen"),
        ("one\n  line&nbsp;only", "one line only"),
        ("<p>never closed <b>bold", "never closed bold"),
        ("", ""),
    ],
)
def test_a_page_says_what_a_browser_would_show(page: str, text: str) -> None:
    assert text_of(page) == text


@given(st.text())
def test_no_text_stops_it(page: str) -> None:
    text_of(page)


def test_a_tag_is_told_from_a_smaller_than() -> None:
    assert has_markup("a<br/>b")
    assert not has_markup("margin < 3 and > 1")
