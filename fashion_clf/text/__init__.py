"""From messy descriptions to stems and TF-IDF features."""

from fashion_clf.text._clean import clean_description
from fashion_clf.text._products import ProductTokenizer, tokenize_products
from fashion_clf.text._tokens import split_phrases, stem, tokenize
from fashion_clf.text._vectorizer import TextVectorizer

__all__ = [
    "ProductTokenizer",
    "TextVectorizer",
    "clean_description",
    "split_phrases",
    "stem",
    "tokenize",
    "tokenize_products",
]
