"""The tokens of one pattern in, a regular expression over `kg.relations.encoding` out.

A pattern is written in tokens separated by spaces; each becomes a part of the expression:

    {subject:Company|Person}   a mention of one of the types      {object:Place+}  a list of them (西欧、东欧和拉美)
    {post:Post++}              a list with words in between (副总裁兼手机部总经理)
    {object:Brand+++}          a list of phrases that each hold one (冰箱品牌晶弘和…; 黑鲨瞄准玩家，美图争取女性)
    @subject:Company           who acts in the clause of the first word class or literal (also carried over from before)
    @@subject:Company          whom that clause is about, though another noun acts (小米营收…: 小米)
    @@@object:Company          the company that the paragraph begins with (甲是控股股东: of that company)
    <acquire>                  a word of that class of the lexicon
    ~  ~12                     up to 6 (12) characters, no mention, no punctuation
    ..  ..20                   up to 10 (20) characters within the clause; no person, company or brand in between
    ....  ....40               up to 30 (40) characters within the clause, mentions or not
    ...  ...40                 up to 30 (40) characters, also across commas, mentions or not
    的  (的|之)                 literal characters; alternatives in brackets
    !(后|方案)  !<class>        none of these comes next; !{Company}: no such mention; !before(与|向): none comes before
    ^  ,                       where a clause begins; a comma
and any token may end in ? (optional).
"""

import re
from functools import cache

from kg.errors import OntologyError
from kg.expressions import compile_re
from kg.ontology.lexicon import Lexicon
from kg.relations.encoding import BASE_TYPE, GROUPS, NAMED, VALUED, class_of, codes_of
from kg.relations.steps import Step

PUA = class_of(("Any",))[1:-1]
STOPS = "。；！？\n"
COMMAS = "，：,"
ACTORS = class_of(("Actor", "Post"))[1:-1]
OPENING, CLOSING = '(?:"|[“《]?)', '(?:"|[”》]?)'  # `re` compiles a set of three strewn characters ten times as slowly
QUOTE = 1  # character that may stand on each side of a mention
CHAIN_REACH = 14  # characters between two posts of one person
PHRASE_REACH = (14, 10)  # characters behind and before a name in a list of phrases
LIST_GLUE = "(?:、|和|与|及|以及|或|跟|兼|，?以及|”、“|”和“|”“)"
PLACES = {"Place", *BASE_TYPE}
KNOWN_TYPES = {*NAMED, *VALUED, *GROUPS}
SLOT = compile_re(r"\{(?P<name>[a-z][A-Za-z]*):(?P<types>[A-Z][A-Za-z|]*)(?P<list>\+{1,3})?\}(?P<optional>\?)?")
TOPIC = compile_re(r"(?P<about>@{1,3})(?P<name>[a-z][A-Za-z]*):(?P<types>[A-Z][A-Za-z|]*)")
CLASS = compile_re(r"<(?P<name>[a-z_]+)>(?P<optional>\?)?")
GAP = compile_re(r"(?P<kind>~|\.{4}|\.{3}|\.{2})(?P<count>\d+)?")
NOT = compile_re(r"!(?:\((?P<words>[^()]+)\)|<(?P<name>[a-z_]+)>|\{(?P<types>[A-Z][A-Za-z|]*)\})")
NOT_BEFORE = compile_re(r"!before\((?P<words>[^()]+)\)")
LITERAL = compile_re(r"(?P<text>\([^()]+\)|[^\s<>{}@^~.()?!]+)(?P<optional>\?)?")


@cache
def _alternate(words: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, words))


@cache
def _make_set(words: tuple[str, ...]) -> frozenset[str]:
    """Return the words as a set, one for all patterns that ask for them."""
    return frozenset(words)


