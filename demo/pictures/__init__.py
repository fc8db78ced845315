"""Pictures of the demonstration site group, drawn by this package and by nothing else."""
