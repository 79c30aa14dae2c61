"""What a reader's filters leave out in, the condition on rows of the index that leaves it out, out."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# Of the row of a fact and one of a part; the words that begin with a colon are given by `make_values`.
CONDITION = """
  json_extract(fact.data, '$.st') NOT IN (SELECT value FROM json_each(:statuses))
  AND json_extract(fact.data, '$.c') >= :confidence
  AND CASE kind WHEN 'e' THEN 'Event' WHEN 'o' THEN 'Observation' ELSE json_extract(fact.data, '$.p') END
    NOT IN (SELECT value FROM json_each(:properties))
  AND coalesce(json_extract(fact.data, '$.t[1]') >= :first, 1)
  AND coalesce(json_extract(fact.data, '$.t[0]') <= :last, 1)
  AND NOT EXISTS (
    SELECT 1 FROM node AS other
    WHERE kind = 'r' AND other.place IN (json_extract(fact.data, '$.s'), json_extract(fact.data, '$.o'))
      AND other.place <> :node AND json_extract(other.data, '$.group') IN (SELECT value FROM json_each(:classes))
  )
"""


@dataclass(frozen=True, slots=True)
class Choice:
    """What is left out: statuses, properties and classes of things by name, and what is less sure or of other days.

    `confidence` is in percent; `first` and `last` are days as ordinals (`datetime.date.toordinal`).
    """

    statuses: Sequence[str] = ()
    properties: Sequence[str] = ()
    classes: Sequence[str] = ()
    confidence: int = 0
    first: int | None = None
    last: int | None = None


def make_values(choice: Choice) -> Mapping[str, object]:
    """Return the values of the words in the condition."""
    return {
        "statuses": json.dumps(choice.statuses),
        "properties": json.dumps(choice.properties),
        "classes": json.dumps(choice.classes),
        "confidence": choice.confidence / 100,
        "first": choice.first,
        "last": choice.last,
    }
