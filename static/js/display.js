// How pages are shown. Without this file the toolbar's buttons are those of a form, and the server does the rest.
const root = document.documentElement;
const form = document.querySelector("[data-display-form]");

if (root.dataset.keys !== "off") {
  import("./display-keys.js").then(({ listen }) => listen());
}
if (form) {
  import("./display-toolbar.js").then(({ start }) => start(form));
}
