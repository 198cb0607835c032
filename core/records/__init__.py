"""Records read, listed, filled in and saved: what screens, REST and imports share."""
