"""Programs of ours that read strangers' files: each in a process that the system lets do nothing else."""
