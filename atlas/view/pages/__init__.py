"""One module a kind of page: an atlas and a composer give its blocks, in the order a reader needs them."""
