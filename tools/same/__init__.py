"""The proof that nothing changed: `am` of another commit and of this tree, side by side (`__main__`)."""
