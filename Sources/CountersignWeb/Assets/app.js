// Countersign: what a page can do better with a script. Without it every page works all the same.
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");

  const each = (selector, act) => document.querySelectorAll(selector).forEach(act);

  // Show and hide a password; hidden again before it is sent, so that no browser keeps it as plain text.
  function reveal(button) {
    const input = document.getElementById(button.dataset.reveal);
    const status = document.getElementById(button.dataset.reveal + "-status");
    const set = (isShown) => {
      input.type = isShown ? "text" : "password";
      button.textContent = isShown ? button.dataset.hide : button.dataset.show;
      button.setAttribute("aria-label", isShown ? button.dataset.hideLabel : button.dataset.showLabel);
    };
    button.addEventListener("click", () => {
      const isShown = input.type === "password";
      set(isShown);
      status.textContent = isShown ? button.dataset.shown : button.dataset.hidden;
    });
    input.form.addEventListener("submit", () => set(false));
  }

  // Copies a secret without its gaps, or a list with a line for each entry.
  function copy(button) {
    const status = button.parentElement.querySelector("[role=status]");
    button.addEventListener("click", async () => {
      const source = document.getElementById(button.dataset.copy);
      const entries = [...source.querySelectorAll("li")];
      const text = entries.length
        ? entries.map((entry) => entry.textContent.trim()).join("\n")
        : source.textContent.replace(/\s+/g, "");
      try {
        await navigator.clipboard.writeText(text);
        say(status, button.dataset.copied);
      } catch {
        say(status, button.dataset.notCopied);
      }
    });
  }

  // The same words again would not be spoken again.
  function say(status, words) {
    status.textContent = "";
    setTimeout(() => { status.textContent = words; }, 50);
  }

  // Covers the backup codes against eyes over the shoulder; one press uncovers them, as often as wanted.
  function cover(box) {
    const over = box.querySelector(".cover-over");
    const show = box.querySelector("[data-uncover]");
    let timer;
    const set = (isCovered) => {
      box.classList.toggle("is-covered", isCovered);
      over.hidden = !isCovered;
      clearTimeout(timer);
      if (!isCovered) timer = setTimeout(() => set(true), Number(box.dataset.cover) * 1000);
    };
    show.addEventListener("click", () => {
      set(false);
      const codes = box.querySelector(".codes");
      codes.tabIndex = -1;
      codes.focus({ preventScroll: true });
    });
    set(false);
  }

  // Counts down by the time since the page came, for the visitor’s clock may be wrong. Speaks once, at the end.
  function countdown(box) {
    const clock = box.querySelector("[data-countdown-clock]");
    const over = box.querySelector("[data-countdown-over]");
    const end = performance.now() + Number(box.dataset.countdown) * 1000;
    const tick = () => {
      const left = Math.max(0, Math.ceil((end - performance.now()) / 1000));
      const minutes = Math.floor(left / 60) % 60;
      const hours = Math.floor(left / 3600);
      const two = (number) => String(number).padStart(2, "0");
      clock.textContent = hours ? `${hours}:${two(minutes)}:${two(left % 60)}` : `${minutes}:${two(left % 60)}`;
      if (left > 0) {
        setTimeout(tick, 250);
      } else {
        clock.parentElement.hidden = true;
        over.textContent = over.dataset.countdownOver;
      }
    };
    tick();
  }

  // Times in the visitor’s own zone, as the page’s language writes them.
  function localTime(element) {
    const date = new Date(element.dateTime);
    if (Number.isNaN(date.getTime())) return;
    const day = { day: "numeric", month: "long", year: "numeric" };
    const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
    const styles = {
      clock,
      day,
      moment: { ...day, ...clock },
    };
    const isOtherDay = element.dataset.day && element.dataset.day !== new Intl.DateTimeFormat("en-CA").format(date);
    const style = isOtherDay ? styles.moment : styles[element.dataset.local];
    if (style) element.textContent = new Intl.DateTimeFormat(root.dataset.locale || root.lang, style).format(date);
  }

  // Our clock goes on from the moment that the page was made, whatever the visitor’s own says, and names its zone.
  function ticking(element) {
    const made = Date.parse(element.dateTime);
    const [clock, zone] = [element.querySelector("[data-clock]"), element.querySelector("[data-zone]")];
    if (Number.isNaN(made) || !clock || !zone) return;
    const language = root.dataset.locale || root.lang;
    const time = new Intl.DateTimeFormat(language,
      { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
    const [visit] = performance.getEntriesByType("navigation");
    const since = visit ? visit.responseStart : 0;
    const tick = () => {
      const now = made + performance.now() - since;
      clock.textContent = time.format(now);
      setTimeout(tick, 1000 - (now % 1000));
    };
    zone.textContent = new Intl.DateTimeFormat(language, { timeZoneName: "longGeneric" }).formatToParts(made)
      .find((part) => part.type === "timeZoneName").value;
    tick();
  }

  // What becomes of a mail: looks at the page again, ever less often, until there is nothing more to tell.
  function follow(status) {
    const look = async (seconds) => {
      let fresh;
      try {
        const answer = await fetch(status.dataset.follow, { headers: { Accept: "text/html" } });
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        fresh = page.getElementById(status.id);
        // Another page came: the sign-in is over.
        if (!fresh || new URL(answer.url).pathname !== new URL(status.dataset.follow, location).pathname) return;
      } catch {
        // The network is away for a moment.
      }
      if (fresh) {
        fresh.querySelectorAll("time[data-local]").forEach(localTime);
        if (fresh.textContent !== status.textContent) status.replaceChildren(...fresh.childNodes);
        if (!("follow" in fresh.dataset)) return;
      }
      if (seconds < 600) setTimeout(look, seconds * 1000, seconds * 2);
    };
    setTimeout(look, 1000, 2);
  }

  // How well a colour can be read on our paper (WCAG 2.2), said while it is typed; the server decides.
  function contrast(status) {
    const input = document.getElementById(status.dataset.contrast);
    const luminance = (text) => {
      const digits = /^#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text.trim());
      if (!digits) return undefined;
      const [red, green, blue] = digits.slice(1).map((pair) => {
        const share = parseInt(pair, 16) / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const tell = () => {
      const [one, two] = [luminance(input.value), luminance(status.dataset.paper)];
      if (one === undefined) {
        status.textContent = "";
        return;
      }
      const ratio = (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
      const isPale = ratio < Number(status.dataset.least);
      // Rounded down, as the server does: what is not enough never looks like it.
      const shown = (Math.floor(ratio * 10) / 10).toLocaleString(root.dataset.locale || root.lang,
        { minimumFractionDigits: 1, maximumFractionDigits: 1 });
      status.textContent = (isPale ? status.dataset.pale : status.dataset.good).replace("{contrast}", shown);
      status.classList.toggle("contrast--pale", isPale);
    };
    input.addEventListener("input", tell);
    tell();
  }

  // What this very device has built in is recommended.
  async function recommended(tag) {
    const isThere = window.PublicKeyCredential?.isUserVerifyingPlatformAuthenticatorAvailable;
    try {
      tag.hidden = !(isThere && await isThere.call(PublicKeyCredential));
    } catch {
      // Then it is a choice like the others.
    }
  }

  // A second press while the first is under way is dropped. The button stays live: its value must be sent.
  function once(form) {
    let sent = 0;
    form.addEventListener("submit", (event) => {
      const now = performance.now();
      if (sent && now - sent < 5000) event.preventDefault();
      else sent = now;
    });
    addEventListener("pageshow", () => { sent = 0; });
  }

  const stored = (area, key, value) => {
    try {
      if (value === undefined) return area.getItem(key);
      if (value === null) area.removeItem(key);
      else area.setItem(key, value);
    } catch {
      // A browser that stores nothing warns all the same.
    }
    return null;
  };

  // What was typed and not kept, because the session was over: there again once the same person is back on the page.
  // Neither passwords nor codes, and in this tab alone.
  const typed = {
    key: "countersign-typed",
    longest: 30 * 60 * 1000,
    fields() {
      return [...document.querySelectorAll("main input, main textarea, main select")].filter((field) =>
        field.name && !["hidden", "password", "file", "submit", "button"].includes(field.type)
        && !["off", "one-time-code"].includes(field.autocomplete));
    },
    keep(account) {
      const values = typed.fields().map((field) =>
        [field.name, ["checkbox", "radio"].includes(field.type) ? field.checked : field.value]);
      if (!values.length) return;
      const kept = { account, path: location.pathname, at: Date.now(), values };
      stored(sessionStorage, typed.key, JSON.stringify(kept));
    },
    restore(account) {
      let kept;
      try {
        kept = JSON.parse(stored(sessionStorage, typed.key));
      } catch {
        // Nothing of ours.
      }
      if (!kept?.values) return;
      if (/^\/sign-in($|\/)/.test(location.pathname)) {
        stored(sessionStorage, typed.key, JSON.stringify({ ...kept, isOut: true }));
        return;
      }
      const isOver = !kept.isOut || Date.now() - kept.at > typed.longest || kept.account !== account;
      if (!isOver && kept.path !== location.pathname) return;
      stored(sessionStorage, typed.key, null);
      const fields = typed.fields();
      if (isOver || fields.length !== kept.values.length) return;
      fields.forEach((field, index) => {
        const [name, value] = kept.values[index];
        if (field.name !== name) return;
        if (typeof value === "boolean") field.checked = value;
        else field.value = value;
        field.dispatchEvent(new Event("input", { bubbles: true }));
      });
    },
  };

  // Asks whether to stay before a session ends because nothing was done, in any tab, and says so when it has.
  function session(box) {
    const words = box.querySelector("[role=alert]");
    const stay = box.querySelector("button");
    const again = box.querySelector("a");
    const key = "countersign-session-end";
    let end;
    let warnAhead;
    let timer;
    const lasts = (seconds) => {
      end = Date.now() + seconds * 1000;
      warnAhead = Math.min(120, seconds / 2) * 1000;
      stored(localStorage, key, String(end));
    };
    const show = (text, isOver) => {
      stay.hidden = isOver;
      again.hidden = !isOver;
      if (box.hidden || words.textContent !== text) say(words, text);
      box.hidden = false;
    };
    const stop = () => {
      clearInterval(timer);
      timer = undefined;
      box.hidden = true;
    };
    const look = () => {
      if (!timer) return;
      const left = Math.max(end, Number(stored(localStorage, key)) || 0) - Date.now();
      if (left <= 0) {
        typed.keep(box.dataset.account);
        stop();
        show(box.dataset.ended, true);
      } else if (left <= warnAhead) {
        show(box.dataset.soon, false);
      } else {
        box.hidden = true;
      }
    };
    stay.addEventListener("click", async () => {
      try {
        const answer = await fetch("/session", {
          method: "POST", body: new URLSearchParams({ csrf: box.dataset.token }), redirect: "error",
        });
        const left = answer.ok ? await answer.text() : undefined;
        if (left) lasts(Number(left));
        // Nothing can put the end off any more.
        if (left === "") stop();
      } catch {
        // The session is over, or the network away: the clock tells.
      }
      look();
    });
    lasts(Number(box.dataset.session));
    timer = setInterval(look, 1000);
  }

  document.addEventListener("DOMContentLoaded", () => {
    const account = document.querySelector("[data-account]")?.dataset.account;
    typed.restore(account);
    if (account) {
      each("main form[method=post]", (form) => form.addEventListener("submit", () => typed.keep(account)));
    }
    each("[data-reveal]", reveal);
    each("[data-copy]", copy);
    each("[data-print]", (button) => button.addEventListener("click", () => window.print()));
    each("[data-cover]", cover);
    each("[data-countdown]", countdown);
    each("time[data-local]", localTime);
    each("time[data-ticks]", ticking);
    each("[data-follow]", follow);
    each("[data-contrast]", contrast);
    each("[data-recommended]", recommended);
    each("[data-session]:not([data-session=''])", session);
    each("form", once);
  });
})();
