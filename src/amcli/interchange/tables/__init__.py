"""Tables of text and workbooks: rows with headers, which column is which, what a whole column tells."""
