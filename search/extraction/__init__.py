"""The words of attachments. Files come from outside, so each is read by a process of its own that can do nothing else."""
