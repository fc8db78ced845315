"""What people look for, without who they are."""
