"""A knowledge graph in, one self-contained interactive page out."""
