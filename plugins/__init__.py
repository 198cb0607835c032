"""One folder per business function; each is a plugin found by its entry point."""
