"""The database: engines, exact types, keys made by us, sessions, backup."""
