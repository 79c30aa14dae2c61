"""The graph over HTTP: a SPARQL endpoint, a page to ask it from, and a page for each thing, for reading only."""
