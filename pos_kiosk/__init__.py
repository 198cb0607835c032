"""The cash desk: a headless till and its touch screens."""
