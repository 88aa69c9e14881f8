"""How the steps of scenarios may be phrased: regular expressions for whole steps.

The functions take the words for what is stored, by what can be done with it, and return the
expression of every step by its name.
"""

import re
from collections.abc import Iterable, Mapping

Nouns = Mapping[str, Iterable[str]]

WHO = (
    r"(?P<who>I|we|he|she|they|someone|somebody|the (?:client|user|caller)"
    r"|an?(?: [\w-]+)? (?:user|account|client|caller|person)|[A-Z][\w'-]*)"
)
TEXT = r'"(?P<{}>[^"]*)"'
FIELD = r'(?:the |an? )?(?:field )?"(?P<field>[^"]+)"'
VALUE = r'(?P<value>"[^"]*"|-?\d+(?:\.\d+)?|true|false|null)'
KEPT = (
    r"(?:created|added|made|written|drafted|stored|defined|begun|set up|connected|registered)"
)
IS = r"(?:is|equals|is equal to|should be|should equal|must be)"
HAS = r"(?:has|holds|contains|includes|should have|should contain)"
ANSWER = r"the (?:response body|response|answer|result|body)"
LABEL = r'(?: (?:called |named )?"(?P<label>[^"]*)")?'
QUALITY = r'(?:"(?P<quality>[^"]*)" )?'
THE = r"(?:the|that|this|his|her|their|my|its)"
WITH = r"(?: with(?: the)?(?: following)?(?: body| json| data| fields| values)?)?:?"


def given_phrases(nouns: Nouns) -> dict[str, str]:
    """Return what may be given."""
    one, many = one_of(nouns["entity"]), one_of(nouns["entities"])
    signed = r"(?:signed|logged)[ -]in|authenticated|authori[sz]ed"
    return {
        "signed in": rf"(?:there is )?an? (?:{signed}) (?:user|client|caller|account)"
        rf"|{WHO} (?:is|am|are) (?:{signed})",
        "nobody": rf"(?:there is )?no (?:(?:{signed}) )?(?:user|client|caller)"
        rf"|(?:nobody|no one) is (?:{signed})|I am not (?:{signed})"
        r"|(?:an?|the) (?:anonymous|unauthenticated) (?:user|client|caller)",
        "stored": rf"(?:there is )?(?:an?|the)(?: stored| existing)? {QUALITY}{one}{LABEL}"
        rf"(?: exists| is {KEPT})?{WITH}",
        "owned": rf"{WHO} (?:has|have|owns?)(?: {KEPT})? (?:an?|the) {QUALITY}{one}{LABEL}{WITH}",
        "stored for": rf"(?:there is )?(?:an?|the) {one} for {TEXT.format('value')} exists",
        "several": rf"(?:there are )?(?P<number>\d+)(?: stored)? {QUALITY}{many}(?: exist)?",
        "several owned": rf"{WHO} (?:has|have|owns?) (?P<number>\d+) {QUALITY}{many}",
        "table": rf"(?:there are )?(?:these|the|the following)(?: stored)? {many}(?: exist)?:?",
        "header": rf"the request header {TEXT.format('name')} (?:is|is set to) {VALUE}",
    }


def when_phrases(nouns: Nouns) -> dict[str, str]:
    """Return what may happen."""
    read, gone = one_of(nouns["readable"]), one_of(nouns["deletable"])
    changed, made = one_of(nouns["changeable"]), one_of(nouns["creatable"])
    listed = one_of(nouns["listable"])
    return {
        "request": rf"{WHO} (?:(?:sends?|makes?|issues?) an? )?"
        r"(?P<method>GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)s?(?: request)?(?: to)?"
        rf' (?P<quote>"?)(?P<path>/[^"\s]*)(?P=quote){WITH}',
        "read": rf"{WHO} (?:reads?|gets?|fetch(?:es)?|opens?) {THE} {read}{LABEL}",
        "read unknown": rf"{WHO} (?:reads?|gets?|fetch(?:es)?|opens?) an? unknown {read}",
        "delete": rf"{WHO} (?:deletes?|removes?) {THE} {gone}{LABEL}",
        "delete unknown": rf"{WHO} (?:deletes?|removes?) an? unknown {gone}",
        "list": rf"{WHO} lists? (?:all |{THE} )?{QUALITY}{listed}",
        "list page": rf"{WHO} lists? page (?P<page>\d+) of (?:all |{THE} )?{listed}",
        "list slice": rf"{WHO} lists? (?:{THE} )?{listed} with (?P<first>limit|offset)"
        r" (?P<one>\d+) and (?P<second>limit|offset) (?P<other>\d+)",
        "list anonymously": rf"(?:{THE} )?{listed} are listed without a token",
        "create": rf"{WHO} (?:creates?|adds?) an? {made}{WITH}",
        "change": rf"{WHO} (?:changes?|sets?|updates?) the (?P<field>[\w ]+?) of {THE} {changed}"
        rf" to {VALUE}",
        "remember": rf"{WHO} (?:remembers?|keeps?|notes?) {FIELD} as {TEXT.format('name')}",
    }


def then_phrases(nouns: Nouns) -> dict[str, str]:
    """Return what may hold."""
    one, read = one_of(nouns["entity"]), one_of(nouns["readable"])
    return {
        "status": rf"(?:(?:{ANSWER}(?:'s)?|the)(?: HTTP)? (?:status code|status) {IS}"
        r"|the (?:request|response) is answered with) (?P<status>\d\d\d)",
        "field": rf"{ANSWER} {HAS} {FIELD}",
        "no field": rf"{ANSWER} (?:(?:has|holds|contains) no"
        rf"|(?:does|should) not (?:have|hold|contain|include)) {FIELD}",
        "value": rf"(?:{ANSWER} {HAS} {FIELD} (?:equal to|of|set to|with(?: the)? value)"
        rf"|(?:{ANSWER}'s|the(?: response)?) field {TEXT.format('name')} {IS}) {VALUE}",
        "parts": rf"{ANSWER} (?:{HAS}|matches)(?: the)?(?: following)?(?: fields| json)?:",
        "text": rf"{ANSWER} {HAS} the text {TEXT.format('text')}",
        "items": rf"{ANSWER} {HAS} (?P<number>\d+) (?:items?|entries|elements|results|records)",
        "total": r"the total(?: count)? is (?P<number>\d+)",
        "first item": rf"the first item's (?P<field>[\w ]+?) {IS} {VALUE}",
        "error code": rf"the error(?: code)? {IS} {TEXT.format('code')}",
        "error names": rf"the error names {FIELD}",
        "header": rf"the response header {TEXT.format('name')} {IS} {TEXT.format('value')}",
        "content type": rf"the content type {IS} {TEXT.format('media')}",
        "contract": rf"{ANSWER} (?:matches|satisfies|conforms to|fits) the"
        r" (?:contract|OpenAPI document|schema)",
        "state": rf"the {one} is {TEXT.format('value')}",
        "attribute": rf"the {one}'s (?P<field>[\w ]+?) {IS} {VALUE}",
        "read again": rf"reading {THE} {read} is answered with (?P<status>\d\d\d)",
    }


def one_of(words: Iterable[str]) -> str:
    """Return a group for one of some words, the longest first; without words it never matches."""
    ordered = sorted(map(re.escape, words), key=lambda word: (-len(word), word))
    return f"(?P<noun>{'|'.join(ordered)})" if ordered else r"(?P<noun>(?!))"
