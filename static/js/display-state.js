// The settings that hold now are the data attributes of <html>, as the server wrote them; the cookie is made of these.
const root = document.documentElement;
const YEAR = 365 * 24 * 60 * 60;
const NAMED = /^[a-z]+$/;

let defaults = {};
let sizes = [];
let domain = "";

export function configure(form) {
  const pairs = form.dataset.defaults.split(".").map((setting) => setting.split(":"));
  defaults = Object.fromEntries(pairs.filter(([name]) => NAMED.test(name)));
  sizes = form.dataset.sizes.split(" ");
  domain = form.dataset.domain;
}

export function current(name) {
  return root.dataset[name] ?? defaults[name];
}

/** Sets one setting at once and for later pages; those who show it listen to "display:changed". */
export function change(name, value) {
  if (value === defaults[name]) {
    delete root.dataset[name];
  } else {
    root.dataset[name] = value;
  }
  remember();
  root.dispatchEvent(new CustomEvent("display:changed", { detail: { name, value } }));
}

export function toggle(name) {
  change(name, current(name) === "on" ? "off" : "on");
}

/** The text's size `by` steps away, as far as there are steps. */
export function sizeAway(by) {
  const step = Math.min(Math.max(sizes.indexOf(current("text")), 0), sizes.length - 1);
  return sizes[Math.min(Math.max(step + by, 0), sizes.length - 1)];
}

export function reset() {
  for (const [name, value] of Object.entries(defaults)) {
    if (name !== "keys" && current(name) !== value) {
      change(name, value);
    }
  }
}

function remember() {
  const settings = Object.keys(defaults)
    .filter((name) => name in root.dataset)
    .map((name) => `${name}:${root.dataset[name]}`);
  const parts = [
    `display=${[root.dataset.mode, ...settings].join(".")}`,
    "path=/",
    `max-age=${YEAR}`,
    "samesite=lax",
    domain && `domain=${domain}`,
    location.protocol === "https:" && "secure",
  ];
  document.cookie = parts.filter(Boolean).join(";");
}
