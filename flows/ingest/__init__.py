"""What one run has to do and records: the scan, the difference, shards, commits, the run's own rows."""
