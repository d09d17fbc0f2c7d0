"""Boosters of an untrusted file: kept as plain data until their text was read here.

LightGBM parses a booster's text in compiled code as soon as a `Booster` is restored. So the
file is restored with a stand-in for each, which holds what the file has for its attributes.
"""

import re

from lightgbm import Booster

from fashion_clf.persistence._trees import tree_problem

__all__ = ["BoosterState", "booster_problem", "restore_boosters"]

_N_TREES = re.compile(r"^num_tree_per_iteration=(\d{1,6})$", re.MULTILINE)


class BoosterState:
    """Stand-in for a booster, with the attributes that the file gives it."""

    def __setstate__(self, state):
        self.state = state


def booster_problem(parts):
    """Say which booster among the objects of a model would not be restored."""
    for part in parts:
        found = tree_problem(part.model_to_string()) if isinstance(part, Booster) else None
        if found is not None:
            return f"holds trees that would not be loaded: {found}."
    return None


def restore_boosters(parts):
    """Put boosters in place of their stand-ins, once their text has been read.

    Parameters
    ----------
    parts : iterable of object
        Every object of a restored model.

    Returns
    -------
    str or None
        What is wrong with one of them; then none is restored.

    Raises
    ------
    lightgbm.basic.LightGBMError
        Where LightGBM refuses the text.
    """
    found = []
    for part in parts:
        if type(part) is dict and any(type(value) is BoosterState for value in part.values()):
            holder, attributes = None, part
        elif isinstance(part, list | tuple | set | frozenset):
            if any(type(one) is BoosterState for one in part):
                return "a booster in a list"
            continue
        elif hasattr(part, "__dict__") and type(part) is not BoosterState:
            holder, attributes = part, vars(part)
        else:
            continue
        for name, value in attributes.items():
            if type(value) is not BoosterState:
                continue
            problem = _state_problem(value) if holder is not None else "a booster in a dict"
            if problem is not None:
                return problem
            found.append((attributes, name, value))
    for attributes, name, value in found:
        text = value.state["_handle"]
        booster = _make_booster(text, value.state.get("best_iteration"))
        if tree_problem(booster.model_to_string()) is not None:
            return "trees that LightGBM reads otherwise than they are written"
        attributes[name] = booster
    return None


def _make_booster(text, best_iteration):
    """Make a booster for prediction; its own constructor would parse more of the text."""
    booster = Booster.__new__(Booster)
    booster.__setstate__(
        {
            "_handle": text,
            "_network": False,
            "_Booster__num_class": int(_N_TREES.search(text).group(1)),
            "_Booster__need_reload_eval_info": True,
            "_Booster__set_objective_to_none": False,
            "_train_data_name": "training",
            "best_iteration": best_iteration if type(best_iteration) is int else -1,
            "best_score": {},
            "name_valid_sets": [],
            "pandas_categorical": None,
            "params": {},
        }
    )
    return booster


def _state_problem(stand_in):
    state = getattr(stand_in, "state", None)
    if type(state) is not dict or not all(type(name) is str for name in state):
        return "a booster whose attributes have names that are no text"
    if type(state.get("_handle")) is not str or "handle" in state:
        return "a booster whose trees are no text"
    found = tree_problem(state["_handle"])
    return None if found is None else f"trees that LightGBM has not written: {found}"
