"""Scripts that make and check the documents. Not part of the installed program."""
