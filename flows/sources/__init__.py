"""Sources of raw texts: folders, buckets, and the archives in them."""
