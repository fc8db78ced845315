"""What was written to the units in the months before the demonstration began, played through by the case machine."""
