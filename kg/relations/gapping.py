"""Sentences that go on with the one before in, the relations that they have from it out.

在空调市场，它的对手是甲；在冰箱市场，则是乙: the second half leaves out all but where and who.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.expressions import compile_re
from kg.model import Evidence, Mention
from kg.relations.reading import Reading

GAPPED_SCORE = 0.9  # of the score of what is gone on from
GOES_ON = compile_re(r"\s*(?:而|但)?(?:在|到了?|对于)[^，。；]{1,16}，?则(?:是|为|有)")
SPEAKS_OF_RIVALS = compile_re(r"对手(?:们|并|也|都|从)?(?:没有|未|不|正在|同样)[^，。；]{1,8}[。；]\s*$")
RIVALS_REACH = 20  # characters of the sentence before
THERE_ARE = compile_re(r"\s*(?:在?(?:国际|国外|海外|国内|全球|行业)[上内]?)?有")
BEHIND_SCORE = 0.75
LISTED = compile_re(r"[、和与及]")


def find_gapped(reading: Reading, before: Sequence[Evidence]) -> Iterator[Evidence]:
    """Yield the relations of the sentence right before, if it ends in their object, with the names behind 则是."""
    sentence, text = reading.sentence, reading.text
    match = GOES_ON.match(text, sentence.start, sentence.end)
    if match is None:
        return
    names = list(_list_names(reading, match.end()))
    for evidence in before:
        last = evidence.object
        if evidence.kind != "relation" or not isinstance(last, Mention) or text[last.end : sentence.start] not in "；;":
            continue
        for name in names:
            if name.type == last.type and name.text != last.text:
                score = round(evidence.score * GAPPED_SCORE, 4)
                rule = f"{evidence.predicate}/gapped"
                yield replace(evidence, sentence=sentence, object=name, roles=(), rule=rule, score=score)


def find_rivals_behind(reading: Reading) -> Iterator[Evidence]:
    """Yield the rivals listed behind a sentence that only speaks of them: 对手没有停步。国际上有甲、乙，国内有丙."""
    sentence, text = reading.sentence, reading.text
    if not SPEAKS_OF_RIVALS.search(text, max(0, sentence.start - RIVALS_REACH), sentence.start):
        return
    for passage in reading.passages:
        match, subject = THERE_ARE.match(text, passage.clause.start, passage.clause.end), passage.opening
        if match is None or subject is None:
            return
        for name in _list_names(reading, match.end()):
            if name.type == subject.type and name.text != subject.text:
                yield Evidence(
                    kind="relation",
                    sentence=sentence,
                    predicate="competitorOf",
                    subject=subject,
                    object=name,
                    roles=(),
                    status="asserted",
                    rule="competitorOf/listed-behind",
                    score=BEHIND_SCORE,
                    speaker=passage.speaker,
                )


def _list_names(reading: Reading, place: int) -> Iterator[Mention]:
    """Yield the names that stand at a place, and those listed with them."""
    for mention in reading.mentions:
        if mention.start == place:
            yield mention
            place = mention.end + bool(LISTED.match(reading.text, mention.end))
