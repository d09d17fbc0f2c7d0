"""The words themselves, one TOML file a language."""
