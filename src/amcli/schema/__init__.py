"""JSON Schema of every record and of every command's JSON, made from what they declare. For `am schema`."""
