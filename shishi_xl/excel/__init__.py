"""Workbooks to values and back, always as bytes; what is written to disk is written elsewhere."""
