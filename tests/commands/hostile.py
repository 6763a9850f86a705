"""A book in which everything bears a name that could do harm: markup, commands of a terminal, formulas."""

from tests.support import Cli

NAMES = {
    "markup": "[red]x[/red] [link=file:///etc/passwd]y[/link] :smile:",
    "terminal": "\x1b]0;x\x07 \x1b[2J\x1b[31m",
    "formula": "=cmd()|'/C calc'!A0",
    "sql": "'; DROP TABLE account;--",
    "override": "\N{RIGHT-TO-LEFT OVERRIDE}cod.exe\N{POP DIRECTIONAL FORMATTING}",
    "arabic": "شركة النور للتجارة",
    "hebrew": "אורן בע״מ",
    "combining": "Zo\u0308e\u0301 \u0e01\u0e33\u0e25\u0e31\u0e07 e\u0301\u0301\u0301\u0301",
    "emoji": "\U0001f469\u200d\U0001f4bb Tech \U0001f1eb\U0001f1ee",
    "markdown": "# *a* | `b` <script>alert(1)</script> \\n \\x41",
    "wide": "株式会社日立製作所",
    "invisible": "a\u200b\u2060\ufeff\xadb",
    "tab": "a\tb",
    "eight bits": "\x9b31mx",
    "longest": "W" * 200,
    "long words": ("Very long names go on " * 9).strip(),
}


def fill(cli: Cli) -> None:
    """Give every record of a book such a name: account x1, p1, k1, n1 and t1 the first, and so on."""
    for number, name in enumerate(NAMES.values(), 1):
        code = f"x{number}"
        cli.ok(
            "account",
            "add",
            "--code",
            code,
            "--owner",
            name,
            "--tag",
            name,
            "--set",
            f"note={name}",
            "--",
            name,
        )
        cli.ok("contact", "add", "--title", name, "--email", name, "--role", "champion", "--", code, name)
        cli.ok("contract", "add", code, "--product", name, "--value", "5k", "--starts", "2025-04-05",
        "--ends",
               "2026-04-04", "--reference", name, "--notes", name)  # fmt: skip
        cli.ok("log", "--on", "2026-01-05", "-w", f"p{number}", "--", code, f"{name} zebra")
        cli.ok("task", "add", "--due", "2026-02-26", "--promised", "--waiting-on", name, "--", code, name)
        cli.ok("opportunity", "add", "--value", "9k", "--product", name, "--fit", name, "--expected",
               "2026-03-05", "-w", f"p{number}", "--", code, name)  # fmt: skip
        cli.ok("issue", "add", "--severity", "high", "--owner", name, "-w", f"p{number}", "--", code, name)
        cli.ok("issue", "escalate", f"i{number}", "--to", name)
        cli.ok("feedback", "add", "--theme", name, "--", code, name)
        cli.ok("survey", "add", code, "nps", "3", "--", name)
        cli.ok("usage", "add", "--on", "2026-02-01", "--", code, name, "40")
        cli.ok("news", "add", code, "takeover", "--", name)
        cli.ok("goal", "add", "--measure", name, "--target", name, "--agreed-with", name, "--", code, name)
        cli.ok("account", "handoff", code, "--why", name, "--promises", name, "--from", name, "--to", name)
        cli.ok("qbr", "held", "--on", "2025-10-01", "-w", f"p{number}", "--", code, name)
