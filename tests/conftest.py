"""Property tests try the same examples on every machine, so that a run means the same everywhere.

`pytest --hypothesis-profile=explore` looks for new ones; what it finds becomes an explicit example.
"""

from hypothesis import settings

settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("explore", derandomize=False, deadline=None)
settings.load_profile("steady")
