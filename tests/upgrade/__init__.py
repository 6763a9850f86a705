"""Books that earlier versions wrote: they open, are upgraded, and answer the same."""
