"""Answers to surveys."""

from amcli import vocabulary as v
from amcli.records.declaration import ACCOUNT, SOURCE, Field, File, Key, Record, contact, option, reference

RECORD = Record(
    "survey",
    "surveys",
    fields=(
        *reference("survey", "s9"),
        ACCOUNT,
        contact("who answered", "Who answered."),
        Field(
            "kind",
            "choice",
            "nps, csat or ces",
            option("What was asked.", "--kind", "-k", only="edit", clears=False),
            headers="survey, type",
            choices=v.SURVEY_KINDS,
            needed=True,
        ),
        Field(
            "on",
            "happened",
            "when",
            option("Date of the answer (default: today).", "--on", clears=False),
            headers="date, day, responded on",
            needed=True,
        ),
        Field(
            "score",
            "number",
            "the answer",
            option("The answer.", "--score", only="edit", clears=False),
            headers="rating, answer",
            needed=True,
        ),
        Field(
            "scale_max",
            "number",
            "the best answer possible",
            option("Highest possible answer (default: 10 for nps, 5 for csat, 7 for ces).", "--of"),
            headers="scale, out of",
        ),
        Field(
            "comment",
            "text",
            "what they wrote",
            option("What they wrote.", "--comment", only="edit"),
            headers="comments, feedback",
        ),
        SOURCE,
    ),
    columns={
        "survey": "",
        "on": "On",
        "account": "Account",
        "contact": "Who",
        "kind": "Kind",
        "score": "Score",
        "scale_max": "Of",
        "comment": "Comment",
    },
    file=File((Key(("*",)),), (("account",), ("score",))),
    add="am survey add ACCOUNT KIND SCORE",
    wide="contact",
    one="an answer",
    several="answers",
    first="kind score scale_max on",
)
