"""The report as static pages, which need no server and run nothing."""
