// 指读: reads what the pointer rests on or the focus moves to.
import { blockOf, textOf } from "./display-blocks.js";
import { say, stop } from "./display-reader.js";

const REST = 400; // ms that the pointer stays

export default function startPointing() {
  let on = true;
  let timer;
  let last = null;
  const soon = ({ target }) => {
    clearTimeout(timer);
    const block = on ? blockOf(target) : null;
    if (block && block !== last) {
      timer = setTimeout(() => {
        last = block;
        say([{ block, text: textOf(block) }]);
      }, REST);
    }
  };
  document.addEventListener("pointerover", soon, { passive: true });
  document.addEventListener("focusin", soon);
  return (wanted) => {
    on = wanted;
    last = null;
    if (!on) {
      clearTimeout(timer);
      stop();
    }
  };
}
