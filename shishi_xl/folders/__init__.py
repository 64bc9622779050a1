"""Disk and time: the workspace's folders, files that settle, events that nudge."""
