// Solves an ALTCHA challenge (proof of work v2, PBKDF2/SHA-256) away from the page, so that typing goes on.

const bytes = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const hex = (data) => Array.from(data, (each) => each.toString(16).padStart(2, "0")).join("");

// Tries every `step`th counter from `first` on.
async function solve({ parameters, first, step }) {
  const { cost, keyLength, keyPrefix } = parameters;
  const salt = bytes(parameters.salt);
  const nonce = bytes(parameters.nonce);
  const password = new Uint8Array(nonce.length + 4);
  password.set(nonce);
  const view = new DataView(password.buffer);
  const way = { name: "PBKDF2", hash: "SHA-256", salt, iterations: cost };
  for (let counter = first; counter < 2 ** 32; counter += step) {
    view.setUint32(nonce.length, counter);
    const key = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
    const derivedKey = hex(new Uint8Array(await crypto.subtle.deriveBits(way, key, keyLength * 8)));
    if (derivedKey.startsWith(keyPrefix)) {
      return { counter, derivedKey };
    }
  }
  throw new Error("no solution");
}

self.addEventListener("message", async ({ data }) => {
  self.postMessage(await solve(data));
});
