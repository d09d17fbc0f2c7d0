"""Titles that begin with the noun: how often what follows takes its place.

Every noun of 22 with everything of a list that shops say behind it ("Dress long sleeve"),
before it, and behind a colour, by the pretrained model. Some of the list name products
themselves ("Dress belt"), so no share can be 1.

    python docs/benchmarks/noun_first.py
"""

import argparse

from fashion_clf import load_pretrained

NOUNS = {
    "Dress": "DRESS", "Blouse": "TOPS", "Sweater": "TOPS", "T-shirt": "TOPS",
    "Jacket": "OUTERWEAR", "Coat": "OUTERWEAR", "Trousers": "PANT", "Jeans": "PANT",
    "Skirt": "SKIRT", "Shorts": "SHORTS", "Jumpsuit": "JUMPSUIT", "Boots": "SHOE",
    "Sneakers": "SHOE", "Sandals": "SHOE", "Handbag": "BAG", "Backpack": "BAG",
    "Necklace": "JEWELRY", "Earrings": "JEWELRY", "Bra": "LINGERIE", "Nightgown": "LINGERIE",
    "Scarf": "OTHERS", "Hat": "OTHERS",
}  # fmt: skip
WAYS = {"behind": "{0} {1}", "behind a colour": "{0} Black {1}", "before": "{1} {0}"}
MANNERS = """
long sleeve, short sleeve, sleeveless, cap sleeve, bell sleeve, puff sleeve, maxi, midi,
mini, knee length, v-neck, crew neck, roll neck, turtleneck, polo neck, halter neck,
high neck, off shoulder, one shoulder, strapless, bandeau, wrap, wrap front, button
front, button down, button up, zip up, half zip, full zip, pullover, hooded, hoodie
style, kimono sleeve, peplum, a-line, pencil, skater, bodycon, shift, pleated, ruffle,
tie waist, belted, belt, drawstring, elastic waist, high waist, low rise, wide leg,
straight leg, skinny, slim fit, boot cut, cargo, pockets, pocket, lace, lace up, lace
trim, satin, silk, velvet, denim, leather, suede, faux fur, knit, cable knit, crochet,
linen, floral print, polka dot, striped, leopard print, tie dye, embroidered, sequin,
beaded, pearl, crystal, gold, rose gold, chain strap, shoulder strap, crossbody, top
handle, block heel, kitten heel, wedge, platform, slip on, ankle strap, open toe, peep
toe, square toe, padded, quilted, puffer, fleece lined, sherpa, waterproof, oversized,
cropped, plus size, maternity, petite, tall, bow, bow tie, tassel, fringe, buckle,
studded, charm, pendant, hoop, stud, underwired, push up, reversible, convertible, 2 in
1, set, 2 piece, 3 pack, pack of 2, vintage, retro, boho, party, wedding, office, beach,
sports, running, yoga, golf, tennis, ski, summer, winter, black, white, new season,
sale, S M L XL, UK 10, size 8, women, men, girls, kids, cream, stone, ink, charcoal,
camel, rust, mustard, tan, nude, ivory, ecru, sand, taupe, khaki, olive, sage, teal,
mint, coral, peach, blush, burgundy, wine, plum, lilac, navy, indigo, slate, pewter,
bronze, copper, silver, champagne, chocolate, coffee, mocha, cognac, caramel, honey,
lemon, lime, forest, bottle green, denim blue, light wash, dark wash, multi,
multicolour, natural, print, printed, pattern, patterned, check, checked, plaid, tartan,
houndstooth, herringbone, pinstripe, camo, camouflage, floral, paisley, animal print,
snake print, geometric, abstract, logo, graphic, colour block, ombre, tie-dyed, dyed,
garment dyed, washed, acid wash, stone wash, distressed, ripped, faded, brushed, waxed,
coated, buttoned, patched, painted, pressed, cushioned, covered, stitched, pinned,
clipped, lined, unlined, laced, stretch, stretchy, water repellent, windproof,
breathable, thermal, insulated, reflective, foldable, packable, cotton, organic cotton,
wool, merino, cashmere, mohair, alpaca, viscose, polyester, nylon, lycra, spandex,
elastane, tencel, modal, bamboo, canvas, corduroy, tweed, flannel, jersey, fleece,
shearling, vinyl, pvc, patent, croc, snakeskin, mesh, tulle, organza, chiffon,
georgette, crepe, jacquard, brocade, lurex, metallic, glitter, rhinestone, feather, fur,
down, hemp, ramie, raffia, straw, cork, rubber, plastic, paper, ribbed, rib, waffle,
pointelle, intarsia, argyle, fair isle, breton, chunky, fine gauge, fine knit,
lightweight, heavyweight, mid weight, regular fit, relaxed fit, loose, tapered, bootcut,
flared, flare, culotte, palazzo, balloon, barrel, mom, boyfriend, girlfriend, dad,
jogger, track, harem, capri, cropped leg, ankle length, full length, hi-low, asymmetric,
tiered, layered, draped, gathered, ruched, smocked, shirred, cut out, backless, open
back, tie back, tie front, cold shoulder, square neck, scoop neck, boat neck, cowl neck,
mock neck, funnel neck, collared, collarless, shawl collar, notch collar, peter pan
collar, mandarin collar, double breasted, single breasted, toggle, snap, press stud,
velcro, zip, hidden zip, elasticated, drawcord, cinched, empire, drop waist, paperbag
waist, fit and flare, sheath, tunic, smock, pinafore, slip, cami, tank, tube, crop,
longline, swing, boxy, cocoon, trench, bomber, biker, blazer, varsity, parka, anorak,
cape, poncho, military, safari, utility, workwear, western, preppy, formal, casual,
smart, everyday, classic, basic, essential, premium, luxury, designer, handmade,
recycled, sustainable, vegan, ethical, limited edition, gift, gift box, gift set,
christmas, halloween, bridal, bridesmaid, prom, festival, holiday, resort, cruise, gym,
hiking, cycling, swim, surf, snow, rain, winter warm, thermal lined, outdoor, indoor,
travel, work, school, baby, toddler, teen, junior, plus, curve, petite fit, tall fit,
unisex, mens, womens, ladies, one size, free size, eu 38, us 8, 34b, w32 l32, 2xl,
x-large, medium, small, 2 pack, twin pack, pair, single, assorted, mixed, bundle,
multipack, new, brand new, bnwt, nwt, used, pre-owned, rrp, clearance, outlet, free
shipping, best seller, 2024, aw23, ss24, fw22, slim, regular, short, long, wide, narrow,
low, mid, high, flat, heeled, stiletto, chunky heel, wedge heel, low heel, high heel,
low top, high top, mid top, knee high, thigh high, over the knee, ankle, calf, pull on,
zip side, chelsea, combat, hiker, moccasin, loafer, oxford, brogue, derby, mule, slide,
clog, espadrille, gladiator, t-bar, mary jane, ballet, pointed toe, round toe, almond
toe, cushioned sole, memory foam, non slip, tote, shopper, bucket, hobo, satchel,
clutch, messenger, duffle, weekender, mini bag, large, drawstring bag, quilted chain,
woven, basket, monogram, layer, layering, choker, lariat, locket, bar, heart, star,
initial, birthstone, cubic zirconia, diamond, cz, sterling silver, 9ct gold, gold
plated, stainless steel, dangle, drop, huggie, ear cuff, clip on, seamless, balconette,
plunge, t-shirt bra, nursing, wireless, soft cup, triangle, bralette, strappy,
racerback, halter, front fastening, infinity, snood, pashmina, bobble, beanie, bucket
hat, baseball, fedora, straw wide brim, pom pom
"""


def main():
    """Print the share of right categories of each way."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, help="only so many things of the list, as a trial")
    manners = [one.strip() for one in MANNERS.replace("\n", " ").split(",")]
    manners = manners[: parser.parse_args().rows]
    model = load_pretrained()
    for way, title in WAYS.items():
        titles = [{"name": title.format(noun, one)} for noun in NOUNS for one in manners]
        truth = [category for category in NOUNS.values() for _ in manners]
        found = model.predict(titles)
        right = sum(map(str.__eq__, found, truth))
        print(f"{way}: {right:,} of {len(titles):,} titles right, {right / len(titles):.3f}")


if __name__ == "__main__":
    main()
