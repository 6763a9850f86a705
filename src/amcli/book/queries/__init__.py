"""One question a file: its SQL, beside the fields it fills."""
