"""The manual and what makes its pictures."""
