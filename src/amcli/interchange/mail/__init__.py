"""Mail: Maildirs, mboxes and single messages, read in one stream, into touches of the people in them."""
