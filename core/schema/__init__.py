"""Declarations: catalogs, documents, lines, registers, extensions, and what follows from them."""
