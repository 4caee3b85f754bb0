"""What runs the shards: worker processes, threads, Dask, Ray, and Prefect around them."""
