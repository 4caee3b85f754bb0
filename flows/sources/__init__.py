"""Where raw texts come from: folders, buckets, and the archives in them."""
