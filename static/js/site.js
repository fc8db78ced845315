// Makes tabs (WAI-ARIA) of the sections that have `data-tabs`. Without this their links lead to their panels.

function select(tabs, chosen) {
  for (const tab of tabs) {
    const isChosen = tab === chosen;
    tab.setAttribute("aria-selected", String(isChosen));
    tab.tabIndex = isChosen ? 0 : -1;
    document.getElementById(tab.getAttribute("aria-controls")).hidden = !isChosen;
  }
}

function neighbour(tabs, tab, key) {
  const place = tabs.indexOf(tab);
  const places = { ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: tabs.length - 1 };
  return key in places ? tabs[(places[key] + tabs.length) % tabs.length] : null;
}

function enhance(section) {
  const list = section.querySelector(".tabs__list");
  const tabs = [...list.querySelectorAll(".tabs__tab")];
  list.setAttribute("role", "tablist");
  for (const tab of tabs) {
    const panel = document.getElementById(tab.hash.slice(1));
    tab.parentElement.setAttribute("role", "presentation");
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", panel.id);
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", tab.id);
    tab.addEventListener("click", (event) => {
      event.preventDefault();
      select(tabs, tab);
    });
    tab.addEventListener("keydown", (event) => {
      const next = event.key === " " ? tab : neighbour(tabs, tab, event.key);
      if (next) {
        event.preventDefault();
        select(tabs, next);
        next.focus();
      }
    });
  }
  // A link to one of the panels opens it.
  select(tabs, tabs.find((tab) => tab.hash === location.hash) ?? tabs[0]);
}

document.querySelectorAll("[data-tabs]").forEach(enhance);
