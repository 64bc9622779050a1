"""Word documents and notices to values."""
