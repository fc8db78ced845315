// Says when the sign-in is about to end, keeps it while somebody types, and makes what is on the page fit to be sent
// after a new sign-in in another tab.
(() => {
  const url = document.currentScript.dataset.url;
  const WARN = 300; // seconds before the end
  const AGAIN = 15; // seconds between two looks once it has ended
  const TYPING = 60; // seconds between two words to the server that somebody types
  let person = null;
  let token = "";
  let isOver = false;
  let timer = 0;
  let typed = false;
  let dialog = null;

  async function ask(method) {
    const headers = { Accept: "application/json" };
    if (method === "POST") headers["X-CSRFToken"] = token;
    const response = await fetch(url, { method, headers, credentials: "same-origin" });
    if (!response.ok) throw new Error(String(response.status));
    return response.json();
  }

  function build() {
    dialog = document.createElement("dialog");
    dialog.className = "hub-sign-in";
    dialog.setAttribute("aria-labelledby", "hub-sign-in-text");
    dialog.innerHTML =
      '<p id="hub-sign-in-text" role="alert"></p><div class="hub-buttons">' +
      '<button type="button" class="button" data-stay>继续工作</button>' +
      '<a class="button" target="_blank" rel="noopener" data-login>重新登录</a>' +
      '<button type="button" class="button button-secondary" data-close>回到本页</button></div>';
    dialog.querySelector("[data-stay]").addEventListener("click", () => tell());
    dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
    dialog.querySelector("[data-login]").href = `/admin/login/?next=${encodeURIComponent(`${url}back/`)}`;
    document.body.append(dialog);
  }

  let shown = "";
  function show(text, canStay, canSignIn) {
    if (!dialog) build();
    dialog.querySelector("p").textContent = text;
    dialog.querySelector("[data-stay]").hidden = !canStay;
    dialog.querySelector("[data-login]").hidden = !canSignIn;
    const kind = `${canStay}${canSignIn}`;
    if (shown !== kind && !dialog.open) dialog.showModal(); // once a kind: who closes it is not asked again
    shown = kind;
  }

  function hide() {
    shown = "";
    if (dialog && dialog.open) dialog.close();
  }

  function renewTokens() {
    for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = token;
  }

  function judge(now) {
    token = now.token;
    if (now.state !== "in") {
      isOver = true;
      if (person !== null) show("登录已结束。您填写的内容还在本页：请在新标签页中重新登录，然后回到这里继续。", false, true);
      return AGAIN;
    }
    if (person === null) person = now.person;
    if (now.person !== person) {
      show("现在登录的是另一个账号。请不要从本页提交；如需提交，请用原来的账号重新登录。", false, true);
      return AGAIN;
    }
    if (isOver) renewTokens();
    isOver = false;
    if (now.seconds > WARN) {
      hide();
      return now.seconds - WARN;
    }
    const minutes = Math.max(1, Math.round(now.seconds / 60));
    show(
      now.can_stay
        ? `您有一段时间没有操作，大约 ${minutes} 分钟后将自动退出。`
        : `本次登录的最长时间快到了，大约 ${minutes} 分钟后结束。请先保存；到时也可以重新登录后继续。`,
      now.can_stay,
      false
    );
    return Math.min(AGAIN, now.seconds + 1);
  }

  async function look(method = "GET") {
    window.clearTimeout(timer);
    let next = AGAIN;
    try {
      next = judge(await ask(method));
    } catch {
      // The network is away; the next look says more.
    }
    timer = window.setTimeout(look, next * 1000);
  }

  const tell = () => look("POST");

  function begin() {
    const givenBack = document.querySelector("[data-given-back]");
    if (givenBack) isOver = true;
    else if (!document.querySelector("#wagtail-sidebar")) return;
    document.addEventListener("input", () => {
      typed = true;
    });
    window.setInterval(() => {
      if (typed && !isOver) tell();
      typed = false;
    }, TYPING * 1000);
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") look();
    });
    window.addEventListener("focus", () => {
      if (isOver) look();
    });
    look();
  }

  document.addEventListener("DOMContentLoaded", begin);
})();
