"""What the photos of a catalogue teach about its own categories."""
