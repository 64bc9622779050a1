"""One module for each verb of the command line; the only place where the rooms meet."""
