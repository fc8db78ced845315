"""Links out of the group: what an address really is, whose host it names, and where a link leads."""
