"""What builds the data files of `transforms/data`; run by hand, never by the pipeline."""
