"""What runs inside a command: job, log, progress, stages, streaming, checkpoints."""
