"""Other spellings of the words of shops: British ones, short forms of stock lists, mistakes."""

__all__ = ["SPELLINGS"]

_BRITISH = {
    "legging": "leggings", "jewellery": "jewelry", "jewelled": "jeweled",
    "pyjama": "pajama", "pyjamas": "pajama", "grey": "gray", "colour": "color", "coloured": "color",
    "colours": "color", "fibre": "fiber", "centre": "center", "moulded": "molded", "zipper": "zip",
    "zippered": "zipped", "zippers": "zip", "tshirts": "tshirt", "sari": "saree",
    "saris": "saree", "dungree": "dungaree", "dungrees": "dungaree", "saloppette": "salopette",
    "breifs": "briefs", "bras": "bra", "scarves": "scarf", "tops": "top", "tanks": "tank",
}  # fmt: skip
# The right word, and how it is written short in lists of stock, or often wrongly.
_OTHERS = {
    "jacket": "jkt jckt jaket jackt", "trouser": "trsr trsrs trousr trowser trowsers",
    "skirt": "skrt skrts", "blouse": "blse blous", "dress": "dreses drss", "jumpsuit": "jmpst",
    "handbag": "hndbg hanbag", "backpack": "bckpk backpak", "rucksack": "rucksac",
    "necklace": "necklce nklce neckless necklase neclace", "bracelet": "brclt braclet "
    "braclets bracelate bracelett", "earring": "earing earings earrring earrrings",
    "jewelry": "jewlery jewelery jewellry jewlry", "pendant": "penadant pendent",
    "sneaker": "snkr snkrs sneeker sneekers snekers", "sandal": "sandel sandels sandles",
    "trainer": "trainner trainners", "slippers": "slipers", "stiletto": "stilleto stilletos",
    "lingerie": "lingere lingeri", "brassiere": "brasiere brassier",
    "underwear": "underware", "boxers": "boxxers", "jeggings": "jegings jeggins",
    "joggers": "joggars", "culotte": "cullotte cullottes", "dungaree": "dungares",
    "cardigan": "crdgn cardigen", "sweatshirt": "swtshrt", "sweater": "swtr sweter",
    "scarf": "scraf", "swimsuit": "swimsut", "bikini": "bikni", "cloak": "cloack",
    "purse": "purce", "pajama": "pyjams pajam", "anklet": "anklit",
}  # fmt: skip

#: By word in lower case.
SPELLINGS = _BRITISH | {word: right for right, words in _OTHERS.items() for word in words.split()}
