"""``python -m fashion_clf.cli``: the same as ``fashion-clf``."""

from fashion_clf.cli import main

__all__ = []

if __name__ == "__main__":
    main()
