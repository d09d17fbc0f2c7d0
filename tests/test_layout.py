"""Imports between the parts of the library go down only, and never in a circle."""

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import fashion_clf

PACKAGE = Path(fashion_clf.__file__).parent
# Each part may import from the parts of the lines below its own.
LAYERS = [
    {"cli"},
    {"review", "distributed"},
    {"plotting", "explanation", "product_tree"},
    {"pipeline"},
    {"classifier", "download"},
    {"labeling", "images"},
    {"persistence", "evaluation", "datasets"},
    {"text"},
    {"catalog"},
    {"taxonomy"},
    {"utils"},
    {"exceptions"},
    {"_version"},
]
LEVEL = {part: level for level, parts in enumerate(LAYERS) for part in parts}
PUBLIC = {
    "__init__", "_version", "catalog", "classifier", "cli", "datasets", "distributed", "download",
    "evaluation", "exceptions", "explanation", "images", "labeling", "persistence", "pipeline",
    "plotting", "product_tree", "review", "taxonomy", "text", "utils",
}  # fmt: skip


def modules():
    """Dotted name of each module, below the package, and its path."""
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


NAMES = {name for name, _ in modules()}


def imports(path):
    """Names, below the package, of what a module imports from it anywhere in its text."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("fashion_clf"):
            module = node.module.removeprefix("fashion_clf").lstrip(".")
            for alias in node.names:
                inner = f"{module}.{alias.name}".lstrip(".")
                yield inner if inner in NAMES else module
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.startswith("fashion_clf."):
                    yield alias.name.removeprefix("fashion_clf.")


def test_every_part_has_its_layer():
    parts = {name.split(".")[0] for name in NAMES if name}
    assert parts == set(LEVEL)
    assert {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or path.is_dir()} - {
        "__pycache__", "artifacts"
    } == PUBLIC | {"taxonomy"}  # fmt: skip


@pytest.mark.parametrize("name", sorted(NAMES - {""}))
def test_imports_go_down_only(name):
    path = dict(modules())[name]
    part = name.split(".")[0]
    for target in imports(path):
        other = target.split(".")[0]
        if other and other != part:
            assert LEVEL[other] > LEVEL[part], f"{name} imports {target}"


def test_no_module_imports_itself_by_a_detour():
    def of_module(name, path):
        # A package imports its own modules to offer them; they import each other.
        return {target for target in imports(path) if target and target != name}

    packages = {name for name, path in modules() if path.name == "__init__.py"}
    graph = {name: of_module(name, path) for name, path in modules() if name not in packages}
    try:
        TopologicalSorter({name: targets - packages for name, targets in graph.items()}).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))
