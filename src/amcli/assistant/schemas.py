"""What answers look like, for clients that want it: `am schema`, wrapped as answers are.

A field may be left out of a row, and a part of a page that is too long, so none is required.
"""

import json

from amcli.again import again
from amcli.assistant.arguments import Schema
from amcli.assistant.tools import Tool
from amcli.context import Run

COUNT: Schema = {"type": "integer", "minimum": 0}


def of_tool(run: Run, tool: Tool) -> Schema | None:
    """The schema of a tool's answers; None where there is none."""
    made = [of_answer(document(run, name), tool) for name in tool.schema]
    if not made:
        return None
    return made[0] if len(made) == 1 else {"type": "object", "anyOf": made}


def document(run: Run, name: str) -> Schema:
    """One schema of the product."""
    found: Schema = json.loads(again(run, ["schema", "--", name]).out)
    return {key: value for key, value in found.items() if key not in ("$schema", "title", "description")}


def of_answer(schema: Schema, tool: Tool) -> Schema:
    """The schema of an answer: a list with its counts, or a page."""
    if "anyOf" in schema:
        return {"type": "object", "anyOf": [of_answer(each, tool) for each in schema["anyOf"]]}
    if schema["type"] == "array":
        rows = {"type": "array", "items": loose(schema["items"])}
        parts = {"items": rows, "count": COUNT, "total": COUNT}
        return {"type": "object", "properties": parts, "required": [*parts], "additionalProperties": False}
    made = loose(schema)
    if tool.rows:
        rows = made["properties"][tool.rows]
        made["properties"][tool.rows] = {**rows, "items": loose(rows["items"])}
        made["properties"][f"{tool.rows}_total"] = COUNT
    return made


def loose(schema: Schema) -> Schema:
    """A schema of which every field may be left out."""
    return {key: value for key, value in schema.items() if key != "required"}
