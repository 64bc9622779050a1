"""Strangers' files, read in worker processes that import little and hand back plain data."""
