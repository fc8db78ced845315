// A line across the page at the pointer, or below what has the focus.
export default function startRuler() {
  const ruler = document.createElement("div");
  ruler.className = "display-ruler";
  ruler.setAttribute("aria-hidden", "true");
  document.body.append(ruler);
  const place = (y) => ruler.style.setProperty("transform", `translateY(${Math.round(y)}px)`);
  document.addEventListener("pointermove", (event) => place(event.clientY), { passive: true });
  document.addEventListener("focusin", ({ target }) => place(target.getBoundingClientRect().bottom));
  place(window.innerHeight / 3);
  return (on) => {
    ruler.hidden = !on;
  };
}
