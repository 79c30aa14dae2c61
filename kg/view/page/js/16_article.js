// The article as it was read, every mention marked: from a word to its thing, from a fact to its sentence.
function openArticle(doc, fact = null, proof = null) {
  const sel = { kind: "doc", at: doc };
  if (fact !== null) sel.proof = EVIDENCE.findIndex((item) => item.fact === fact && item.k === proof);
  choose({ sel });
}

function articleView({ at, proof }) {
  const doc = DOCS[at];
  const by = [doc.date, doc.author, doc.source].filter(Boolean).join(" · ");
  const target = EVIDENCE[proof] && EVIDENCE[proof].proof.d === at ? EVIDENCE[proof] : null;
  const facts = new Set(
    EVIDENCE.filter((item) => item.proof.d === at && shown.facts[item.fact]).map((item) => item.fact),
  );
  const head = make(
    "header",
    { class: "sheet-head" },
    closeButton(),
    make("p", { class: "kind-line", text: `${say("document")} · ${say("facts", facts.size)}` }),
    make("h2", { text: doc.title }),
    make("p", { class: "aliases", text: by }),
  );
  const body = doc.raw
    ? make("div", { class: "article", lang: "zh-Hans", tabindex: 0 }, articlePieces(at, target))
    : make("p", { class: "note", text: say(SERVED && !ARTICLES.has(at) ? "loading" : "noText") });
  return target ? [head, factCard(target.fact, { open: false }), body] : [head, body];
}

// Cuts the text where a sentence or a mention begins or ends; a piece knows its mention and its sentences.
function articlePieces(at, target) {
  const raw = DOCS[at].raw;
  const marks = MARKS[at] || [];
  const proofs = EVIDENCE.filter((item) => item.proof.d === at && shown.facts[item.fact]).map((item) => item);
  const cuts = new Set([0, raw.length]);
  const markup = findMarkup(raw);
  for (const [a, b] of markup) cuts.add(a).add(b);
  for (const [a, b] of marks) cuts.add(a).add(b);
  for (const { proof } of proofs) cuts.add(proof.a).add(proof.b);
  const strong = target ? target.proof.m || [] : [];
  for (const [a, b] of strong) cuts.add(a).add(b);
  const order = [...cuts].sort((a, b) => a - b);
  const pieces = [];
  let mark = 0;
  let first = true;
  for (let k = 0; k + 1 < order.length; k += 1) {
    const [a, b] = [order[k], order[k + 1]];
    while (mark < marks.length && marks[mark][1] <= a) mark += 1;
    const node = mark < marks.length && marks[mark][0] <= a && b <= marks[mark][1] ? marks[mark][2] : null;
    const facts = proofs.filter(({ proof }) => proof.a <= a && b <= proof.b).map((item) => item.fact);
    if (node === null && !facts.length && markup.some(([s, e]) => s <= a && b <= e)) {
      const last = pieces[pieces.length - 1];
      if (last && raw.slice(a, b).includes("\n") && !last.textContent.endsWith("\n")) pieces.push(make("span", { text: "\n" }));
      continue;
    }
    const lit = target !== null && target.proof.a <= a && b <= target.proof.b;
    const piece = articlePiece(
      raw.slice(a, b),
      node,
      facts,
      lit,
      strong.some(([s, e]) => s <= a && b <= e),
    );
    if (lit && first) {
      piece.id = "here";
      first = false;
    }
    pieces.push(piece);
  }
  return pieces;
}

const TAGS = /<!--[\s\S]*?-->\s*|<(script|style|head)\b[\s\S]*?<\/\1>\s*|<\/?[a-z][^<>]*>[ \t]*\n?|!\[[^\]]*\]\([^)]*\)/gi;
const FRONT_MATTER = /^\ufeff?---\r?\n[\s\S]*?\n---\r?\n\s*/;

// Where a file has markup, which a reader needn't see: tags, comments, pictures, front matter, more than one blank line.
function findMarkup(raw) {
  const found = [...raw.matchAll(TAGS), ...raw.matchAll(/(?<=\n[ \t\r]*\n)\s+/g)];
  const front = FRONT_MATTER.exec(raw);
  if (front) found.push(front);
  return found.map((match) => [match.index, match.index + match[0].length]);
}

function articlePiece(text, node, facts, lit, strong) {
  const classes = [facts.length ? "said" : "", lit ? "lit" : "", strong ? "strong" : ""].filter(Boolean).join(" ");
  if (node === null) {
    if (!classes) return make("span", { text });
    return make("span", {
      class: classes,
      text,
      title: facts.length ? factSentence(FACTS[facts[0]]) : null,
      onclick: () => facts.length && choose({ sel: { kind: "fact", at: facts[0] } }),
    });
  }
  const address = `#${new URLSearchParams({ node: NODES[node].id })}`;
  const act = (event) => {
    event.preventDefault();
    showMention(node);
  };
  return make("a", {
    href: address,
    class: `mention ${classes}`,
    "data-node": node,
    style: { "--kind": colourOf(NODES[node].kind) },
    title: `${nameOf(node)} · ${className(NODES[node].group)}`,
    text,
    onclick: act,
  });
}

// From a word to its thing: the article stays open, the thing comes into sight.
function showMention(at) {
  if (shown.nodes[at]) {
    pointedNode = at;
    refreshLit();
    lookAt(at);
    network.redraw();
    announce(say("selected", nameOf(at), className(NODES[at].group), FACTS_OF[at].length));
    find("panel")
      .querySelectorAll(".mention")
      .forEach((mention) => mention.classList.toggle("chosen", Number(mention.dataset.node) === at));
  } else visit(at);
}

function scrollToProof() {
  const here = find("here");
  if (here) here.scrollIntoView({ block: "center" });
}
