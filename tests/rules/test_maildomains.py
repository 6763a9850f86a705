"""Mail domains: whose address tells the company, and whose doesn't."""

import pytest

from amcli.rules.maildomains import PUBLIC_DOMAINS, domain_of


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("jane@acme.example", "acme.example"),
        (" Jane Orr <Jane@ACME.Example> ", "acme.example"),
        ("jane@acme.example.", "acme.example"),
        ("jane@gmail.com", None),
        ("jane@GMX.de", None),
        ("jane@vip.qq.com", None),
        ("jane", None),
        ("@acme.example", None),
        ("jane@", None),
        ("", None),
    ],
)
def test_the_domain_of_an_address_is_told_unless_it_is_everybodys(address: str, domain: str | None) -> None:
    assert domain_of(address) == domain


def test_all_public_domains_are_written_as_domains_are_compared() -> None:
    assert all(name == name.lower().strip(".") and "." in name for name in PUBLIC_DOMAINS)
