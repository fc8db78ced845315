/* Aids only: the form works without. What was written of a letter stays in this tab until it is sent. */
const form = document.querySelector("form[data-draft]");
const NAMES = ["title", "text"];

function key(name) {
  return `letter:${form.dataset.draft}:${name}`;
}

// Somebody else at the same computer begins with an empty form.
const cameBack = ["reload", "back_forward"].includes(performance.getEntriesByType("navigation")[0]?.type);

if (form) {
  for (const name of NAMES) {
    const field = form.elements[name];
    if (!field) continue;
    if (!field.value && cameBack) field.value = sessionStorage.getItem(key(name)) ?? "";
    field.addEventListener("input", () => sessionStorage.setItem(key(name), field.value));
  }
}

if (document.querySelector("[data-draft-sent]")) {
  for (const each of Object.keys(sessionStorage)) {
    if (each.startsWith("letter:")) sessionStorage.removeItem(each);
  }
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
