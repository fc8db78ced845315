"""Letters of a procedure: filled from the case, edited, and kept as a numbered record when issued."""
