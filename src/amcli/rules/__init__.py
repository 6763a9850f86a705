"""The business, pure: `today` is an argument, nothing here knows the book or the screen."""
