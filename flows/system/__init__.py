"""What the process and its disk give: clock, exit, limits, files that last, text for a terminal."""
