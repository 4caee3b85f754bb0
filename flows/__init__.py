"""When, where and how often: the flows and the command line."""
