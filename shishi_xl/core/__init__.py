"""The rules, as functions from values to values: no file, clock, environment or log in here."""
