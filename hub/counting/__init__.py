"""Counting what people do, not who did it: who counts, counts that wait in memory, their way to the database."""
