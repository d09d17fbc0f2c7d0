"""Photos: decoding, and features of what they show."""

from fashion_clf.images.catalog_scores._components import ImageComponents
from fashion_clf.images.catalog_scores._heat_map import photo_evidence
from fashion_clf.images.catalog_scores._photo_scores import PhotoScores
from fashion_clf.images.extractors._color import ColorHistogramExtractor
from fashion_clf.images.extractors._hog import HOGExtractor
from fashion_clf.images.extractors._image_features import ImageFeatures
from fashion_clf.images.extractors._regions import REGIONS, RegionFeatures
from fashion_clf.images.extractors._thumbnail import ThumbnailExtractor
from fashion_clf.images.garments._classifier import GarmentClassifier
from fashion_clf.images.garments._labeler import GarmentLabeler
from fashion_clf.images.outfits._classifier import OutfitClassifier
from fashion_clf.images.outfits._labeler import OutfitLabeler
from fashion_clf.images.reading._decode import load_image
from fashion_clf.images.shapes._classifier import ShapeClassifier
from fashion_clf.images.studio._classifier import StudioClassifier

__all__ = [
    "ColorHistogramExtractor",
    "GarmentClassifier",
    "GarmentLabeler",
    "HOGExtractor",
    "ImageComponents",
    "ImageFeatures",
    "OutfitClassifier",
    "OutfitLabeler",
    "PhotoScores",
    "REGIONS",
    "RegionFeatures",
    "ShapeClassifier",
    "StudioClassifier",
    "ThumbnailExtractor",
    "load_image",
    "photo_evidence",
]
