// The buttons of passkeys: the server says what to ask, the browser asks its owner, the server looks at the answer.
(() => {
  const FAILED = "没有完成。请重试，或者换一种验证方式。";
  const toBytes = (text) => {
    const plain = text.replace(/-/g, "+").replace(/_/g, "/");
    return Uint8Array.from(atob(plain.padEnd(Math.ceil(plain.length / 4) * 4, "=")), (each) => each.charCodeAt(0));
  };
  const toText = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const known = (list) => (list || []).map((each) => ({ ...each, id: toBytes(each.id) }));

  async function register(options) {
    const made = await navigator.credentials.create({
      publicKey: {
        ...options,
        challenge: toBytes(options.challenge),
        user: { ...options.user, id: toBytes(options.user.id) },
        excludeCredentials: known(options.excludeCredentials),
      },
    });
    return answer(made, {
      attestationObject: toText(made.response.attestationObject),
      transports: made.response.getTransports ? made.response.getTransports() : [],
    });
  }

  async function signIn(options) {
    const used = await navigator.credentials.get({
      publicKey: {
        ...options,
        challenge: toBytes(options.challenge),
        allowCredentials: known(options.allowCredentials),
      },
    });
    return answer(used, {
      authenticatorData: toText(used.response.authenticatorData),
      signature: toText(used.response.signature),
      userHandle: used.response.userHandle ? toText(used.response.userHandle) : null,
    });
  }

  const answer = (credential, response) => ({
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: { clientDataJSON: toText(credential.response.clientDataJSON), ...response },
  });

  for (const box of document.querySelectorAll("[data-passkey]")) {
    const button = box.querySelector("button");
    const said = box.querySelector("[role=alert]");
    const say = (text) => {
      said.textContent = text;
      said.hidden = !text;
    };
    const post = async (url, body) => {
      const response = await fetch(url, {
        method: "POST",
        headers: {
          Accept: "application/json",
          "Content-Type": "application/json",
          "X-CSRFToken": box.querySelector("[name=csrfmiddlewaretoken]").value,
        },
        body: JSON.stringify(body),
      });
      const isJson = (response.headers.get("Content-Type") || "").startsWith("application/json");
      const data = isJson ? await response.json() : { message: response.status === 429 ? "登录已暂停，请稍后再试。" : FAILED };
      if (data.confirm) window.location.assign(data.confirm);
      if (!response.ok) throw new Error(data.message || FAILED);
      return data;
    };
    const ceremony = box.dataset.passkey === "register" ? register : signIn;
    const run = async () => {
      say("");
      if (!window.PublicKeyCredential) {
        say("这个浏览器不支持通行密钥，请使用验证器。");
        return;
      }
      button.disabled = true;
      try {
        const name = box.querySelector("input[name=name]");
        const options = await post(box.dataset.begin, {});
        const done = await post(box.dataset.complete, {
          answer: await ceremony(options),
          name: name ? name.value : "",
        });
        window.location.assign(done.next);
      } catch (reason) {
        say(reason instanceof DOMException || reason instanceof TypeError ? FAILED : reason.message);
      }
      button.disabled = false;
    };
    button.addEventListener("click", run);
    if (box instanceof HTMLFormElement) {
      box.addEventListener("submit", (event) => {
        event.preventDefault();
        run();
      });
    }
  }
})();
