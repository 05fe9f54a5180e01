"""A build from the first file read to the site in place; all of it but what Pelican makes of the prose."""