class Compiler:
    """Turns one pattern's tokens into a regular expression; keeps count of its groups."""

    def __init__(self, lexicon: Lexicon, where: str) -> None:
        self.lexicon, self.where = lexicon, where
        self.parts: list[str] = []
        self.slots: dict[str, tuple[str, ...]] = {}
        self.topic: tuple[str, tuple[str, ...]] | None = None
        self.topic_kind = ""
        self.triggers: list[str] = []
        self.steps: list[Step] = []
        self._slack: int | None = 0  # characters that may stand behind the last step, None: any number

    def _step(self, choices: frozenset[str]) -> None:
        self.steps.append(Step(choices, self._slack))
        self._slack = 0

    def _allow(self, count: int | None) -> None:
        self._slack = None if count is None or self._slack is None else self._slack + count

    def add(self, token: str) -> None:
        for form, handle in (
            (SLOT, self._slot),
            (TOPIC, self._topic),
            (CLASS, self._class),
            (GAP, self._gap),
            (NOT, self._not),
            (NOT_BEFORE, self._not_before),
        ):
            match = form.fullmatch(token)
            if match:
                handle(match)
                return
        if token == "^":
            self.parts.append(rf"(?:(?<=[{STOPS}{COMMAS}“”])|^)")
            return
        match = LITERAL.fullmatch(token)
        if match is None:
            raise OntologyError(f"{self.where}: token {token!r} is no slot, class, gap or literal")
        self._literal(match)

    def _types(self, match: re.Match[str]) -> tuple[str, ...]:
        types = self._known(match["types"])
        if match["name"] in self.slots:
            raise OntologyError(f"{self.where}: slot {{{match['name']}}} stands twice")
        return types

    def _known(self, listed: str) -> tuple[str, ...]:
        types = tuple(listed.split("|"))
        unknown = sorted(set(types) - KNOWN_TYPES)
        if unknown:
            raise OntologyError(f"{self.where}: unknown type {unknown[0]}; use {', '.join(sorted(KNOWN_TYPES))}")
        return types

    def _slot(self, match: re.Match[str]) -> None:
        types = self._types(match)
        self.slots[match["name"]] = types
        one = class_of(types)
        quoted = rf"{OPENING}{one}{CLOSING}"
        between = rf"[^{PUA}{STOPS}{COMMAS}、]{{0,{CHAIN_REACH}}}" if match["list"] == "++" else ""
        glue = LIST_GLUE
        if match["list"] == "+++":
            behind, before = (rf"[^{STOPS}{COMMAS}]{{0,{reach}}}?" for reach in PHRASE_REACH)
            glue, between = rf"{behind}(?:{LIST_GLUE}|[，,])", before
        wider = f"{one}?" if set(types) <= PLACES else ""  # 江苏南京: the second is meant
        many = rf"{quoted}(?:{glue}{between}{wider}{quoted})*" if match["list"] else quoted
        group = f"{wider}(?P<{match['name']}>{many})"
        self._allow(len(wider) and 1)
        self.parts.append(f"(?:{group})?" if match["optional"] else group)
        self._allow(QUOTE)
        if not match["optional"]:
            self._step(codes_of(types))
        self._allow(None if match["list"] else QUOTE + bool(match["optional"]))

    def _topic(self, match: re.Match[str]) -> None:
        self.topic = (match["name"], self._types(match))
        self.topic_kind = match["about"]

    def _trigger(self, words: tuple[str, ...], optional: bool, *, kind: str = "t") -> None:
        expression = _alternate(words)
        name = f"{kind}{len(self.triggers)}"  # t: a word class; l: literal characters
        if optional:
            self.parts.append(f"(?:{expression})?")
            self._allow(max(map(len, words)))
            return
        self.triggers.append(name)
        self.parts.append(f"(?P<{name}>{expression})")
        self._step(_make_set(words))

    def _words(self, name: str) -> tuple[str, ...]:
        if name not in self.lexicon.classes:
            raise OntologyError(f"{self.where}: unknown class <{name}>; a class of ontology/lexicon is accepted")
        return self.lexicon.words(name)

    def _class(self, match: re.Match[str]) -> None:
        self._trigger(self._words(match["name"]), bool(match["optional"]))

    def _gap(self, match: re.Match[str]) -> None:
        kind = match["kind"]
        count = int(match["count"] or {"~": 6, "..": 10, "...": 30, "....": 30}[kind])
        banned = {
            "~": rf"{PUA}{STOPS}{COMMAS}、“”（）()",
            "..": rf"{ACTORS}{STOPS}{COMMAS}",
            "...": STOPS,
            "....": f"{STOPS}{COMMAS}",
        }[kind]
        self.parts.append(f"[^{banned}]{{0,{count}}}?")
        self._allow(count)

    def _not(self, match: re.Match[str]) -> None:
        if match["types"]:
            self.parts.append(f"(?!{class_of(self._known(match['types']))})")
            return
        words = self._words(match["name"]) if match["name"] else tuple(match["words"].split("|"))
        self.parts.append(f"(?!{_alternate(words)})")

    def _not_before(self, match: re.Match[str]) -> None:
        self.parts += [f"(?<!{re.escape(word)})" for word in match["words"].split("|")]

    def _literal(self, match: re.Match[str]) -> None:
        text = match["text"]
        words = tuple(text[1:-1].split("|")) if text.startswith("(") else (text,)
        if text == ",":
            self.parts.append("[，,]" + (match["optional"] or ""))
            self._allow(1)
            return
        self._trigger(words, bool(match["optional"]), kind="l")
