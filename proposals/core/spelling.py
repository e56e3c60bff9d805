"""Words that are the same word: spellings and editorial terms, per language.

`canonical` gives equal forms to words that an editor may put for one another without
changing what a text says. It errs on the side of telling words apart: a pair that is
not known here is two words.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# The gendered titles that ITU texts are being freed from; number is kept.
_TERMS = {
    "chairman": "chair",
    "chairwoman": "chair",
    "chairperson": "chair",
    "chairmen": "chairs",
    "chairwomen": "chairs",
    "chairpersons": "chairs",
    "chairmanship": "chairship",
    "chairmanships": "chairships",
    "spokesman": "spokesperson",
    "spokeswoman": "spokesperson",
    "spokesmen": "spokespersons",
    "mankind": "humankind",
}
_ENGLISH = dict(
    pair.split("=")
    for pair in (
        "program=programme programs=programmes center=centre centers=centres fiber=fibre "
        "fibers=fibres meter=metre meters=metres theater=theatre catalog=catalogue "
        "catalogs=catalogues dialog=dialogue dialogs=dialogues defense=defence offense=offence "
        "license=licence licenses=licences judgment=judgement judgments=judgements "
        "acknowledgment=acknowledgement acknowledgments=acknowledgements fulfill=fulfil "
        "fulfills=fulfils fulfillment=fulfilment enroll=enrol enrolls=enrols "
        "enrollment=enrolment installment=instalment skillful=skilful labeled=labelled "
        "labeling=labelling modeled=modelled modeling=modelling signaled=signalled "
        "signaling=signalling canceled=cancelled canceling=cancelling traveled=travelled "
        "traveling=travelling channeled=channelled channeling=channelling aging=ageing "
        "gray=grey towards=toward amongst=among whilst=while afterwards=afterward "
        "artifact=artefact artifacts=artefacts inquiry=enquiry inquiries=enquiries "
        "forums=fora"
    ).split()
)
_OUR = re.compile(
    r"^(behavi|col|endeav|fav|harb|hon|hum|lab|neighb|rig|val|vap|vig)our", re.IGNORECASE
)
_ISE = re.compile(r"(?<=[a-z]{4})(is|ys)(?=(?:e[ds]?|ers?|ing|ations?|able)$)")
_SPANISH = dict(
    pair.split("=")
    for pair in "sólo=solo éste=este ésta=esta éstos=estos éstas=estas guión=guion".split()
)
_ARABIC_SIGNS = re.compile("[\u0640\u064b-\u0652\u0670]")  # the long stroke, vowel signs
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})


@lru_cache(maxsize=1 << 14)
def canonical(word: str, language: str = "en") -> str:
    """The form of a word, lower case, that its other spellings and terms share."""
    word = unicodedata.normalize("NFKC", word).casefold()
    match language[:2]:
        case "en":
            word = _ENGLISH.get(word, word)
            word = _OUR.sub(r"\1or", word)
            word = _ISE.sub(lambda found: found[0][0] + "z", word)
            return _TERMS.get(word, word)
        case "fr":
            return _first_accent_dropped(word.translate(_LIGATURES))
        case "es":
            return _SPANISH.get(word, word)
        case "ru":
            return word.replace("ё", "е")
        case "ar":
            return _ARABIC_SIGNS.sub("", word)
    return word


def is_editorial(word: str) -> bool:
    """Whether a word is an editorial term that another stands for."""
    return word.casefold() in _TERMS or word.casefold() in _TERMS.values()


def _first_accent_dropped(word: str) -> str:
    """Etat and État are one word; "a" and "à", "été" and "ete" are kept apart."""
    if len(word) < 4:
        return word
    return unicodedata.normalize("NFD", word[0])[0] + word[1:]
