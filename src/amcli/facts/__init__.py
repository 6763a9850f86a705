"""What is known of every account on a day, read once for the book; its kept scores; filters over it."""
