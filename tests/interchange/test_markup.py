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
        ("now <del>100</del><ins>80</ins> EUR", "now ~~100~~ 80 EUR"),
        ("<p><s>70</s> 60</p><p>50</p>", "~~70~~ 60\n50"),
        ('<span style="text-decoration: line-through">4<span>0</span></span><span>30</span>', "~~40~~ 30"),
        ("5<sup>1</sup> % until the 1<sup>st</sup>", "5¹ % until the 1st"),
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
