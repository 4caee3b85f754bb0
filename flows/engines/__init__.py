"""Engines that run shards: worker processes, threads, Dask, Ray; and Prefect around them."""
