"""`am mcp`: the book for assistants, by the Model Context Protocol. Each tool runs the very command that a
person would type; this room has no rule of its own.
"""
