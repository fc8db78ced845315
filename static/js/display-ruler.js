// A line across the page at the pointer, or below what has the focus.
export default function startRuler() {
  const ruler = document.createElement("div");
  ruler.className = "display-ruler";
  ruler.setAttribute("aria-hidden", "true");
  document.body.append(ruler);
  let focused = null; // followed until the pointer moves again
  const place = (y) => ruler.style.setProperty("transform", `translateY(${Math.round(y)}px)`);
  const follow = () => focused && place(focused.getBoundingClientRect().bottom);
  document.addEventListener("pointermove", (event) => {
    focused = null;
    place(event.clientY);
  }, { passive: true });
  document.addEventListener("focusin", ({ target }) => {
    focused = target;
    follow();
  });
  document.addEventListener("scroll", follow, { passive: true });
  place(window.innerHeight / 3);
  return (on) => {
    ruler.hidden = !on;
  };
}
