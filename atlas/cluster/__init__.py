"""Pages made by processes that were not started by the build: those of a cluster, on this machine or on others."""
