"""The case machine: what people send in, with its number, its clock and its answer (Arts. 10, 13(3), 21–24)."""
