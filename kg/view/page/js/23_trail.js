// Says what narrows the view, each with its way out.
function showTrail() {
  const chips = [];
  if (state.focus.length) chips.push(focusChip());
  if (state.group !== null) chips.push(groupChip());
  if (state.path) chips.push(pathChip());
  if (state.hidden.size) {
    chips.push(trailChip(say("hidden", state.hidden.size), () => choose({ hidden: new Set() }), []));
  }
  if (notice) chips.push(make("span", { class: "trail-chip", text: notice }));
  find("trail").replaceChildren(...chips);
}

function fitAfter(change) {
  choose(change, { fit: true });
}

function groupChip() {
  const group = listCommunities().find(({ n }) => n === state.group);
  return trailChip(say("community", group ? communityName(group) : state.group), unfocus, []);
}

function focusChip() {
  const names = state.focus.slice(0, 3).map(nameOf).join(say("comma")) + (state.focus.length > 3 ? "…" : "");
  const step = (sign, by, attributes) =>
    iconButton(sign, `${say("hops")} ${by > 0 ? "+" : "−"}`, () => fitAfter({ hops: state.hops + by }), attributes);
  return trailChip(say("focusOn", names, state.hops), unfocus, [
    step("minus", -1, { disabled: state.hops <= 1 }),
    step("plus", 1, { "data-action": "more-hops" }),
  ]);
}

function pathChip() {
  const path = pathNow();
  const found = path.nodes.length ? say("pathFound", path.nodes.length - 1) : say("pathNone");
  const words = state.path[1] === null ? say("pathPick", nameOf(state.path[0])) : found;
  const step = () => make("span", { class: "step", text: "›" });
  const line = path.nodes.flatMap((at, k) => (k ? [step(), chip(at)] : [chip(at)]));
  return trailChip(words, () => choose({ path: null }), line);
}

function trailChip(words, out, tools) {
  return make(
    "span",
    { class: "trail-chip" },
    make("span", { text: words }),
    tools,
    iconButton("close", say("cancel"), out),
  );
}

let notice = "";
function flash(text) {
  notice = text;
  showTrail();
  setTimeout(() => {
    notice = "";
    showTrail();
  }, 1600);
}
