"""Separately packaged examples and importers; imported by nobody."""
