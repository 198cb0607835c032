"""Devices: ports, protocols, drivers and their twins."""
