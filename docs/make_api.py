"""Make docs/api.md: every public name with the first line of its documentation.

python docs/make_api.py
"""

import importlib
import pkgutil
import re
from pathlib import Path

import fashion_clf

HEAD = """# Public names

All that other programs may rely on, by the module to import it from. Names that start with an
underscore may change in any release. `docs/make_api.py` makes this page from the docstrings, which
say more: `help(fashion_clf.make_pipeline)`.
"""


def public_modules():
    """Names of the modules that users import from."""
    found = pkgutil.walk_packages(fashion_clf.__path__, "fashion_clf.")
    names = ["fashion_clf", *(module.name for module in found if "._" not in module.name)]
    return [name for name in names if getattr(importlib.import_module(name), "__all__", None)]


def describe(module, name):
    """First line of the documentation of a public name."""
    member = getattr(module, name)
    if callable(member):
        text = re.split(r"\n\s*\n", member.__doc__)[0]
        text = " ".join(text.split())
        return re.sub(r":\w+:`~?([^`]+)`", r"`\1`", text).replace("``", "`").rstrip(".")
    return CONSTANTS[name]


CONSTANTS = {
    "ABSTAIN": "The vote of a rule that does not apply",
    "CATEGORIES": "Names of the twelve categories",
    "FALLBACK": "The category of products that belong to no other",
    "FORMATS": "Names of the file formats",
    "PUBLIC_TAXONOMIES": "Names of the public taxonomies whose ids are known",
    "REGIONS": "Parts of a figure, as shares of its height and width",
    "TAXONOMY": "The twelve categories with their definitions and ids",
    "__version__": "The version of the library",
}


def make_page():
    """Write the page from the docstrings."""
    parts = [HEAD]
    for module_name in public_modules():
        module = importlib.import_module(module_name)
        summary = module.__doc__.split("\n\n")[0].replace("``", "`").replace("\n", " ")
        lines = [f"- `{name}`: {describe(module, name)}." for name in module.__all__]
        parts.append(f"## {module_name}\n\n{summary}\n\n" + "\n".join(lines) + "\n")
    return "\n".join(parts)


if __name__ == "__main__":
    Path(__file__).with_name("api.md").write_text(make_page(), encoding="utf-8")
