"""Notices as bytes → plain paragraphs and tables."""
