"""How well the project reads: against gold documents, plain annotations and published cases."""
