// Reads aloud with the browser's own voices. Its words are in templates/display/reader.html.
import { blocksIn, textOf } from "./display-blocks.js";

const speech = window.speechSynthesis;
const WAIT = 1500; // ms until a browser without voices counts as such
const SENTENCES = /[^。！？；!?;\n]{1,120}[。！？；!?;]?/g; // long utterances break off in some browsers

let marked = null;
let turn = 0; // what is read now; whatever belongs to an earlier turn stops

export async function read() {
  const selected = String(window.getSelection()).trim();
  const blocks = blocksIn(document.querySelector("main"));
  const texts = selected ? [{ text: selected }] : blocks.map((block) => ({ block, text: textOf(block) }));
  if (!texts.length) {
    tell("no-text");
  } else if (await say(texts, true)) {
    tell(selected ? "selection" : "page");
  }
}

export function pause() {
  const paused = speech?.paused ?? false;
  if (paused) {
    speech.resume();
  } else if (speech?.speaking) {
    speech.pause();
  }
  showPaused(Boolean(speech?.speaking) && !paused);
}

export function stop() {
  turn += 1;
  speech?.cancel();
  mark(null);
  tell();
  showPaused(false);
}

export function readOrStop() {
  return speech?.speaking ? stop() : read();
}

/** Reads `texts` one after the other, marking the block of each; false if the browser cannot. */
export async function say(texts, follow = false) {
  stop();
  const mine = turn;
  const voice = speech ? await voiceOf(document.documentElement.lang) : null;
  if (mine !== turn) {
    return false;
  }
  if (!voice) {
    tell(speech ? "no-voice" : "no-speech");
    return false;
  }
  const parts = texts.flatMap(({ block, text }) => (text.match(SENTENCES) ?? []).map((part) => ({ block, part })));
  for (const [index, { block, part }] of parts.entries()) {
    const utterance = new SpeechSynthesisUtterance(part);
    utterance.voice = voice;
    utterance.lang = voice.lang;
    utterance.addEventListener("start", () => mine === turn && mark(block, follow));
    utterance.addEventListener("end", () => mine === turn && index === parts.length - 1 && finish(follow));
    speech.speak(utterance);
  }
  return true;
}

function finish(said) {
  mark(null);
  showPaused(false);
  tell(said ? "ended" : undefined);
}

/** A voice for the page's language, of its own script first. Browsers load their voices late. */
async function voiceOf(language) {
  if (!speech.getVoices().length) {
    await new Promise((done) => {
      speech.addEventListener("voiceschanged", done, { once: true });
      setTimeout(done, WAIT);
    });
  }
  const isChinese = language.startsWith("zh");
  const regions = language === "zh-Hant" ? /^(zh|yue)[-_](HK|TW|Hant)/i : /^zh[-_](CN|Hans)/i;
  const voices = speech.getVoices().filter(({ lang }) => (isChinese ? /^(zh|cmn|yue)\b/i : /^en\b/i).test(lang));
  return voices.find(({ lang }) => isChinese && regions.test(lang)) ?? voices[0] ?? null;
}

function mark(block, follow = false) {
  marked?.classList.remove("display-reading");
  marked = block ?? null;
  marked?.classList.add("display-reading");
  if (follow) {
    marked?.scrollIntoView({ block: "nearest" });
  }
}

function showPaused(paused) {
  document.querySelector("[data-reader=pause]")?.setAttribute("aria-pressed", String(paused));
}

function tell(name) {
  const words = name ? document.querySelector(`[data-reader-says=${name}]`).content.textContent : "";
  const message = document.querySelector("[data-reader-message]");
  message.textContent = words;
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && speech?.speaking) {
    stop();
  }
});
window.addEventListener("pagehide", () => speech?.cancel());
