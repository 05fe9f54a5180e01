"""The benchmark: a made-up atlas of any size, built by the atlas and by Hugo from the same records."""
