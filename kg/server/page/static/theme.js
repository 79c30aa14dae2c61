// Light or dark: what the reader chose, else what the system wants; set before the page is painted.
(() => {
  "use strict";
  const root = document.documentElement;
  const kept = () => {
    try {
      return localStorage.getItem("kg-theme");
    } catch {
      return null; // no storage: the choice lasts as long as the page
    }
  };
  root.dataset.theme = kept() || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  addEventListener("DOMContentLoaded", () => {
    document.getElementById("theme").addEventListener("click", () => {
      root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
      try {
        localStorage.setItem("kg-theme", root.dataset.theme);
      } catch {
        // as above
      }
    });
    // The address's fragment is known only here; a page in the other language keeps it.
    document.getElementById("language").addEventListener("click", (event) => {
      event.currentTarget.hash = location.hash;
    });
  });
})();
