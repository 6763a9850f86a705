"""One file a noun or a daily command: options in, one call, a result out."""
