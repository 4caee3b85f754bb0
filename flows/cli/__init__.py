"""The command line `copydesk`."""
