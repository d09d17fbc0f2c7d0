"""Model files that hold no code: skops files with nothing in them but what is listed here.

A skops file names types and gives their attributes. skops calls what it names only where
it is trusted, and trusts all of scikit-learn; here a file may hold what a pipeline of
this library holds, each in the way in which skops writes it, and nothing else.
"""

import io
import json
import zipfile

from fashion_clf.exceptions import ModelFileError
from fashion_clf.persistence._boosters import BoosterState, booster_problem, restore_boosters
from fashion_clf.persistence._contents import all_parts, content_problem
from fashion_clf.utils._moved_modules import former_names

__all__ = ["dump", "load"]

_SCHEMA = "schema.json"
_MAX_UNPACKED = 2**30  # bytes
# By the way in which skops restores it. Ours are made without a call of their constructors.
_ALLOWED = {
    "ObjectNode": """
        fashion_clf.classifier._corrections.Corrections
        fashion_clf.classifier._linear.DenseOpinion
        fashion_clf.classifier._linear.LinearOpinion
        fashion_clf.classifier._boosted_linear.BoostedLinearClassifier
        fashion_clf.classifier._types.TypeModel
        fashion_clf.classifier._weakly_supervised.WeaklySupervisedClassifier
        fashion_clf.images.extractors._color.ColorHistogramExtractor
        fashion_clf.images.catalog_scores._components.ImageComponents
        fashion_clf.images.extractors._image_features.ImageFeatures
        fashion_clf.images.extractors._fisher.FisherVectorEncoder
        fashion_clf.images.garments._classifier.GarmentClassifier
        fashion_clf.images.garments._features.GarmentFeatures
        fashion_clf.images.garments._joined.JoinedClassifier
        fashion_clf.images.garments._labeler.GarmentLabeler
        fashion_clf.images.extractors._hog.HOGExtractor
        fashion_clf.images.garments._kernel_svm.MirrorKernelClassifier
        fashion_clf.images.catalog_scores._kernel_ridge.KernelRidgeScores
        fashion_clf.images.catalog_scores._photo_scores.PhotoScores
        fashion_clf.images.extractors._fisher_patches.PatchExtractor
        fashion_clf.images.extractors._thumbnail.ThumbnailExtractor
        fashion_clf.images.outfits._classifier.OutfitClassifier
        fashion_clf.images.outfits._descriptors.FigureDescriptors
        fashion_clf.images.outfits._labeler.OutfitLabeler
        fashion_clf.images.outfits._similarity.FigureSimilarity
        fashion_clf.images.outfits._two_stages.TwoStageRidge
        fashion_clf.images.shapes._classifier.ShapeClassifier
        fashion_clf.images.shapes._components.ShapeComponents
        fashion_clf.images.studio._classifier.StudioClassifier
        fashion_clf.images.studio._components.LayoutComponents
        fashion_clf.labeling._label_model.LabelModel
        fashion_clf.labeling._labeler.RuleLabeler
        fashion_clf.labeling._majority.MajorityVote
        fashion_clf.labeling._rules.Rule
        fashion_clf.labeling._rules.RuleSet
        fashion_clf.text._products.ProductTokenizer
        fashion_clf.text._vectorizer.TextVectorizer
        lightgbm.basic.Booster
        lightgbm.sklearn.LGBMClassifier
        sklearn.compose._column_transformer.ColumnTransformer
        sklearn.decomposition._pca.PCA
        sklearn.feature_extraction.text.TfidfTransformer
        sklearn.feature_extraction.text.TfidfVectorizer
        sklearn.frozen._frozen.FrozenEstimator
        sklearn.linear_model._logistic.LogisticRegression
        sklearn.pipeline.Pipeline
        sklearn.preprocessing._label.LabelEncoder
    """,
    "ConstructorFromReduceNode": "builtins.frozenset",
    "DefaultDictNode": "collections.defaultdict",
    "DictNode": "builtins.dict collections.OrderedDict",
    "FunctionNode": "fashion_clf.text._vectorizer._terms",
    "JsonNode": "builtins.str",
    "ListNode": "builtins.list",
    "NdArrayNode": """
        numpy.bool numpy.bool_ numpy.float32 numpy.float64 numpy.int32 numpy.int64
        numpy.ndarray numpy.str_
    """,
    "RandomStateNode": "numpy.random.mtrand.RandomState",
    "SliceNode": "builtins.slice",
    "SparseMatrixNode": "scipy.sparse._csr.csr_matrix",
    "TupleNode": "builtins.tuple",
    "TypeNode": """
        builtins.bool builtins.float builtins.int builtins.str collections.OrderedDict
        numpy.float32 numpy.float64 numpy.int32 numpy.int64 numpy.str_
    """,
}
_PAIRS = {
    (loader, known)
    for loader, names in _ALLOWED.items()
    for name in names.split()
    for known in (name, *former_names(name))
}

