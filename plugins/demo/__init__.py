"""The demo company: goods, people and business days by chance, always the same for a seed."""
