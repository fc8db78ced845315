// Marks which files of an item an approver has opened, as long as the browser's tab is open. Says nothing to the server.
const list = document.querySelector("[data-opened-of]");

if (list) {
  const key = `opened-files-${list.dataset.openedOf}`;
  const opened = new Set(JSON.parse(sessionStorage.getItem(key) ?? "[]"));
  const show = (link) => {
    link.closest("li").querySelector("[data-opened]").hidden = false;
  };
  for (const link of list.querySelectorAll("a[data-file]")) {
    if (opened.has(link.dataset.file)) show(link);
    link.addEventListener("click", () => {
      opened.add(link.dataset.file);
      sessionStorage.setItem(key, JSON.stringify([...opened]));
      show(link);
    });
  }
}
