"""The mechanisms: what a plugin author imports."""
