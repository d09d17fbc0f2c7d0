"""Features of photos: one file an extractor."""
