// What a script adds to an article: everything here can be read and used without it.

const article = document.querySelector(".article");
const SIZE = "article-size";

// --- A reading is counted once the page is really seen: not when it is loaded ahead, not in a tab nobody looks at.
function countReading() {
  const address = article.dataset.reading;
  if (!address || document.prerendering || document.visibilityState !== "visible") {
    return;
  }
  delete article.dataset.reading;
  navigator.sendBeacon(address);
}

// --- Size of the text: at once, and remembered on this device.
function remembered() {
  try {
    return localStorage.getItem(SIZE) ?? "";
  } catch {
    return ""; // storage is off
  }
}

function showSize(size, buttons) {
  article.dataset.size = size;
  for (const button of buttons) {
    button.setAttribute("aria-pressed", String(button.dataset.size === size));
  }
}

function offerSizes() {
  const buttons = [...article.querySelectorAll("button[data-size]")];
  article.querySelectorAll("[data-size-link]").forEach((link) => link.remove());
  for (const button of buttons) {
    button.hidden = false;
    button.addEventListener("click", () => {
      showSize(button.dataset.size, buttons);
      try {
        localStorage.setItem(SIZE, button.dataset.size);
      } catch {
        // It holds for this page all the same.
      }
    });
  }
  const known = buttons.map((button) => button.dataset.size);
  if (known.includes(remembered())) {
    showSize(remembered(), buttons);
  }
}

function offer(button, action) {
  if (button) {
    button.hidden = false;
    button.addEventListener("click", action);
  }
}

function offerSharing() {
  const copy = article.querySelector("[data-copy]");
  const share = article.querySelector("[data-share]");
  if (navigator.clipboard) {
    offer(copy, async () => {
      const copied = await navigator.clipboard.writeText(copy.dataset.copy).then(
        () => true,
        () => false,
      );
      article.querySelector("[data-copied]").hidden = !copied;
      article.querySelector("[data-not-copied]").hidden = copied;
    });
  }
  if (navigator.share) {
    offer(share, async () => {
      try {
        await navigator.share({ title: article.querySelector("h1").textContent, url: share.dataset.share });
      } catch {
        // The reader thought better of it.
      }
    });
  }
}

if (article) {
  document.addEventListener("visibilitychange", countReading);
  document.addEventListener("prerenderingchange", countReading);
  countReading();
  offerSizes();
  offerSharing();
  offer(article.querySelector("[data-print]"), () => window.print());
  // Beside the text there is room for the contents; above it they wait to be opened.
  const contents = article.querySelector("[data-contents]");
  if (contents && matchMedia("(width >= 80rem)").matches) {
    contents.open = true;
  }
}
