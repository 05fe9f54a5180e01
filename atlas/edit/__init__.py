"""Records as an editor writes them: comments, layout, numbers, new files."""
