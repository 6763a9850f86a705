"""What may come next while somebody types: from the command tree, the book, the configuration."""
