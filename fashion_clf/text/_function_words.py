"""Small words of each language, and what they are in English: they tell the language apart."""

__all__ = ["FUNCTION_WORDS", "LANGUAGES_OF"]

# "" where the English text needs no word.
_WORDS = {
    "en": "the with and in of for a an on at by from is are this that your our you it to made "
    "without has its or as into over under",
    "de": "mit=with und=and in=in aus=in für=for fuer=for von=of der= die= das= den= dem= des= "
    "ein= eine= einen= einem= einer= eines= am=at im=in an=at auf=on zum=for zur=for "
    "ohne=without oder=or ist=is sind=are sowie=and bei=at durch=by über=over ueber=over "
    "unter=under als=as damen=women herren=men kinder=kids mädchen=girl jungen=boy "
    "baby=baby nicht=not sehr= auch= dieses=this diese=this dieser=this unser=our "
    "unsere=our ihr=your zu=to nach=to bis=to",
    "fr": "avec=with et=and en=in de=of du=of des=of la= le= les= un= une= à=with a=with "
    "au=with aux=with pour=for sans=without sur=on dans=in par=by ou=or est=is sont=are "
    "ce=this cette=this cet=this ces=this notre=our nos=our votre=your femme=women "
    "femmes=women homme=men hommes=men enfant=kids enfants=kids fille=girl garçon=boy "
    "bébé=baby d=of l= très= plus= qui=that",
    "es": "con=with y=and en=in de=of del=of la= el= los= las= un= una= unos= unas= para=for "
    "sin=without sobre=on por=by o=or es=is son=are este=this esta=this estos=this "
    "nuestra=our nuestro=our tu=your su=your mujer=women hombre=men niño=boy niña=girl "
    "niños=kids bebé=baby al=with que=that muy= más= a=with",
    "it": "con=with e=and in=in di=of del=of della=of dei=of delle=of dello=of il= lo= la= gli= "
    "le= un= uno= una= per=for senza=without su=on da=for al=with alla=with ai=with "
    "nel=in nella=in o=or è=is sono=are questo=this questa=this nostro=our nostra=our "
    "donna=women uomo=men bambino=boy bambina=girl neonato=baby i= che=that molto= più= "
    "a=with",
    "nl": "met=with en=and in=in van=of voor=for de= het= een= op=on aan=at zonder=without "
    "of=or is=is zijn=are deze=this dit=this onze=our uw=your je=your dames=women "
    "heren=men kinderen=kids meisjes=girl jongens=boy baby=baby uit=in bij=at door=by "
    "over=over onder=under te=to naar=to niet=not zeer= ook= gemaakt=made",
    "pt": "com=with e=and em=in de=of do=of da=of dos=of das=of o= os= as= um= uma= para=for "
    "sem=without sobre=on por=by ou=or é=is são=are este=this esta=this nossa=our "
    "nosso=our sua=your mulher=women homem=men feminino=women feminina=women "
    "masculino=men masculina=men menino=boy menina=girl bebê=baby bebé=baby na=in no=in "
    "nas=in nos=in ao=with à=with que=that muito= mais=",
    "sv": "med=with och=and i=in av=in för=for en= ett= den= det= de= på=on utan=without "
    "eller=or är=is denna=this detta=this dessa=this vår=our vårt=our din=your dam=women "
    "herr=men barn=kids flickor=girl pojkar=boy baby=baby från=from till=for vid=at "
    "som=that inte=not mycket= också=",
    "pl": "z=with ze=with i=and w=in we=in na=on do=for dla=for od=from bez=without lub=or "
    "oraz=and jest=is są=are ten=this ta=this to=this nasz=our nasza=our twój=your "
    "damski=women damska=women damskie=women męski=men męska=men męskie=men "
    "dziecięcy=kids dziecięca=kids dziewczęcy=girl chłopięcy=boy niemowlęcy=baby o=with "
    "po=on pod=under nad=over przy=at się= bardzo=",
}  # fmt: skip
FUNCTION_WORDS = {
    language: {
        word.partition("=")[0]: word.partition("=")[2] if "=" in word else word
        for word in words.split()
    }
    for language, words in _WORDS.items()
}
# The languages of each such word.
LANGUAGES_OF: dict[str, tuple[str, ...]] = {}
for _language, _own in FUNCTION_WORDS.items():
    for _word in _own:
        LANGUAGES_OF[_word] = (*LANGUAGES_OF.get(_word, ()), _language)
