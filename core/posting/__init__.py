"""Posting: movements written, totals kept, checks made, readings given, or nothing at all."""
