"""Made-up product photos: silhouettes, their cloth, and the studio around them."""

from fashion_clf.datasets._drawing._photo import draw_product

__all__ = ["draw_product"]
