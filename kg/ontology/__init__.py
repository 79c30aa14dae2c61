"""What a reader of business news could correct without Python: the data files under ontology/, found and loaded."""
