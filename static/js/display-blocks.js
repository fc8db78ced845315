// What counts as one piece of text, for the caption and for reading aloud, and what is read of it.
const BLOCKS = "a, button, summary, label, img, h1, h2, h3, h4, h5, h6, p, li, dt, dd, th, td, caption, figcaption, legend";

/** The piece of text that holds `element`; null where there is none. */
export function blockOf(element) {
  const block = element instanceof Element ? element.closest(BLOCKS) : null;
  return block && textOf(block) ? block : null;
}

/** The pieces of text inside `root` in their order, none inside another, without what is hidden. */
export function blocksIn(root) {
  const all = [...root.querySelectorAll(BLOCKS)];
  return all.filter((block) => !block.parentElement.closest(BLOCKS) && isShown(block) && textOf(block));
}

export function textOf(block) {
  const spoken = block.getAttribute("aria-label") ?? block.getAttribute("alt");
  return (spoken ?? block.innerText ?? "").replace(/\s+/g, " ").trim();
}

function isShown(block) {
  return block.checkVisibility?.({ visibilityProperty: true }) ?? block.getClientRects().length > 0;
}
