"""Disk and time: the workspace's folders, files that settle, events that nudge."""

import logging

logging.getLogger("shishi_xl").addHandler(logging.NullHandler())  # until a workspace is open: no traceback for people
