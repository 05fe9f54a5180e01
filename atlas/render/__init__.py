"""Stage 5, render: a view becomes bytes. Looks nothing up, computes nothing, sorts nothing."""
