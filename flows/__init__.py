"""The command line, runs and schedules."""
