"""Pages of text: what a pipe or a mail gets of a screen."""
