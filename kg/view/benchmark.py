"""`python -m kg.view.benchmark [SIZE …]`: our page beside plain pyvis, the same graphs, one run, one headless Chromium.

Prints for each size: seconds to build the file, its size, seconds from opening to the first complete picture, frames a
second while the picture is moved; and, for plain pyvis, seconds until its loading bar goes (it gives up after two
minutes). The network is cut. Needs playwright and a Chromium, as the tests do; KG_CHROMIUM names another browser.
"""

import os
import shutil
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pyvis.network import Network  # type: ignore[import-untyped]

from kg.model import KnowledgeGraph
from kg.view.page import write_page
from kg.view.synthetic import make_news_graph

SIZES = (300, 2000, 5000)
PLAIN_SIZES = (300,)  # plain pyvis takes minutes at 1,000 and does not settle at 2,000
PATIENCE = 120_000  # milliseconds
FRAMES = """() => new Promise((done) => {
  let frames = 0;
  const start = performance.now();
  const step = () => {
    window.kg.pan(frames % 60 < 30 ? 9 : -9, frames % 40 < 20 ? 5 : -5);
    frames += 1;
    if (frames < 120) requestAnimationFrame(step);
    else done((frames * 1000) / (performance.now() - start));
  };
  requestAnimationFrame(step);
})"""
# pyvis hides its bar half a second after the picture is complete; that half second is not held against it.
PLAIN_READY = """() => new Promise((done) => {
  const look = () => {
    const bar = document.getElementById("loadingBar");
    if (!bar || bar.style.opacity === "0" || bar.style.display === "none") done(performance.now());
    else setTimeout(look, 20);
  };
  look();
})"""


def write_plain(graph: KnowledgeGraph, path: Path) -> None:
    """Write the graph with pyvis as its documentation shows it: default physics, titles, everything in one file."""
    network = Network(directed=True, cdn_resources="in_line")
    for entity in graph.entities.values():
        network.add_node(entity.id, label=entity.zh, title=entity.type, group=entity.type)
    for fact in graph.facts.values():
        network.add_edge(fact.subject, fact.object, label=fact.predicate, title=fact.proofs[0].quote)
    path.write_text(network.generate_html(), encoding="utf-8")


def open_page(browser: Any, path: Path) -> Any:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(path.as_uri(), wait_until="commit")
    return page


def measure_ours(browser: Any, graph: KnowledgeGraph, folder: Path) -> tuple[float, float, float, float]:
    """Return seconds to build, megabytes, seconds to the first complete picture, frames a second."""
    path = folder / "ours.html"
    start = time.perf_counter()
    write_page(graph, path)
    built = time.perf_counter() - start
    page = open_page(browser, path)
    page.wait_for_selector("html[data-ready]", state="attached")
    ready = float(page.get_attribute("html", "data-ready")) / 1000
    frames = float(page.evaluate(FRAMES))
    page.context.close()
    return built, path.stat().st_size / 1e6, ready, frames


def measure_plain(browser: Any, graph: KnowledgeGraph, folder: Path) -> float:
    """Return seconds until plain pyvis has drawn its picture."""
    path = folder / "plain.html"
    write_plain(graph, path)
    page = open_page(browser, path)
    page.wait_for_load_state("domcontentloaded")
    ready = float(page.evaluate(PLAIN_READY)) / 1000
    page.context.close()
    return ready


def main(sizes: tuple[int, ...]) -> None:
    from playwright.sync_api import sync_playwright

    path = os.environ.get("KG_CHROMIUM") or shutil.which("chromium")
    print("things  build s  file MB  first picture s  frames/s  plain pyvis s  times faster")
    with sync_playwright() as playwright, TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for size in sizes:
            graph = make_news_graph(size)
            built, megabytes, ready, frames = measure_ours(browser, graph, Path(folder))
            row = f"{size:6}  {built:7.2f}  {megabytes:7.2f}  {ready:15.2f}  {frames:8.0f}"
            if size in PLAIN_SIZES:
                plain = measure_plain(browser, graph, Path(folder))
                row += f"  {plain:13.1f}  {plain / ready:12.0f}"
            print(row, flush=True)
        browser.close()


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)
