// The bar above and the small tools on the picture: counts, history, theme, language, export, trail, zoom, help.
function showBar() {
  const loose = SERVED || !state.loose ? 0 : LOOSE.reduce((sum, one) => sum + one, 0);
  const things = ALL.things + loose;
  const whole = shown.nodeCount === things && !filtersActive();
  const title = titleText();
  find("heading").querySelector("h1").textContent = title;
  document.title = title;
  find("counts").textContent = whole
    ? say("counts", things, ALL.facts, ALL.docs)
    : say("countsPart", shown.nodeCount, things, shown.factCount, ALL.facts);
  find("query").placeholder = say("search");
  find("query").setAttribute("aria-label", say("search"));
  find("skip").textContent = say("skip");
  find("canvas").setAttribute("aria-label", say("canvasLabel"));
  find("canvas-help").textContent = say("canvasHelp");
  find("tools").replaceChildren(...tools());
  find("zoom").replaceChildren(
    iconButton("plus", say("zoomIn"), () => zoomBy(1.35)),
    iconButton("minus", say("zoomOut"), () => zoomBy(1 / 1.35)),
    iconButton("fit", say("fit"), () => fitView()),
  );
  const menu = find("menu");
  menu.setAttribute("aria-label", say("menu"));
  if (!menu.firstChild) menu.append(icon("menu"));
  showTrail();
}

// The title that a graph of several articles has by itself is there in both languages.
function titleText() {
  const own = PAGE.title === STRINGS.zh.title(ALL.docs);
  return own ? say("title", ALL.docs) : PAGE.title;
}

function tools() {
  const mode = (name) =>
    iconButton(state.mode === name ? "network" : name, say(state.mode === name ? "network" : name), () => toggleMode(name), {
      id: name === "table" ? "mode" : name,
    });
  return [
    SERVED ? make("a", { class: "icon words", href: "/", text: say("queryPage") }) : "",
    iconButton("back", say("back"), () => history.back(), { disabled: step <= 0 }),
    iconButton("forward", say("forward"), () => history.forward(), { disabled: step >= steps }),
    mode("table"),
    mode("timeline"),
    exportMenu(),
    iconButton(
      state.theme === "dark" ? "light" : "dark",
      say(state.theme === "dark" ? "light" : "dark"),
      () => setTheme(state.theme === "dark" ? "light" : "dark"),
      { id: "theme" },
    ),
    button(say("language"), () => setLanguage(state.lang === "zh" ? "en" : "zh"), {
      class: "icon words",
      id: "language",
      lang: state.lang === "zh" ? "en" : "zh",
    }),
    iconButton("help", say("help"), showHelp, { id: "help-button" }),
  ];
}

function exportMenu() {
  const entry = (key, act) =>
    button(
      say(key),
      () => {
        menu.removeAttribute("open");
        act();
      },
      { "data-export": key },
    );
  const summary = make("summary", { class: "icon", title: say("takeAway"), "aria-label": say("takeAway") });
  summary.append(icon("export"));
  const menu = make(
    "details",
    { class: "menu", id: "export" },
    summary,
    make(
      "div",
      { class: "menu-body" },
      entry("png", savePng),
      entry("svg", () => save("svg", "image/svg+xml", makeSvg())),
      entry("csv", () => save("csv", "text/csv", makeCsv())),
      entry("turtle", () => save("ttl", "text/turtle", makeTurtle())),
      entry("link", copyLink),
    ),
  );
  return menu;
}

function zoomBy(factor) {
  const { x, y, scale } = readCamera();
  moveCamera({ x, y, scale: Math.min(8, Math.max(0.02, scale * factor)) });
  cameraMoved = true;
}

function setTheme(theme) {
  state.theme = theme;
  document.documentElement.dataset.theme = theme;
  remember("theme", theme);
  showAll();
}

function setLanguage(lang) {
  state.lang = lang;
  document.documentElement.lang = lang === "zh" ? "zh-Hans" : "en";
  remember("lang", lang);
  showAll();
}

function showHelp() {
  const dialog = find("help");
  const rows = say("helpText").flatMap(([keys, words]) => [make("dt", { text: keys }), make("dd", { text: words })]);
  dialog.replaceChildren(
    make("h2", { text: say("help") }),
    make("dl", {}, rows),
    button(say("close"), () => dialog.close(), { class: "wide" }),
  );
  dialog.showModal();
}
