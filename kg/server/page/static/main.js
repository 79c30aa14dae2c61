// The query page: what is chosen, asked and shown, and kept in the address so that a link brings it back.
import { makeCompletion } from "./completion.js";
import { find, make } from "./dom.js";
import { closeDrawer, showInDrawer } from "./drawer.js";
import { makeEditor } from "./editor.js";
import { MOST_ROWS, Refused, askLinks, askOffers, askQuery, askQuestion, askSentences, askThings } from "./endpoint.js";
import { pressButton, showGallery, showParameters } from "./gallery.js";
import { makeNetwork } from "./network.js";
import { say } from "./strings.js";
import { keyOf, makeTable } from "./table.js";

const VIEWS = ["table", "network", "raw"];
const START = "documents"; // a query that every graph answers
const LONGEST_NAME = 200; // characters of a text that may be a name or a title
const RAW = 200_000; // characters shown as they came
const DOWNLOADS = { rows: ["csv", "tsv", "json", "xml"], truth: ["json", "xml"], graph: ["ttl", "nt", "jsonld", "rdf"] };

const known = JSON.parse(find("known").textContent);
const state = { view: "table", result: null, links: new Map(), abort: null, chosen: null, question: "", asking: null, filling: false };

const editor = makeEditor(find("editor"), {
  complete: makeCompletion(known, (part, most) => askThings(part, most, known.prefixes.entity)),
  run,
  changed: () => {
    if (!state.filling) leave();
  },
});

// The query is changed by hand: it is no longer the saved one, nor that of the question.
function leave() {
  Object.assign(state, { question: "", asking: null });
  if (state.chosen) choose(null);
}

function write(text) {
  state.filling = true;
  editor.write(text);
  state.filling = false;
}

function choose(query) {
  Object.assign(state, { chosen: query, question: "", asking: null });
  pressButton(query?.name);
  showParameters(query, { fill: write, run });
  if (!query) return;
  find("question").value = "";
  closeDrawer(); // what stood there was of something else
  run();
}

async function run() {
  stop();
  state.asking = null;
  const abort = (state.abort = new AbortController());
  const started = performance.now();
  tell(say("running"));
  showRunning(true);
  try {
    keepAddress();
    const result = await askQuery(editor.read(), { infer: find("infer").checked, signal: abort.signal });
    const links = await findLinks(result);
    if (state.abort !== abort) return;
    Object.assign(state, { result, links, problem: "" });
    tell([count(result), say("seconds", (performance.now() - started) / 1000), result.cut ? say("cut", MOST_ROWS) : ""].filter(Boolean).join(" · "));
    showDownloads();
    showResult();
  } catch (error) {
    if (state.abort === abort) showProblem(error);
  } finally {
    if (state.abort === abort) showRunning(false);
    document.documentElement.dataset.done = String(Number(document.documentElement.dataset.done || 0) + 1);
  }
}

function stop() {
  state.abort?.abort();
  state.abort = null;
}

function showProblem(error) {
  if (error.name === "AbortError") return tell(say("stopped"));
  const message = error instanceof Refused ? error.message : say("offline");
  if (error instanceof Refused) editor.mark(message);
  Object.assign(state, { result: null, problem: message });
  tell("");
  showDownloads();
  showResult();
}

function tell(text) {
  find("status").textContent = text;
}

function count(result) {
  if (result.kind === "truth") return "";
  return say(result.kind === "graph" ? "triples" : "rows", result.rows.length);
}

// What the values of a result name: identifiers, and texts in a language.
async function findLinks(result) {
  const terms = new Map();
  for (const row of result.rows || []) {
    for (const term of Object.values(row)) if (term.type === "uri" || isText(term)) terms.set(keyOf(term), term);
  }
  if (!terms.size) return new Map();
  const found = await askLinks([...terms.values()], { translate: Boolean(state.chosen) });
  return new Map([...terms.keys()].map((key, k) => [key, found[k]]).filter(([, link]) => link));
}

function isText(term) {
  return term.type === "literal" && !term.datatype && term.value.length <= LONGEST_NAME;
}

function showRunning(on) {
  find("run").replaceChildren(on ? say("stop") : say("run"), on ? "" : make("kbd", { text: "Ctrl+Enter" }));
  find("run").onclick = on ? () => (stop(), showRunning(false), tell(say("stopped"))) : run;
}

function showResult() {
  const { result, links, view, problem } = state;
  const place = find("result");
  place.scrollTop = 0;
  for (const tab of find("views").children) tab.setAttribute("aria-selected", String(tab.dataset.view === view));
  if (!result) return place.replaceChildren(make("p", { class: problem ? "problem" : "empty", text: problem || say("start") }));
  if (view === "raw") return place.replaceChildren(make("pre", { text: result.text.slice(0, RAW) }));
  if (result.kind === "truth") return place.replaceChildren(make("p", { class: "yes", text: say(result.truth ? "yes" : "no") }));
  if (!result.rows.length) return place.replaceChildren(make("p", { class: "empty", text: say("none") }));
  place.replaceChildren(view === "network" ? makeNetwork(result, links) : makeTable(result, links, showSentences, state.question ? ["fact"] : []));
}

