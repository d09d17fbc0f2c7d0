"""Why a product got its category: rules, the words that they matched, terms of the model."""

from fashion_clf.explanation._evidence import Evidence, find_evidence, locate_tokens
from fashion_clf.explanation._explain import Explanation, explain, trace

__all__ = ["Evidence", "Explanation", "explain", "find_evidence", "locate_tokens", "trace"]