_BOOSTER = ("ObjectNode", "lightgbm.basic.Booster")
_STAND_IN = f"{BoosterState.__module__}.{BoosterState.__qualname__}"


def dump(model, path):
    """Give the bytes of a skops file.

    Parameters
    ----------
    model : estimator
    path : Path
        Named in errors.

    Returns
    -------
    bytes

    Raises
    ------
    ModelFileError
        Where the model holds what `load` would refuse, or skops is not installed.
    """
    skops = _import_skops(path)
    try:
        data = skops.dumps(model, compression=zipfile.ZIP_DEFLATED)
        problem = (
            _Archive(data).problem() or booster_problem(all_parts(model)) or content_problem(model)
        )
    except Exception as cause:  # a pipeline may hold anything
        raise ModelFileError(
            f"{path}: a part of the model cannot be kept in a .skops file: {cause}. "
            "Save it as .joblib."
        ) from cause
    if problem is not None:
        raise ModelFileError(f"{path}: {problem} It would not be loaded; save it as .joblib.")
    return data


def load(data, path):
    """Make a model of the bytes of a skops file.

    Parameters
    ----------
    data : bytes
    path : Path
        Named in errors.

    Returns
    -------
    estimator

    Raises
    ------
    ModelFileError
        Where it is no skops file, or holds what is not listed; all such are named, and
        none was made.
    """
    skops = _import_skops(path)
    try:
        archive = _Archive(data)
        problem = archive.problem()
        if problem is None:
            trusted = sorted({name for _, name in _PAIRS} | {_STAND_IN})
            model = skops.loads(archive.to_restore(), trusted=trusted)
            problem = restore_boosters(all_parts(model)) or content_problem(model)
            problem = problem and f"holds {problem.removeprefix('holds ').rstrip('.')}."
    except Exception as cause:  # an untrusted file can be wrong in any way
        raise ModelFileError(
            f"{path}: is no .skops file that can be read: {type(cause).__name__}: {cause}."
        ) from cause
    if problem is not None:
        raise ModelFileError(f"{path}: {problem} Ask who made it what that is for.")
    return model


class _Archive:
    """A skops file, of which nothing is made or imported to look at it."""

    def __init__(self, data):
        self.data = data
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.unpacked = sum(member.file_size for member in archive.infolist())
            self.schema = json.loads(archive.read(_SCHEMA)) if self._is_small() else {}

    def _is_small(self):
        return self.unpacked <= _MAX_UNPACKED

    def problem(self):
        """Say what in it must not be there."""
        if not self._is_small():
            return f"unpacks to {self.unpacked:,} bytes; {_MAX_UNPACKED:,} are allowed."
        nodes = [(_kind(node), node) for node in _nodes(self.schema)]
        unknown = sorted({name for (loader, name), _ in nodes if (loader, name) not in _PAIRS})
        if unknown:
            return f"holds {', '.join(map(ascii, unknown))}, which no model of fashion_clf has."
        return None

    def to_restore(self):
        """Give the file with every object for itself, and a stand-in for each booster.

        skops takes a second node of one id for the first, whatever it has, so that what was
        looked at here would not be what it makes.
        """
        for node in _nodes(self.schema):
            node.pop("__id__", None)
            if _kind(node) == _BOOSTER:
                node["__module__"], node["__class__"] = _STAND_IN.rsplit(".", 1)
        copy = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(self.data)) as old,
            zipfile.ZipFile(copy, "w") as new,
        ):
            for name in set(old.namelist()) - {_SCHEMA}:
                new.writestr(name, old.read(name))
            new.writestr(_SCHEMA, json.dumps(self.schema))
        return copy.getvalue()


def _nodes(schema):
    """Everything that is to be restored, wherever it stands."""
    todo = [schema]
    while todo:
        item = todo.pop()
        if isinstance(item, dict):
            if "__loader__" in item:
                yield item
            todo.extend(item.values())
        elif isinstance(item, list):
            todo.extend(item)


def _kind(node):
    return str(node["__loader__"]), f"{node['__module__']}.{node['__class__']}"


def _import_skops(path):
    try:
        import skops.io
    except ImportError as cause:
        raise ModelFileError(f'{path}: needs skops: pip install "fashion-clf[skops]".') from cause
    return skops.io
