"""The queue puts first what is worth a look, one of several alike, and not ten of a kind."""

import numpy as np
import pytest
from PIL import Image

from fashion_clf import load_pretrained, review_queue
from fashion_clf.review._alike import find_alike

PRODUCTS = [
    {"title": "Suede boots"},
    {"title": "Lizzy D-suite"},
    {"title": "Blorple"},
    {"title": "Lizzy D-suite"},
    {"title": "Silk scarf"},
]


@pytest.fixture(scope="module")
def pretrained():
    return load_pretrained()


def test_doubtful_products_come_first_and_twins_once(pretrained):
    queue = review_queue(pretrained, PRODUCTS, 10)
    assert queue.index.tolist()[:2] in ([1, 2], [2, 1])
    assert len(queue) == 4 and 3 not in queue.index
    assert queue.loc[1, "alike"] == [3]
    assert queue["doubt"].is_monotonic_decreasing
    assert "no rule knows a word of it" in queue.loc[2, "reason"]
    assert queue.loc[4, "reason"] == ""


def test_n_and_index(pretrained):
    import pandas as pd

    table = pd.DataFrame(PRODUCTS, index=list("vwxyz"))
    assert len(review_queue(pretrained, table, 1)) == 1
    assert set(review_queue(pretrained, table, 4).index) <= set("vwxyz")
    for n in (0, -1, 1.5, True, "5"):
        with pytest.raises(ValueError, match="allowed is a whole number from 1"):
            review_queue(pretrained, PRODUCTS, n)


def test_costs(pretrained):
    plain = review_queue(pretrained, PRODUCTS, 5).index.tolist()
    dear = review_queue(pretrained, PRODUCTS, 5, costs={"SHOE": 1000.0}).index.tolist()
    assert plain[0] != 0 and dear[0] == 0
    with pytest.raises(ValueError, match="'HAT' is no category"):
        review_queue(pretrained, PRODUCTS, 5, costs={"HAT": 2})
    with pytest.raises(ValueError, match="0 or more"):
        review_queue(pretrained, PRODUCTS, 5, costs={"SHOE": -1})


def test_not_more_than_four_of_a_kind_among_twenty(pretrained):
    kinds = ("boots", "skirt", "scarf", "shirt", "necklace", "bag", "coat", "bra")
    products = [
        {"title": f"{colour} {kind}"}
        for kind in kinds
        for colour in ("red", "blue", "olive", "mauve", "teal", "ochre")
    ]
    queue = review_queue(pretrained, products, 24)
    kinds = [products[row]["title"].split()[1] for row in queue.index]
    assert max(kinds[:20].count(kind) for kind in kinds) <= 4


def test_products_alike():
    long = "a long text of a dress with many words that say what it is made of".split()
    other = [*long[:-1], "from"]
    assert find_alike([["red", "boot"], [], ["boot", "#", "red"], []]) == [0, 1, 0, 3]
    assert find_alike([long, other, long[:5]]) == [0, 0, 2]
    assert find_alike([]) == []


def test_photos_nearly_the_same_stand_for_one_another(tmp_path, pretrained):
    pytest.importorskip("imagehash", reason="ImageHash is not installed")
    rng = np.random.default_rng(0)
    small = rng.integers(0, 255, (2, 8, 8, 3), dtype=np.uint8)
    for name, picture in (("a", small[0]), ("b", small[1])):
        Image.fromarray(picture).resize((200, 200)).save(tmp_path / f"{name}.png")
    Image.fromarray(small[0]).resize((90, 90)).save(tmp_path / "c.jpg", quality=70)
    products = [
        {"title": "Blorple", "image": str(tmp_path / "a.png")},
        {"title": "Frobnitz", "image": str(tmp_path / "b.png")},
        {"title": "Quux", "image": str(tmp_path / "c.jpg")},
    ]
    queue = review_queue(pretrained, products, 3)
    assert queue.index.tolist() == [0, 1] and queue["alike"].tolist() == [[2], []]
