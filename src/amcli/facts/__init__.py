"""What is known of every account on a day, read once for the whole book; the kept scores; filters over both."""
