/* Wagtail's autosave and a press of 送审 or 保存 at the same moment would store a new page twice: the form is still that
   of creation for both. So a form that is being autosaved waits for the answer, and one that leaves is not autosaved. */
(() => {
  const LONGEST_WAIT = 10_000; // milliseconds; a network that never answers must not keep the person from saving
  const underWay = new WeakSet();
  const leaving = new WeakSet();

  function submitAgain(form, submitter) {
    // The button itself may have been drawn anew meanwhile: what it stands for is sent by a hidden field.
    if (submitter?.name) {
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = submitter.name;
      field.value = submitter.value;
      form.append(field);
    }
    form.requestSubmit();
  }

  document.addEventListener("w-autosave:save", (event) => {
    if (leaving.has(event.target)) event.preventDefault();
    else underWay.add(event.target);
  });
  for (const end of ["success", "error"]) {
    document.addEventListener(`w-autosave:${end}`, (event) => underWay.delete(event.target));
  }

  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      if (!underWay.has(form)) {
        leaving.add(form);
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
      if (leaving.has(form)) return; // pressed twice: the first press is kept
      leaving.add(form);
      const { submitter } = event;
      const go = () => {
        clearTimeout(timer);
        form.removeEventListener("w-autosave:success", go);
        form.removeEventListener("w-autosave:error", go);
        underWay.delete(form);
        submitAgain(form, submitter);
      };
      const timer = setTimeout(go, LONGEST_WAIT);
      form.addEventListener("w-autosave:success", go);
      form.addEventListener("w-autosave:error", go);
    },
    true,
  );
  // Back in the browser shows the form again, which may then be autosaved.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) for (const form of document.forms) leaving.delete(form);
  });
})();
