// Countersign: passkeys and security keys. Asks the server for options, the browser for an answer, and sends it with the form.
(() => {
  "use strict";
  const credentials = window.PublicKeyCredential && navigator.credentials;

  // Those that cannot read and write JSON themselves get it done for them.
  const bytes = (text) =>
    Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
  const text = (buffer) => {
    let letters = "";
    for (const byte of new Uint8Array(buffer)) letters += String.fromCharCode(byte);
    return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  };
  const descriptors = (list) => list.map((entry) => ({ ...entry, id: bytes(entry.id) }));

  function creation(json) {
    if (PublicKeyCredential.parseCreationOptionsFromJSON) {
      return PublicKeyCredential.parseCreationOptionsFromJSON(json);
    }
    return {
      ...json,
      challenge: bytes(json.challenge),
      user: { ...json.user, id: bytes(json.user.id) },
      excludeCredentials: descriptors(json.excludeCredentials),
    };
  }

  function request(json) {
    if (PublicKeyCredential.parseRequestOptionsFromJSON) {
      return PublicKeyCredential.parseRequestOptionsFromJSON(json);
    }
    return { ...json, challenge: bytes(json.challenge), allowCredentials: descriptors(json.allowCredentials) };
  }

  function written(credential) {
    if (credential.toJSON) return JSON.stringify(credential.toJSON());
    const { response } = credential;
    const members = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (response[name]) members[name] = text(response[name]);
    }
    if (response.getTransports) members.transports = response.getTransports();
    return JSON.stringify({
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      response: members,
      clientExtensionResults: credential.getClientExtensionResults(),
    });
  }

  // Browsers ask one thing at a time: what was asked before is taken back first.
  let underWay;
  function takeBack() {
    if (underWay) underWay.abort();
    underWay = new AbortController();
    return underWay.signal;
  }

  async function options(form, signal) {
    const body = new URLSearchParams({ csrf: form.elements.csrf.value });
    const answer = await fetch(form.dataset.options, { method: "POST", body, signal });
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.json();
  }

  function send(form, id, credential) {
    form.elements.challenge.value = id;
    form.elements.credential.value = written(credential);
    form.submit();
  }

  async function create(form, kind) {
    const signal = takeBack();
    const asked = await options(form, signal);
    const selection = asked.options.authenticatorSelection;
    if (kind === "key") {
      asked.options.hints = ["security-key"];
      selection.authenticatorAttachment = "cross-platform";
    } else {
      selection.residentKey = "required";
      selection.requireResidentKey = true;
    }
    form.elements.made.value = kind;
    send(form, asked.id, await credentials.create({ publicKey: creation(asked.options), signal }));
  }

  async function get(form, more) {
    const signal = takeBack();
    const asked = await options(form, signal);
    if (signal.aborted) return;
    send(form, asked.id, await credentials.get({ publicKey: request(asked.options), signal, ...more }));
  }

  function enable(form) {
    const status = form.querySelector("[data-waiting]");
    // The same words again would not be spoken again.
    const say = (words) => {
      status.textContent = "";
      if (words) setTimeout(() => { status.textContent = words; }, 50);
    };

    const explain = (error) => {
      if (error.name === "AbortError") return;
      if (error.name === "SecurityError") {
        // The page’s address is not one that the keys are for: the server’s log is to say so.
        form.elements.credential.value = "";
        form.elements.challenge.value = "address";
        form.submit();
        return;
      }
      const words = { NotAllowedError: "cancelled", InvalidStateError: "known", NotSupportedError: "unsupported" };
      say(status.dataset[words[error.name] || "failed"]);
    };

    // A passkey among what the browser fills in. The question ends in five minutes, so a page that is looked at asks anew.
    let renewal;
    // What somebody asked for by a button is never taken back for it.
    let pressed = 0;
    const autofill = async () => {
      clearTimeout(renewal);
      if (pressed || !("autofill" in form.dataset) || document.hidden || !PublicKeyCredential.isConditionalMediationAvailable) return;
      if (!(await PublicKeyCredential.isConditionalMediationAvailable()) || pressed) return;
      renewal = setTimeout(autofill, 240_000);
      get(form, { mediation: "conditional" }).catch((error) => {
        // Nobody pressed anything, so nothing is said.
        if (error.name !== "AbortError") clearTimeout(renewal);
      });
    };

    const act = async (kind, name) => {
      const { label, suggested } = form.elements;
      if (name && label.value === suggested.value) label.value = suggested.value = name;
      if (!credentials) return say(status.dataset.unsupported);
      clearTimeout(renewal);
      say(status.dataset.waiting);
      pressed += 1;
      try {
        await (form.dataset.passkey === "create" ? create(form, kind) : get(form));
      } catch (error) {
        pressed -= 1;
        explain(error);
        autofill();
      }
    };

    for (const button of form.querySelectorAll("[data-kind]")) {
      button.addEventListener("click", () => act(button.dataset.kind, button.dataset.name));
    }
    // Return in a field is the first button.
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      form.querySelector("[data-kind]").click();
    });
    if (!credentials) return;
    if ("autofill" in form.dataset) {
      autofill();
      addEventListener("pageshow", (event) => { if (event.persisted) autofill(); });
      document.addEventListener("visibilitychange", autofill);
    }
  }

  // Tells password managers which passkeys work here and which do not.
  function signal(element) {
    const told = JSON.parse(element.dataset.signal);
    const act = credentials && PublicKeyCredential[told.signal];
    if (act) act.call(PublicKeyCredential, told.options).catch(() => {});
  }

  document.querySelectorAll("form[data-passkey]").forEach(enable);
  document.querySelectorAll("[data-signal]").forEach(signal);
})();
