"""From files to upright RGB pictures, each decoded once."""
