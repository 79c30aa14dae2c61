"""Sentences and mentions in, clauses out in which 我们, 公司, 其 and dropped subjects are resolved and speakers known.

Pronouns become mentions with an antecedent. What can't be told with good reason is left alone: a wrong subject costs
more than a missing one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kg.expressions import compile_re
from kg.model import Document, Mention, Sentence, Token
from kg.ontology.lexicon import load_lexicon
from kg.relations.affiliation import find_affiliations
from kg.relations.clauses import ACTORS, Clause, find_actor, split_clauses
from kg.relations.main_names import find_main, find_only
from kg.relations.pronouns import (
    PRONOUN,
    is_of_stranger,
    is_pronoun,
    names_stranger,
    resolve_he,
    resolve_its,
)
from kg.relations.speech import compile_funds, compile_salutation, compile_say_pattern, compile_unnamed_source

COMPANY_TYPES = {"Company", "Organization", "Brand"}
PRONOUN_SCORE = 0.75
BANK = "该行"
SOURCE = compile_re(
    r"记者|分析师|研究员|数据|统计|消息|报道|资料|(?:公开)?信息显示|(?:从|向|自|通过)[^，。]{1,14}(?:获悉|了解到|查询到)"
)
OBSERVER = compile_re(
    r"(?:(?:研究|调研|咨询|数据|调查)公司|证券|咨询|研究院|研究所|研究中心|评级|研报|学会|协会|统计局|智库|事务所)$"
)  # who speaks of others
SHOWN = compile_re(
    r"[^，。；]{0,8}(?:资料|数据|信息|网|报告|统计)[^，。；]{0,6}显示|[^，。；]{0,4}(?:记者|获悉|报道)"
)  # 天眼查资料显示
HANDS = compile_re(r"转让|出售|出让")  # 甲向乙转让其持有的股份: 甲's
RELATED = compile_re(r"(?:全资|控股|间接|第一)*(?:大?股东|子公司|实际控制人|实控人)")
VALUED = compile_re(r"的?(?:最新|整体)?(?:投前|投后)?估值")
OF_REPORT = compile_re(
    r"的?(?:在?其)?(?:\d{4}年)?(?:年度|上半年|半年度|[一三]季度|最新)?的?(?:年报|半年报|中报|[一三]季报|财报|年度报告|招股书|招股说明书)"
)
IS = compile_re(r"(?:也|均|都|同样|仍|还|则|曾|便|就|分别)*(?:是|为|系|成为)")
ANNOUNCED = compile_re(r"公告|披露")
OBSERVES = compile_re(r"显示|指出|认为|预测|预计|预期|分析|判断|测算|统计|称|表示|建议|维持|看好|发布")
OPINION = compile_re(r"指出|认为|预测|分析|判断|强调|建议|提醒")


@dataclass(frozen=True, slots=True)
class Passage:
    """A clause with the speaker whose words it gives; `reported` tells that somebody else than the writer says it."""

    clause: Clause
    speaker: Mention | None = None
    voice: Mention | None = None  # the company that speaks, itself or through a person of its own
    topic: Mention | None = None  # who acted last before this clause
    opening: Mention | None = None  # the company that acted first in the paragraph, else the only one of the title
    home: Mention | None = None  # the body that a person who acted last belongs to


@dataclass
class _State:
    """What carries over from clause to clause while a document is read."""

    topic: Mention | None = None  # the last actor
    company: Mention | None = None  # the last company that acted
    opening: Mention | None = None  # the first of the paragraph that did
    named: Mention | None = None  # the last company named in any role
    person: Mention | None = None  # the last person that acted
    speaker: Mention | None = None  # who is quoted now
    letter: Mention | None = None  # whose letter or speech the text is from here on
    in_quote: bool = False


def is_observer(actor: Mention) -> bool:
    """Tell whether a body lives on speaking of others: brokers, analysts, statisticians."""
    return bool(OBSERVER.search(actor.text)) or actor.text in load_lexicon().words("observer")


class Reader:
    """Reads one document's sentences in order; holds what pronouns and dropped subjects refer to."""

    def __init__(self, doc: Document, mentions: Sequence[Mention], sentences: Sequence[Sentence]) -> None:
        self.text = doc.text
        self.home: Mapping[str, Mention] = find_affiliations(doc.text, mentions)
        self.main_company = find_main(mentions, sentences, "Company")
        self.title_company = find_only(mentions, sentences)
        self.things = {m.text for m in mentions if m.type in COMPANY_TYPES and m.finder == "gazetteer"}
        self.groups = {m.text for m in mentions if m.type == "Company" and m.text.endswith("集团")}
        self.main_person = find_main(mentions, sentences, "Person")
        self.state = _State()

    def read(self, sentence: Sentence, mentions: Sequence[Mention], tokens: Sequence[Token]) -> list[Passage]:
        """Return the passages of the next sentence."""
        if sentence.zone != "body":
            self.state = _State()
        elif sentence.start == 0 or self.text[sentence.start - 1] == "\n":
            self._begin_paragraph(sentence)
        passages: list[Passage] = []
        for clause in split_clauses(self.text, sentence, mentions, tokens):
            passages.append(self._read_clause(clause, passages))
        return self._attribute_quote(sentence, passages)

    def _begin_paragraph(self, sentence: Sentence) -> None:
        state = self.state
        if compile_salutation().match(self.text[sentence.start : sentence.end]) and self.main_person is not None:
            state.letter = self.main_person
        state.company = state.opening or state.company  # what a paragraph is about, not whom it names last
        state.topic, state.opening, state.in_quote = None, None, False
        state.speaker = state.letter

    def _read_clause(self, clause: Clause, earlier: Sequence[Passage]) -> Passage:
        state, text = self.state, self.text
        topic, opening = state.topic, state.opening
        clause = replace(clause, mentions=tuple(self._add_pronouns(clause, earlier)))
        subject, owner, bare = find_actor(text, clause)
        if subject is None and owner is None and names_stranger(self.text, clause):
            state.topic = state.company = None
        inherited = False
        if subject is None and bare and state.topic is not None:
            subject, inherited = state.topic, True
        if owner is None:
            owner = subject or state.topic
        clause = replace(clause, subject=subject, owner=owner, inherited=inherited)
        speaker = state.speaker if (state.in_quote or state.letter or self._is_reported(earlier)) else None
        self._note_actor(owner if subject is None else subject, clause, inherited)
        companies = [m for m in clause.mentions if m.type == "Company"]
        told = [m for m in companies if not SHOWN.match(text, m.end)]
        told = [m for m in told if not (is_observer(m) and text.endswith(("据", "根据"), 0, m.start))]
        state.named = (told[-1].antecedent or told[-1]) if told else state.named
        self._note_speech(clause)
        home = self._company_of(topic) if topic is not None and topic.type == "Person" else None
        return Passage(clause, speaker, self._company_of(speaker), topic, opening or self.title_company, home)

    def _lacks_speaker(self, sentence: Sentence) -> bool:
        """Tell whether a sentence begins with a verb of saying, its subject cut away (表示，公司…)."""
        return sentence.zone == "body" and bool(compile_say_pattern().match(self.text, sentence.start, sentence.end))

    def _is_reported(self, earlier: Sequence[Passage]) -> bool:
        return any(compile_say_pattern().search(self.text, p.clause.start, p.clause.end) for p in earlier)

    def _note_actor(self, actor: Mention | None, clause: Clause, inherited: bool) -> None:
        if actor is None or inherited or actor.type not in ACTORS | {"Product"}:
            return
        if SOURCE.match(self.text, actor.end):
            return  # 甲报记者获悉: who found it out is not what it is about
        if compile_funds().match(self.text, actor.end, clause.end):
            return  # 由甲、乙领投: whom they fund stays what it is about
        if is_observer(actor) and OBSERVES.search(self.text, actor.end, clause.end):
            return
        self.state.topic = actor
        if actor.type in {"Company", "Organization"}:
            self.state.company = actor
            self.state.opening = self.state.opening or actor
        elif actor.type == "Person" and actor.text not in self.things:
            self.state.person = actor

    def _note_speech(self, clause: Clause) -> None:
        """Follow opening and closing quotes and verbs of saying."""
        state = self.state
        said = compile_say_pattern().search(self.text, clause.start, clause.end)
        if said and clause.subject is not None and clause.subject.type in ACTORS and not state.in_quote:
            state.speaker = clause.subject.antecedent or clause.subject
        if said and OPINION.match(said[0]) and clause.subject is not None and clause.subject.type != "Person":
            state.topic = None  # what an institute thinks is about others
        if said and not state.in_quote and compile_unnamed_source().search(self.text, clause.start, said.start() + 1):
            state.speaker = state.topic = None
        for char in self.text[clause.start : clause.end]:
            if char == "“":
                state.in_quote = True
            elif char == "”":
                state.in_quote = False

    def _attribute_quote(self, sentence: Sentence, passages: list[Passage]) -> list[Passage]:
        """Give a quotation to the speaker named behind it: “…”王传福如是说."""
        text = self.text[sentence.start : sentence.end]
        if not text.lstrip().startswith("“") or not passages:
            return passages
        last = passages[-1].clause
        behind = text.rfind("”") + sentence.start
        speakers = [m for m in last.mentions if m.start > behind and m.type in ACTORS]
        if not speakers or not compile_say_pattern().search(self.text, behind, sentence.end):
            return passages
        voice = self._company_of(speakers[-1])
        return [replace(p, speaker=speakers[-1], voice=voice) if p.clause.start <= behind else p for p in passages]

    def _add_pronouns(self, clause: Clause, earlier: Sequence[Passage]) -> list[Mention]:
        covered = {place for m in clause.mentions for place in range(m.start, m.end)}
        found = list(clause.mentions)
        tags = {token.start: token for token in clause.tokens}
        for match in PRONOUN.finditer(self.text, clause.start, clause.end):
            if match.start() in covered or not is_pronoun(self.text, match, clause, tags):
                continue
            target = self._resolve(match[0], clause, match.start(), earlier)
            if target is not None:
                target = target.antecedent or target
                if any(m.text == target.text and m.start > match.end() for m in clause.mentions):
                    continue  # 该公司出售甲的股份: not 甲
                found.append(
                    Mention(
                        match.start(),
                        match.end(),
                        match[0],
                        target.type,
                        "coreference",
                        PRONOUN_SCORE,
                        antecedent=target,
                    )
                )
        return sorted(found, key=lambda m: m.start)

    def _resolve(self, word: str, clause: Clause, place: int, earlier: Sequence[Passage]) -> Mention | None:
        """Return whom a pronoun means, or None when unsure."""
        state = self.state
        if word in {"他", "她"}:
            return resolve_he(state.person, earlier[-1].clause if earlier else None)
        if self._lacks_speaker(clause.sentence):
            return None
        if word == "我":
            return (
                state.speaker
                if state.speaker and state.speaker.type == "Person" and (state.in_quote or state.letter)
                else None
            )
        if word == "其":
            own = [m for m in clause.mentions if m.end <= place and m.type in ACTORS]
            if any(m.start == place + 1 and m.type in ACTORS for m in clause.mentions):
                return None  # 免去其甲公司职务
            own = [m for m in own if not (self.text[m.start - 1] in "向给" and HANDS.search(self.text, m.end, place))]
            if own and IS.fullmatch(self.text, own[-1].end, place):
                own = []  # 甲也是其对手: not 甲's
            announced = any(ANNOUNCED.search(self.text, p.clause.start, p.clause.end) for p in earlier)
            if announced and RELATED.match(self.text, place + 1):
                return None  # 甲公告，乙拟收购其控股股东: more likely 甲's
            return own[-1] if own else resolve_its(self.text, state.topic, earlier[-1].clause if earlier else None)
        speaker = state.letter or state.speaker
        if word in {"我们", "我司", "我公司", "本公司", "本集团"}:
            return self._company_of(speaker) if speaker and (state.in_quote or state.letter or word != "我们") else None
        own_company = [m for m in clause.mentions if m.end <= place and m.type == "Company"]
        if word.startswith("该"):
            stranger = any(is_of_stranger(self.text, p.clause) for p in earlier)
            meant = own_company[-1] if own_company else None if stranger else state.named or state.company
            is_bank = meant is not None and "行" in meant.text
            return meant if is_bank or word != BANK else None  # brokers are called so too, who speak of others
        spoken = self._company_of(speaker) if speaker is not None and not _is_known_body(speaker) else None
        spoken = next((m for p in reversed(earlier) for m in reversed(p.clause.mentions) if self._reports(m)), spoken)
        if own_company:  # 甲公告称，乙购入公司股份: the announcer's, unless the announcer acts itself
            names = {(m.antecedent or m).text for m in own_company}
            return spoken if spoken is not None and spoken.text not in names else None
        acting = state.named if state.company is not None and _is_known_body(state.company) else state.company
        actor = clause.subject if clause.subject is not None and not clause.inherited else None
        theirs = self._company_of(actor) if actor is not None and actor.type == "Person" else None
        found = spoken or theirs or acting or (self.main_company if clause.sentence.zone == "body" else None)
        investor = earlier[-1].clause.subject if earlier and VALUED.match(self.text, place + len(word)) else None
        if found is not None and investor is not None and found.text == investor.text:
            return None  # 甲、乙各投10亿元，公司投后估值达…: of whom they invest in
        if found is not None and word == "集团" and found.start < clause.sentence.start and not self._is_group(found):
            return None
        return found

    def _reports(self, mention: Mention) -> bool:
        """Tell whether what a company says is given as the words of its report (甲2018年年报称，公司…)."""
        return mention.type == "Company" and bool(OF_REPORT.match(self.text, mention.end))

    def _is_group(self, company: Mention) -> bool:
        """Tell whether 集团 can mean a company: where groups are named, only one of them."""
        return "集团" in company.text or not self.groups or any(name.startswith(company.text) for name in self.groups)

    def _company_of(self, speaker: Mention | None) -> Mention | None:
        """Return the company that speaks, or that the speaking person belongs to."""
        if speaker is None or is_observer(speaker):
            return None
        if speaker.type in {"Company", "Organization"}:
            return speaker
        home = self.home.get(speaker.text)
        if home is not None:
            return home if home.type == "Company" else replace(home, type="Company") if home.type == "Brand" else home
        return None


def _is_known_body(actor: Mention) -> bool:
    """Tell whether an actor is listed as a body and no company: 上交所向甲发函，公司…, an exchange is not 公司."""
    return actor.type == "Organization" and actor.finder == "gazetteer"
