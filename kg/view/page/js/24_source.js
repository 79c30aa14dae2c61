// Where parts of the graph come from. In a file all is here, and nothing is loaded; a served page asks for what the
// reader's choices need and it doesn't have: after each change `loadMissing` looks what that is.
const AROUND = new Map(); // thing → {page, more, mentions}: what has come of its facts
const CHOSEN = new Map(); // thing and filters → {page, more}: what has come of the facts that the filters leave
const FRINGE = new Set(); // things whose nearest neighbours have come
const ARTICLES = new Set();
const COMMUNITIES = new Set(); // those whose main things have come
const PATHS = new Set();
const TIMELINES = new Map(); // thing, or -1 for all → its events
const FRINGE_AT_ONCE = 30;

// Runs `act` with what is loaded, at once where nothing has to be.
function after(loading, act) {
  if (!(loading instanceof Promise)) {
    act(loading);
    return;
  }
  document.documentElement.dataset.busy = Number(document.documentElement.dataset.busy || 0) + 1;
  loading
    .then(act)
    .catch((error) => flash(error.message))
    .finally(() => {
      document.documentElement.dataset.busy = Number(document.documentElement.dataset.busy) - 1;
    });
}

// Asks the server for a part of the graph and adds it; fails with the server's own words.
async function ask(what, wish) {
  const words = new URLSearchParams({ made: PAGE.made });
  for (const [key, values] of Object.entries(wish)) for (const value of [values].flat()) words.append(key, value);
  const answer = await fetch(`${SERVED}${what}?${words}`).catch(() => {
    throw new Error(say("unreachable"));
  });
  if (answer.status === 409) throw new Error(say("rebuilt"));
  if (!answer.ok) throw new Error((await answer.text()).trim());
  const part = await answer.json();
  if (part.facts) merge(part);
  else part.nodes.forEach(addNode); // found by a search: no part of a picture yet
  return part;
}

function placeInAll(i) {
  return NODES[i].at;
}

// Loads the next facts of a thing, the first ones by default once.
function loadAround(i, page = 0) {
  if (!SERVED || NODES[i].event || (AROUND.has(i) && AROUND.get(i).page >= page)) return null;
  return ask("around", { at: placeInAll(i), page }).then(({ more, mentions }) => {
    AROUND.set(i, { page, more });
    for (const [doc, count] of mentions) MENTIONS_OF[i].set(PLACES.docs.get(doc), count);
  });
}

// What the filters leave out, in the server's words; null where they leave out nothing.
function listLeftOut() {
  const { statuses, properties, types, confidence, from, to } = state;
  const classes = Object.keys(PAGE.words.classes).filter((name) => types.has(kindOf(name)));
  const wish = { status: [...statuses], property: [...properties], class: classes };
  if (confidence) wish.confidence = Math.round(100 * confidence);
  if (from !== null) wish.first = from;
  if (to !== null) wish.last = to;
  return Object.values(wish).flat().length ? wish : null;
}

// What has come of a thing's facts, of those that the filters leave where there are any: {page, more}.
function whatCame(i) {
  const here = AROUND.get(i);
  const wish = here && here.more ? listLeftOut() : null;
  return wish ? { ...CHOSEN.get(`${i} ${JSON.stringify(wish)}`), wish } : here;
}

// Loads the next facts of a hub that the filters leave: of what is here they may leave nothing.
function loadChosen(i, page = 0) {
  const { wish, page: last = -1 } = whatCame(i) || {};
  if (!wish || last >= page) return null;
  const key = `${i} ${JSON.stringify(wish)}`;
  return ask("around", { at: placeInAll(i), page, ...wish }).then(({ more }) => CHOSEN.set(key, { page, more }));
}

function loadMore(i) {
  const { wish, page } = whatCame(i);
  return wish ? loadChosen(i, page + 1) : loadAround(i, page + 1);
}

function loadFringe(things) {
  return ask("fringe", { at: things.map(placeInAll) }).then(() => things.forEach((i) => FRINGE.add(i)));
}

function loadArticle(doc) {
  return ask("article", { at: DOCS[doc].at }).then(({ article }) => {
    ARTICLES.add(doc);
    DOCS[doc].raw = article.raw;
    addMarks(doc, article.marks);
  });
}

function loadPath(start, end) {
  return ask("path", { from: placeInAll(start), to: placeInAll(end) }).then(() => PATHS.add(`${start} ${end}`));
}

function loadTimeline(i) {
  const wish = i < 0 ? {} : { at: placeInAll(i) };
  return ask("events", wish).then(({ events }) =>
    TIMELINES.set(
      i,
      events.map((at) => PLACES.facts.get(at)),
    ),
  );
}

// Returns what a search finds in the whole graph, as places here.
function loadHits(query) {
  return ask("search", { q: query }).then(({ hits }) => hits.map((at) => PLACES.nodes.get(at)));
}

// Loads what an address names before it is read.
function loadNamed(address) {
  if (!SERVED) return null;
  const words = new URLSearchParams(address);
  const nodes = ["node", "focus", "path", "hide", "with"].flatMap((key) => words.getAll(key));
  for (const pin of words.getAll("pin")) nodes.push(pin.split(",").slice(2).join(","));
  const facts = [...words.getAll("fact"), ...words.getAll("proof").map((proof) => proof.replace(/^\d+ /, ""))];
  const wish = {
    node: nodes.filter((id) => !NODE_AT.has(id)),
    fact: facts.filter((id) => !FACT_AT.has(id)),
    doc: words.getAll("doc").filter((id) => !DOC_AT.has(id)),
  };
  return Object.values(wish).some((ids) => ids.length) ? ask("wanted", wish) : null;
}

// What the view needs and isn't here, as promises.
function listMissing() {
  if (!SERVED) return [];
  const { sel, focus, path, mode, group } = state;
  const missing = [];
  for (const i of new Set([...(sel && sel.kind === "node" ? [sel.at] : []), ...focus])) missing.push(loadAround(i) || loadChosen(i));
  if (focus.length && state.hops > 1) missing.push(fringeMissing());
  if (sel && sel.kind === "doc" && !ARTICLES.has(sel.at)) missing.push(loadArticle(sel.at));
  if (path && path[1] !== null && !PATHS.has(`${path[0]} ${path[1]}`)) missing.push(loadPath(...path));
  if (mode === "timeline" && !TIMELINES.has(timelineOf())) missing.push(loadTimeline(timelineOf()));
  if (group !== null && !COMMUNITIES.has(group))
    missing.push(ask("community", { n: group }).then(() => COMMUNITIES.add(group)));
  return missing.filter(Boolean);
}

// The outermost things of a focus whose own neighbours are still unknown, the most important first.
function fringeMissing() {
  if (state.focus.some((i) => !AROUND.has(i))) return null; // first things first
  const inner = withinFocus(
    NODES.map(() => true),
    state.hops - 1,
  );
  const known = (i) => AROUND.has(i) || FRINGE.has(i) || NODES[i].event;
  const things = BY_RANK.filter((i) => inner.has(i)).slice(0, FRINGE_AT_ONCE);
  const unknown = things.filter((i) => !known(i));
  return unknown.length ? loadFringe(unknown) : null;
}

// Loads what the view still lacks and shows it again, until it lacks nothing.
let loadingNow = false;
function loadMissing(fit) {
  if (loadingNow) return;
  const missing = listMissing();
  if (!missing.length) return;
  loadingNow = true;
  after(
    Promise.allSettled(missing).then((results) => {
      loadingNow = false;
      const failed = results.find((result) => result.status === "rejected");
      if (failed) throw failed.reason;
    }),
    () => showAll({ fit }),
  );
}
