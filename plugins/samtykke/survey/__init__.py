"""Many sites at once: folders or WARC files → whom each contacts before consent, as Parquet. Needs the extra `survey`.

In the order in which data flows: `model` (what passes), `sources` (what is examined), `warc` (an archive → folders of
sites), `examine` (a site → facts), `run` (all of them, on Dask), `tables` (Parquet), `summary`.
"""
