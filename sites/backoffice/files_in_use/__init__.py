"""Pictures and documents that something shows: what people read when they change or delete one."""
