// Keys, all with Alt and Shift. The physical key counts: Option changes the character on a Mac.
const root = document.documentElement;

async function state() {
  return import("./display-state.js");
}

async function toolbar() {
  const opener = document.querySelector("button[name=bar]");
  if (root.dataset.mode === undefined) {
    location.assign(document.querySelector("[data-display-open]").dataset.displayOpen);
  } else if (opener) {
    opener.click();
    opener.focus();
  } else {
    document.querySelector("[data-display-form] button").focus();
  }
}

const ACTIONS = {
  KeyA: toolbar,
  Equal: async () => resize(1),
  NumpadAdd: async () => resize(1),
  Minus: async () => resize(-1),
  NumpadSubtract: async () => resize(-1),
  KeyR: async () => (await import("./display-reader.js")).readOrStop(),
  KeyL: async () => (await state()).toggle("ruler"),
  KeyC: async () => (await state()).toggle("caption"),
  KeyK: async () => document.getElementById("display-help").showModal(),
};

async function resize(by) {
  const { change, sizeAway } = await state();
  change("text", sizeAway(by));
}

export function listen() {
  document.addEventListener("keydown", (event) => {
    const action = ACTIONS[event.code];
    const held = event.altKey && event.shiftKey && !event.ctrlKey && !event.metaKey;
    // In the normal mode there is nothing yet but the way into the accessible one.
    if (held && action && (root.dataset.mode !== undefined || action === toolbar)) {
      event.preventDefault();
      action();
    }
  });
}
