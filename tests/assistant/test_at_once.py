"""Two assistants on one book, while a person types and an import runs: no lock fails, all see the others."""

import json
from concurrent.futures import ThreadPoolExecutor

from tests.assistant.raw import wired
from tests.support import TODAY, run_program

ROWS = 40


def test_two_clients_a_person_and_an_import(office, tmp_path):
    office.let_go()
    environ = office.environ(TODAY)
    people = tmp_path / "people.csv"
    lines = [f"acme,Person {at},person{at}@acme.example" for at in range(ROWS)]
    people.write_text("\n".join(["account,name,email", *lines]), encoding="utf-8")

    def typed(at):
        return run_program(["task", "add", "acme", f"Typed {at}"], {**environ, "PATH": "/usr/bin:/bin"})

    def imported():
        return run_program(["import", str(people), "--yes"], {**environ, "PATH": "/usr/bin:/bin"})

    def asked(wire):
        found = []
        for _ in range(8):
            for tool, given in (("tasks", {"limit": 200}), ("today", {}), ("brief", {"account": "acme"})):
                found.append((tool, wire.call(tool, **given)))
        return found

    with wired(environ) as one, wired(environ) as other, ThreadPoolExecutor(4) as pool:
        reads = [pool.submit(asked, one), pool.submit(asked, other)]
        imports = pool.submit(imported)
        writes = list(map(typed, range(6)))
        assert [each.code for each in writes] == [0] * 6
        assert imports.result().code == 0
        for each in reads:
            assert [(tool, found) for tool, found in each.result() if found.get("isError")] == []
        for wire in (one, other):
            rows = json.loads(wire.said("tasks", limit=200, fields=["*"]))["items"]
            assert {f"Typed {at}" for at in range(6)} <= {row["title"] for row in rows}
            assert json.loads(wire.said("find", text="person", limit=200))["total"] >= ROWS
            assert wire.end()[0] == 0


def test_calls_of_one_client_at_once_are_all_answered(office):
    office.let_go()
    with wired(office.environ(TODAY)) as wire:
        names = ["tasks", "today", "checkins", "renewals", "risks"] * 4
        for number, name in enumerate(names, 100):
            wire.send({"id": number, "method": "tools/call", "params": {"name": name, "arguments": {}}})
        wire.send({"id": 99, "method": "ping"})
        found = {}
        while len(found) < len(names) + 1:
            message = wire.line()
            found[message["id"]] = message
        assert set(found) == {99, *range(100, 100 + len(names))}
        assert not any(found[number]["result"].get("isError") for number in range(100, 100 + len(names)))
