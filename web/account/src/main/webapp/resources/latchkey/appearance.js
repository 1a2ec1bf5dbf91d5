/* Runs before the first paint: chooses the theme by the user's wish, or by the system's where they have none. */
(function () {
  "use strict";
  const root = document.documentElement;
  const system = window.matchMedia("(prefers-color-scheme: dark)");

  function apply() {
    const wish = root.dataset.appearance;
    const dark = wish === "dark" || (wish === "system" && system.matches);
    root.dataset.scheme = dark ? "dark" : "light";
    document.getElementById("theme-light").disabled = dark;
    document.getElementById("theme-dark").disabled = !dark;
  }

  system.addEventListener("change", apply);
  window.Latchkey = { applyAppearance: apply };
  apply();
})();
