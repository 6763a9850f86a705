"""What a roll-up answers, from books on this machine; pulling one from a server is tests/team."""
