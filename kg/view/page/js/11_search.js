// Search by Chinese or Latin name, alias and pinyin (full or initials), best match first.
const HITS = 12;
function namesOf(node) {
  return node.event ? [] : [node.label, node.en, ...(node.aliases || [])].filter(Boolean);
}

// The names of a thing as a search compares them; worked out when first asked for.
function foldedNames(node) {
  node.folded = node.folded || namesOf(node).map(fold);
  return node.folded;
}

function fold(text) {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s·・.\-_'’"“”]/g, "");
}

// Returns up to HITS places of things; exact before prefix before inside, names before pinyin, then importance.
function findThings(query) {
  const wanted = fold(query);
  if (!wanted) return [];
  const scored = [];
  NODES.forEach((node, i) => {
    if (node.event) return;
    const byName = Math.max(...foldedNames(node).map((name) => matchScore(name, wanted, 100)));
    const byPinyin = Math.max(0, ...(node.keys || []).map((key) => matchScore(key, wanted, 60)));
    const score = Math.max(byName, byPinyin);
    if (score > 0) scored.push([score + node.rank * 20, i]);
  });
  return scored
    .sort((a, b) => b[0] - a[0] || a[1] - b[1])
    .slice(0, HITS)
    .map((pair) => pair[1]);
}

function matchScore(name, wanted, base) {
  if (name === wanted) return base + 40;
  if (name.startsWith(wanted)) return base + 15;
  return name.includes(wanted) ? base - 20 : 0;
}

// Says which other name was matched, so that a reader sees why a thing is listed.
function matchedName(i, query) {
  const wanted = fold(query);
  const shownName = nameOf(i);
  const names = namesOf(NODES[i]);
  const found = names.find((name) => fold(name).includes(wanted));
  if (found && found !== shownName) return found;
  return found ? "" : (NODES[i].keys || []).find((key) => key.includes(wanted)) || "";
}

let hitAt = -1;
function showHits() {
  const query = find("query").value;
  if (SERVED && query.trim()) {
    after(loadHits(query), (hits) => find("query").value === query && listHits(query, hits));
  } else listHits(query, findThings(query));
}

function listHits(query, hits) {
  const list = find("hits");
  hitAt = hits.length ? 0 : -1;
  list.replaceChildren(...hits.map((i, k) => hitRow(i, k, query)));
  if (query.trim() && !hits.length) list.append(make("li", { class: "nothing", text: say("noHits") }));
  list.hidden = !query.trim();
  find("query").setAttribute("aria-expanded", String(!list.hidden));
  markHit();
}

function hitRow(i, k, query) {
  const other = matchedName(i, query);
  return make(
    "li",
    {
      role: "option",
      id: `hit-${k}`,
      "data-node": i,
      onmousedown: (event) => {
        event.preventDefault();
        takeHit(i);
      },
    },
    sign(NODES[i].kind),
    make("span", { class: "name", text: nameOf(i) }),
    other && make("span", { class: "other", text: other }),
    make("span", { class: "kind", text: className(NODES[i].group) }),
    make("span", { class: "count", text: countFacts(i) }),
  );
}

function markHit() {
  const rows = [...find("hits").querySelectorAll("[role=option]")];
  rows.forEach((row, k) => row.setAttribute("aria-selected", String(k === hitAt)));
  if (rows[hitAt]) rows[hitAt].scrollIntoView({ block: "nearest" });
  find("query").setAttribute("aria-activedescendant", rows[hitAt] ? rows[hitAt].id : "");
}

function takeHit(i) {
  closeHits();
  find("query").value = "";
  find("query").blur();
  if (state.path && state.path[1] === null && state.path[0] !== i) choose({ path: [state.path[0], i] });
  else visit(i);
  find("canvas").focus({ preventScroll: true });
}

function closeHits() {
  find("hits").hidden = true;
  find("query").setAttribute("aria-expanded", "false");
}

function onSearchKey(event) {
  const rows = find("hits").querySelectorAll("[role=option]");
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (rows.length) hitAt = (hitAt + (event.key === "ArrowDown" ? 1 : rows.length - 1)) % rows.length;
    markHit();
  } else if (event.key === "Enter" && rows[hitAt]) {
    event.preventDefault();
    takeHit(Number(rows[hitAt].dataset.node));
  } else if (event.key === "Escape") {
    event.stopPropagation();
    find("query").value = "";
    closeHits();
    find("query").blur();
    find("canvas").focus({ preventScroll: true });
  }
}

function startSearch() {
  const query = find("query");
  query.addEventListener("input", showHits);
  query.addEventListener("focus", showHits);
  query.addEventListener("blur", closeHits);
  query.addEventListener("keydown", onSearchKey);
}
