// The drawer at the side: sentences behind a row, the answer to a question.
import { find, make } from "./dom.js";
import { Refused } from "./endpoint.js";
import { say } from "./strings.js";

// Opens it for HTML that the server was asked for; the server has escaped every text in it.
export async function showInDrawer(title, asked) {
  const drawer = find("drawer");
  const close = make("button", { type: "button", class: "icon", text: "✕", "aria-label": say("close"), onclick: closeDrawer });
  const body = make("div", { text: say("running") });
  drawer.replaceChildren(make("h2", {}, title, close), body);
  drawer.hidden = false;
  drawer.scrollTop = 0;
  try {
    body.innerHTML = await asked;
  } catch (error) {
    body.textContent = error instanceof Refused ? error.message : say("offline");
  }
}

export function closeDrawer() {
  find("drawer").hidden = true;
  for (const line of document.querySelectorAll(".rows .chosen")) line.classList.remove("chosen");
}
