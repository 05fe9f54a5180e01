"""The atlas over Git: what a commit held, and what has changed since the first edition. At the rim."""