// Answers a question in the drawer, and its rows in the table.
async function ask(question) {
  find("question").value = question;
  hideOffers();
  const mine = (state.asking = {});
  const asked = askQuestion(question);
  await showInDrawer(say("answer"), asked.then(({ html }) => html));
  if (state.asking !== mine) return; // something else was asked meanwhile
  for (const offer of document.querySelectorAll("#drawer .offer")) offer.addEventListener("click", () => ask(offer.dataset.question));
  const { query } = await asked.catch(() => ({ query: "" }));
  choose(null);
  state.question = question;
  if (query) {
    write(query);
    return run();
  }
  write("");
  keepAddress();
  Object.assign(state, { result: null, problem: "" });
  tell("");
  showDownloads();
  showResult();
}

// Under the empty box stand questions that this graph can answer: who does not know what to ask sees what can be asked.
async function showOffers() {
  const place = find("offers");
  if (!place.children.length) {
    const offers = await askOffers().catch(() => []);
    const buttons = offers.map((text) => make("button", { type: "button", text, onclick: () => (hideOffers(), ask(text)) }));
    place.replaceChildren(...(offers.length ? [make("p", { text: say("offers") }), ...buttons] : []));
  }
  const wanted = document.activeElement === find("question") && !find("question").value;
  place.hidden = !wanted || !place.children.length;
}

function hideOffers() {
  find("offers").hidden = true;
}

function showSentences(terms) {
  return showInDrawer(say("sentences"), askSentences(terms, editor.read(), known.prefixes.kg));
}

function showViews() {
  const tabs = VIEWS.map((view) => {
    const tab = make("button", { type: "button", role: "tab", "data-view": view, text: say(view) });
    tab.addEventListener("click", () => {
      state.view = view;
      keepAddress();
      showResult();
    });
    return tab;
  });
  find("views").replaceChildren(...tabs);
}

function showDownloads() {
  const select = find("download");
  const formats = DOWNLOADS[state.result?.kind] || [];
  select.replaceChildren(make("option", { value: "", text: say("download") }), ...formats.map((name) => make("option", { value: name, text: name.toUpperCase() })));
  select.disabled = !formats.length;
}

function download(format) {
  const words = new URLSearchParams({ query: editor.read(), format, infer: String(find("infer").checked) });
  make("a", { href: `/sparql?${words}`, download: `${state.chosen?.name || "result"}.${format}` }).click();
}

function keepAddress() {
  const words = new URLSearchParams(state.question ? { question: state.question } : { query: editor.read() });
  if (state.view !== "table") words.set("view", state.view);
  if (!find("infer").checked) words.set("infer", "false");
  history.replaceState(null, "", `#${words}`);
}

// Returns whether the address holds a question or a query; answers it.
function readAddress() {
  const words = new URLSearchParams(location.hash.slice(1));
  if (!words.has("query") && !words.has("question")) return false;
  state.view = VIEWS.includes(words.get("view")) ? words.get("view") : "table";
  find("infer").checked = words.get("infer") !== "false";
  if (words.has("question")) return ask(words.get("question")), true;
  choose(null);
  write(words.get("query"));
  run();
  return true;
}

async function copyLink() {
  keepAddress();
  try {
    await navigator.clipboard.writeText(location.href);
    tell(say("copied"));
  } catch {
    tell(location.href); // the browser keeps the clipboard to itself: the link can be copied by hand
  }
}

find("infer").nextElementSibling.textContent = say("infer");
find("infer").parentElement.title = say("inferHelp");
find("link").textContent = say("link");
find("link").addEventListener("click", copyLink);
find("download").addEventListener("change", (event) => {
  download(event.target.value);
  event.target.value = "";
});
find("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  const question = find("question").value.trim();
  if (question) ask(question);
});
find("question").addEventListener("focus", showOffers);
find("question").addEventListener("input", () => (find("question").value ? hideOffers() : showOffers()));
find("ask").addEventListener("focusout", (event) => {
  if (!find("ask").contains(event.relatedTarget)) hideOffers();
});
addEventListener("hashchange", readAddress);
addEventListener("keydown", (event) => {
  if (event.key === "Escape") find("offers").hidden ? closeDrawer() : hideOffers();
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.defaultPrevented) run();
});
showGallery(known.queries, choose);
showViews();
showDownloads();
showRunning(false);
if (!readAddress()) {
  choose(known.queries.find((query) => query.name === START) || null);
  showResult();
}
editor.focus();
document.documentElement.dataset.ready = "";
