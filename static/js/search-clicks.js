// Tells which results are opened. The list has data-clicks (a signed token) and data-address, each link data-click.

const list = document.querySelector("[data-clicks]");

function tell(event) {
  const link = event.target.closest("a[data-click]");
  if (!link || (event.type === "auxclick" && event.button !== 1)) {
    return;
  }
  const said = new URLSearchParams({ token: list.dataset.clicks, document: link.dataset.click });
  navigator.sendBeacon(list.dataset.address, said);
}

if (list?.dataset.clicks) {
  list.addEventListener("click", tell);
  list.addEventListener("auxclick", tell);
}
