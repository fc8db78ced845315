// Proof of work for a public form: begins when somebody begins to fill it in, and a press of the button waits for it.
// Without this file, or where it fails, the form is sent all the same, and the server asks for a little patience.
const LASTS = 15 * 60 * 1000; // ms, less than the server's 20 minutes
const MOST_WORKERS = 4;
const GIVE_UP = 60 * 1000; // ms
const AGAIN = 5 * 1000; // ms after which a press counts as another one

class ProofOfWork {
  constructor(panel) {
    this.panel = panel;
    this.form = panel.closest("form");
    this.field = panel.querySelector("[data-proof]");
    this.state = panel.querySelector("[data-state]");
    this.waiting = this.state.textContent; // as it stands without this file
    this.forget(); // what the browser remembered has been used
    this.running = null;
    this.isPressed = false; // and waits for the proof
    this.isLetThrough = false;
    this.form.addEventListener("input", () => this.begin(), { once: true });
    this.form.addEventListener("submit", (event) => this.press(event));
    // Back from the next page: that proof is spent.
    addEventListener("pageshow", (event) => event.persisted && this.forget());
  }

  get isReady() {
    return this.field.value !== "" && Date.now() - this.solvedAt < LASTS;
  }

  say(name) {
    this.state.textContent = this.panel.querySelector(`[data-words=${name}]`).textContent;
  }

  forget() {
    this.field.value = "";
    this.solvedAt = 0;
    this.sentAt = 0;
    this.state.textContent = "";
  }

  begin() {
    this.running ??= this.work().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  // Never fails: a form without a proof is sent without it.
  async work() {
    this.say("working");
    try {
      const { dataset } = this.panel;
      const answer = await fetch(dataset.challenge, { credentials: "omit", cache: "no-store" });
      if (!answer.ok) {
        throw new Error(answer.statusText);
      }
      const challenge = await answer.json();
      const solution = await solutionOf(challenge.parameters, dataset.worker);
      this.field.value = btoa(JSON.stringify({ challenge, solution }));
      this.solvedAt = Date.now();
      this.say("passed");
    } catch {
      this.forget();
      this.state.textContent = this.waiting;
    }
  }

  async press(event) {
    if (event.defaultPrevented) {
      return;
    }
    if (this.isPressed || Date.now() - this.sentAt < AGAIN) {
      event.preventDefault(); // a second click would send a proof that is spent
      return;
    }
    if (this.isReady || this.isLetThrough) {
      this.isLetThrough = false;
      this.sentAt = Date.now();
      return;
    }
    event.preventDefault();
    this.isPressed = true;
    this.field.value = "";
    await this.begin();
    this.isPressed = false;
    this.isLetThrough = true;
    this.form.requestSubmit(event.submitter);
  }
}

function solutionOf(parameters, script) {
  const number = Math.min(navigator.hardwareConcurrency || 1, MOST_WORKERS);
  const workers = Array.from({ length: number }, () => new Worker(script));
  const found = workers.map(
    (worker, first) =>
      new Promise((resolve, reject) => {
        worker.addEventListener("message", ({ data }) => resolve(data));
        worker.addEventListener("error", reject);
        worker.postMessage({ parameters, first, step: number });
      }),
  );
  const late = new Promise((_, reject) => setTimeout(() => reject(new Error("late")), GIVE_UP));
  return Promise.race([Promise.any(found), late]).finally(() => workers.forEach((worker) => worker.terminate()));
}

document.querySelectorAll("[data-proof-of-work]").forEach((panel) => new ProofOfWork(panel));
