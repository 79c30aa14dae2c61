"""The graph as RDF: identifiers, triples, Turtle, the store, validation, queries and explanations."""
