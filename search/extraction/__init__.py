"""The words of attachments. Files come from outside: each is read by a process that can do nothing else."""
