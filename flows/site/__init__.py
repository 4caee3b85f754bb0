"""The report as a static site, without a server or scripts."""
