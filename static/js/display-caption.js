// The text under the pointer or focus in large type at the foot of the window. Screen readers have it already.
import { blockOf, textOf } from "./display-blocks.js";

const LONGEST = 160;

export default function startCaption() {
  const caption = document.createElement("div");
  caption.className = "display-caption";
  caption.setAttribute("aria-hidden", "true");
  document.body.append(caption);
  const show = ({ target }) => {
    const block = blockOf(target);
    if (block && !caption.contains(block)) {
      caption.textContent = textOf(block).slice(0, LONGEST);
    }
  };
  document.addEventListener("pointerover", show, { passive: true });
  document.addEventListener("focusin", show);
  return (on) => {
    caption.hidden = !on;
  };
}
