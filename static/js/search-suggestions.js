// Suggestions under a search box: an editable combobox with a list (WAI-ARIA Authoring Practices), chosen by hand.
// Without this file the box is a form's ordinary field. What it says is in the page, so that it is in the page's script.
const PAUSE = 120; // ms without a key, after which the server is asked
const KEPT = 100; // answers that are remembered on this page

class Suggestions {
  constructor(panel) {
    this.panel = panel;
    this.input = document.getElementById(panel.dataset.suggestionsFor);
    this.list = panel.querySelector("[role=listbox]");
    this.says = panel.querySelector("[data-suggestions-says]").textContent;
    this.status = panel.parentElement.querySelector("[data-suggestions-status]");
    this.answers = new Map();
    this.asked = "";
    this.active = -1;
    this.composing = false;
    this.prepare();
    this.listen();
  }

  // A search field has a role of its own, which may not become a combobox.
  prepare() {
    const { input } = this;
    input.type = "text";
    input.inputMode = "search";
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.list.id,
      "aria-haspopup": "listbox",
      autocapitalize: "none",
      spellcheck: "false",
    })) {
      input.setAttribute(name, value);
    }
    this.panel.hidden = true;
  }

  listen() {
    const { input, list } = this;
    input.addEventListener("compositionstart", () => {
      this.composing = true;
      this.stop();
    });
    input.addEventListener("compositionend", () => {
      this.composing = false;
      this.askSoon();
    });
    input.addEventListener("input", (event) => {
      if (!this.composing && !event.isComposing) {
        this.askSoon();
      }
    });
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("click", () => this.activate(-1));
    input.addEventListener("blur", () => this.close());
    // The field keeps the focus, and so the keyboard of a phone stays where it is.
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) {
        this.choose(option);
      }
    });
    input.form.addEventListener("submit", () => {
      this.stop();
      this.close();
    });
  }

  get options() {
    return [...this.list.children];
  }

  get isOpen() {
    return !this.panel.hidden;
  }

  key(event) {
    // 229: the key belongs to the input method, which says so in this way in some browsers.
    if (event.isComposing || this.composing || event.keyCode === 229 || event.ctrlKey || event.metaKey) {
      return;
    }
    const action = event.altKey ? this.altKeys[event.key] : this.keys[event.key];
    if (action && action.call(this) !== false) {
      event.preventDefault();
    }
  }

  // What gives false is left to the browser.
  keys = {
    ArrowDown() {
      return this.move(1);
    },
    ArrowUp() {
      return this.move(-1);
    },
    Enter() {
      if (!this.isOpen || this.active < 0) {
        return false;
      }
      this.choose(this.options[this.active]);
      return true;
    },
    Escape() {
      if (this.isOpen) {
        this.close();
        return true;
      }
      if (!this.input.value) {
        return false;
      }
      this.input.value = "";
      this.stop();
      return true;
    },
    Home() {
      this.activate(-1);
      return false;
    },
    End() {
      this.activate(-1);
      return false;
    },
    ArrowLeft() {
      this.activate(-1);
      return false;
    },
    ArrowRight() {
      this.activate(-1);
      return false;
    },
  };

  altKeys = {
    ArrowDown() {
      return this.open();
    },
    ArrowUp() {
      this.close();
    },
  };

  // Through the list and, at its ends, back into the field.
  move(by) {
    if (!this.isOpen) {
      if (!this.list.childElementCount) {
        this.askSoon(0, by);
        return this.input.value.trim() !== "";
      }
      this.open();
    }
    const number = this.options.length + 1;
    this.activate(((this.active + 1 + by + number) % number) - 1);
    return true;
  }

  activate(index) {
    this.options[this.active]?.setAttribute("aria-selected", "false");
    this.active = index;
    const option = this.options[index];
    if (option) {
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      this.input.setAttribute("aria-activedescendant", option.id);
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  choose(option) {
    this.input.value = option.dataset.text;
    this.stop();
    this.close();
    this.list.replaceChildren();
    this.input.form.requestSubmit();
  }

  open() {
    if (!this.list.childElementCount || document.activeElement !== this.input) {
      return false;
    }
    this.panel.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    return true;
  }

  close() {
    this.panel.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.activate(-1);
    this.status.textContent = "";
  }

  stop() {
    clearTimeout(this.timer);
    this.request?.abort();
  }

  askSoon(pause = PAUSE, by = 0) {
    this.stop();
    this.activate(-1);
    this.timer = setTimeout(() => this.ask(by), pause);
  }

  // The scope that is chosen in the form counts; the header's box has none and asks for this site.
  address() {
    const { form, value } = this.input;
    const address = new URL("suggestions/", form.action);
    address.searchParams.set("q", value.trim());
    const scope = new FormData(form).get("scope");
    if (scope) {
      address.searchParams.set("scope", scope);
    }
    return address.href;
  }

  async ask(by) {
    if (!this.input.value.trim()) {
      this.show([]);
      return;
    }
    const address = this.address();
    this.asked = address;
    const found = this.answers.get(address) ?? (await this.fetched(address));
    if (found && this.asked === address && !this.composing) {
      this.show(found);
      if (by && this.isOpen) {
        this.move(by);
      }
    }
  }

  // Nothing when it fails: whoever types loses nothing by it.
  async fetched(address) {
    this.request = new AbortController();
    try {
      const response = await fetch(address, { signal: this.request.signal, credentials: "omit" });
      if (!response.ok) {
        return null;
      }
      const { suggestions } = await response.json();
      if (this.answers.size >= KEPT) {
        this.answers.clear();
      }
      this.answers.set(address, suggestions);
      return suggestions;
    } catch {
      return null;
    }
  }

  show(found) {
    this.activate(-1);
    this.list.replaceChildren(...found.map((each, index) => this.option(each, index)));
    if (!found.length || !this.open()) {
      this.close();
      return;
    }
    this.list.scrollTop = 0;
    this.status.textContent = this.says.replace("#", found.length);
  }

  option({ text, label }, index) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${index}`;
    option.role = "option";
    option.className = "suggestions__option";
    option.dataset.text = text;
    option.setAttribute("aria-selected", "false");
    const words = document.createElement("span");
    words.className = "suggestions__text";
    words.textContent = text;
    const kind = document.createElement("span");
    kind.className = "suggestions__kind";
    kind.textContent = label;
    option.append(words, kind);
    return option;
  }
}

document.querySelectorAll("[data-suggestions-for]").forEach((panel) => new Suggestions(panel));
