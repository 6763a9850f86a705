"""One file a screen: how a person sees a result."""
