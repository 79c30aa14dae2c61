"""Who holds, buys, sells or invests, and who is fined: not the company whose shares they are, nor its officers."""

from kg.expressions import compile_re
from kg.mentions.lexical import compile_words, list_words
from kg.model import Mention
from kg.relations.clauses import ACTORS, Clause
from kg.relations.measured import CARRIED, Measured
from kg.relations.ownership import PASSIVE, PERSON_METRICS
from kg.relations.reading import Reading

HELD = compile_re(
    r"持|收购|购|受让|拥有|占股|股比|入股|认购|买|投资|获得|获|拿下|质押|参股|控股(?!股东)|减持|转让|出售|抛|卖|增持|变为|甩卖"
)
DEALT_IN = compile_re(r"(?:收购|购买|受让|认购|买入|出售|卖出|抛售|减持|增持|转让|质押|持有)了?$")
HOLDS = compile_re(  # 甲处置乙质押的300万股: of 乙
    r"(?:合计|累计|所|共|仍|目前|现|直接|间接|实际|分别)*持[有股]|(?:所|已|被动|最大|合计|累计)*(?:质押|减持|冻结)"
)
OFFICER = compile_re("的?(?:前|原|时任|相关|有关|直接)*(?:董事|监事|高管|总|财务|负责|责任|员工|法定|实际|实控|股东)")
FINED = compile_re(r"(?:^|[，。；：、]|[^针绝])对")
HELD_OBJECT = compile_re(  # 购买其合计持有的上市公司甲920万股: 甲 is held
    r"(?:持有|收购|购买|受让|认购|转让|出售|剥离|减持|增持)[^，。；]{0,6}(?:上市|旗下|下属|子|孙|境外|境内|海外|附属)(?:公司)?$"
)
CLOSERS = "的 ”’》）)"


def find_holder(
    reading: Reading, clause: Clause, figure: Mention, measured: Measured, bodies: list[Mention], named: list[Mention],
    subject: Mention | None,
) -> tuple[Mention | None, float]:  # fmt: skip
    """Return who holds, buys, sells or invests: the subject, not the company whose shares they are."""
    stake = measured.metric in {"stake", "stakeSold", "stakePledged"}
    if stake and not HELD.search(reading.text, clause.start, figure.start):
        return None, 0.0
    before = [m for m in named if m.type in ACTORS and not m.generic]
    if before and HELD_OBJECT.search(reading.text, clause.start, before[-1].start):
        holds = subject is not None and subject.end < before[-1].start
        return (subject, 1.0) if holds else (None, 0.0)
    if subject is not None:  # 甲获乙举牌，持股15%
        agents = [m for m in clause.mentions if m.type in ACTORS and subject.end <= m.start and m.end <= figure.start]
        agents = [m for m in agents if PASSIVE.search(reading.text, subject.end, m.start)]
        if agents:
            return agents[-1], 1.0
    if before and reading.text.endswith(list_words("buying"), clause.start, before[-1].start):
        buyer = subject if subject != before[-1] and (subject is None or subject.end < before[-1].start) else None
        return (buyer, CARRIED if clause.inherited else 1.0) if buyer is not None else (None, 0.0)
    if before and HOLDS.match(reading.text, before[-1].end):
        buys = subject is not None and compile_words("buys").search(reading.text, subject.end, before[-1].start)
        if not buys:
            return before[-1], 1.0
    if subject is not None and subject.type in ACTORS:
        if stake and not reading.text[subject.end : figure.start].strip(CLOSERS):
            return None, 0.0  # 甲51%股权挂牌: not 甲's stake
        return subject, CARRIED if clause.inherited else 1.0
    bodies = [m for m in bodies if reading.text[m.end : figure.start].strip(CLOSERS) or not stake]
    bodies = [m for m in bodies if not DEALT_IN.search(reading.text, clause.start, m.start)]
    if bodies:
        return bodies[-1], 1.0
    people = [m for m in named if m.type == "Person"]
    return (people[-1], 1.0) if people and measured.metric in PERSON_METRICS else (None, 0.0)


def is_fined(reading: Reading, clause: Clause, figure: Mention) -> bool:
    """Tell whether the words before a fine name whom it is put on (对甲公司处以罚款20万元)."""
    return FINED.search(reading.text, clause.start, figure.start) is not None


def find_fined(reading: Reading, clause: Clause, figure: Mention) -> tuple[Mention | None, float]:
    """Return who is fined: 对甲公司处以罚款20万元."""
    place = [m.end() for m in FINED.finditer(reading.text, clause.start, figure.start)][-1]
    fined = [m for m in clause.mentions if m.start == place and m.type in ACTORS]
    return (fined[0], 1.0) if fined and not OFFICER.match(reading.text, fined[0].end) else (None, 0.0)
