"""What people do, read from their bodies over time: one watcher per kind of action, one file each."""
