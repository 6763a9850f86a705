"""Names of companies as they are compared: without legal forms, in whatever spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amcli.rules.duplicates.legal_forms import FORMS, firm, spellings


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (
            ["Acme Robotics GmbH", "acme robotics, g.m.b.h.", "ACME Robotics Ges.m.b.H.", "Acme Robotics"],
            "acme robotics",
        ),
        (["Acme GmbH & Co. KG", "Acme GmbH & Co.KG", "Acme GmbH und Co. KG"], "acme"),
        (["Acme S.p.A.", "ACME SPA", "Acme s. p. a.", "The Acme Group S.p.A."], "acme"),
        (["Acme Sp. z o.o.", "Acme Sp. z o. o.", "ACME spółka z ograniczoną odpowiedzialnością"], "acme"),
        (["Acme S.à r.l.", "SARL Acme", "Acme S.A.R.L."], "acme"),
        (["Acme Pty. Ltd.", "Acme Pty Limited", "Acme Proprietary Limited"], "acme"),
        (["Acme Co., Ltd.", "Acme Company Limited"], "acme"),
        (["Acme, S.A. de C.V.", "ACME SA DE CV"], "acme"),
        (["株式会社アクメ", "アクメ株式会社", "㈱アクメ", "(株)アクメ", "アクメ K.K."], "アクメ"),
        (["ООО «Ромашка»", "Ромашка ООО", "РОМАШКА, ООО"], "ромашка"),
        (["(주)한빛", "한빛 주식회사"], "한빛"),
        (["北辰科技有限公司", "北辰科技 有限责任公司"], "北辰科技"),
        (["AB Volga", "Volga AB", "Volga AB (publ)"], "volga"),
        (["O'Neill & Sons Ltd", "ONeill and Sons", "O’Neill Sons"], "oneill sons"),
        (["Łódź S.A.", "LODZ SA"], "lodz"),
        (["Acme (2)", "Acme"], "acme"),
    ],
)
def test_spellings_of_one_company_have_the_same_words(names: list[str], words: str) -> None:
    assert {" ".join(firm(name).words) for name in names} == {words}


def test_a_form_is_told_by_one_name_however_it_is_written() -> None:
    assert {firm(f"Acme {form}").forms for form in ("Ltd", "Ltd.", "LIMITED", "limited")} == {("Ltd",)}
    assert firm("Acme Holding GmbH & Co. KG").forms == ("GmbH & Co. KG",)
    assert firm("Acme").forms == ()


@pytest.mark.parametrize("form", FORMS)
def test_every_form_and_each_of_its_spellings_is_taken_off(form: str) -> None:
    for spelling in (form, *filter(None, FORMS[form].split(", "))):
        assert firm(f"Quorin Belt {spelling}").words == ("quorin", "belt")
        assert firm(f"Quorin Belt {spelling}").forms == firm(f"Quorin Belt {form}").forms


@pytest.mark.parametrize(
    "name", ["AG", "Limited", "The Group AG", "Consulting GmbH", "Foods & Media Ltd", "★"]
)
def test_a_form_or_a_line_of_business_alone_tells_no_company(name: str) -> None:
    assert not firm(name).tells


def test_a_form_in_front_stays_where_it_is_the_name() -> None:
    assert firm("A.B. Foods").words == ("ab", "foods")
    assert firm("SE Electronics").words == ("se", "electronics")


def test_an_umlaut_is_written_in_two_ways() -> None:
    assert spellings("Müller AG") & spellings("Mueller AG")
    assert spellings("Müller AG") & spellings("Muller AG")


@given(st.text(max_size=60))
def test_any_text_can_be_taken_apart_and_case_makes_no_difference(text: str) -> None:
    found = firm(text)
    assert all(word == word.strip() != "" for word in found.words)
    assert firm(text.casefold()) == found
