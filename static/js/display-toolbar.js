// The buttons of the toolbar (and of the elder mode's) do at once what sending their form would do.
import { change, configure, current, reset, sizeAway } from "./display-state.js";

const root = document.documentElement;
const AIDS = { ruler: "./display-ruler.js", caption: "./display-caption.js", speech: "./display-speech.js" };
const running = {};

export function start(form) {
  configure(form);
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    // Another mode is another page.
    if (!button || button.name === "mode") {
      return;
    }
    event.preventDefault();
    if (button.name === "reset") {
      reset();
    } else {
      change(button.name, button.value);
    }
  });
  root.addEventListener("display:changed", ({ detail: { name } }) => {
    show(form);
    if (name in AIDS) {
      run(name);
    } else if (name === "pictures") {
      location.reload();
    }
  });
  for (const name of Object.keys(AIDS)) {
    run(name);
  }
  startMenus(form);
  startHelp();
  startReader(form);
}

/** Loads a reading aid when it is first turned on. */
async function run(name) {
  const on = current(name) === "on";
  if (on && !running[name]) {
    running[name] = import(AIDS[name]).then((module) => module.default());
  }
  if (running[name]) {
    (await running[name])(current(name) === "on");
  }
}

/** Every button says what it does now and which state holds. */
function show(form) {
  const tools = form.querySelector("#display-tools");
  if (tools) {
    tools.hidden = current("bar") === "off";
  }
  for (const button of form.querySelectorAll("button[name]")) {
    const { name } = button;
    if (name === "text" && !button.hasAttribute("aria-pressed")) {
      button.value = sizeAway(button.dataset.step === "down" ? -1 : 1);
    } else if (button.dataset.switch) {
      button.value = current(name) === "on" ? "off" : "on";
      button.setAttribute("aria-pressed", String(current(name) === button.dataset.switch));
    } else if (name === "bar") {
      button.value = current("bar") === "on" ? "off" : "on";
      button.setAttribute("aria-expanded", String(current("bar") === "on"));
    } else if (button.hasAttribute("aria-pressed")) {
      button.setAttribute("aria-pressed", String(current(name) === button.value));
    }
  }
}

/** One menu open at a time; Escape and a click elsewhere close it. */
function startMenus(form) {
  const menus = [...form.querySelectorAll("details")];
  const close = (except) => {
    for (const menu of menus) {
      if (menu !== except) {
        menu.open = false;
      }
    }
  };
  document.addEventListener("click", (event) => close(event.target.closest("details")));
  form.addEventListener("keydown", (event) => {
    const menu = event.target.closest("details[open]");
    if (event.key === "Escape" && menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
}

function startHelp() {
  const dialog = document.getElementById("display-help");
  for (const link of document.querySelectorAll("[data-display-help]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      dialog.showModal();
    });
  }
}

function startReader(form) {
  form.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-reader]");
    if (button) {
      const reader = await import("./display-reader.js");
      reader[button.dataset.reader]();
    }
  });
}
