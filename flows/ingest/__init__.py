"""The work of one run: the scan, the difference, shards, commits, and the run's own records."""
