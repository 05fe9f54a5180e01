/* The preview in the page: reloads it when it is another in a newer site, and shows what stands in the way of one. */
(() => {
  "use strict";

  const own = document.currentScript;
  const lang = document.documentElement.lang.startsWith("zh") ? "zh" : "en";
  const PLACE = "atlas-preview-place";
  const CLOSED = "atlas-preview-closed";

  /* The browser puts a reload where the page was in pixels; only on other ways out is that left to it. */
  let reloading = false;
  addEventListener("pagehide", () => { history.scrollRestoration = reloading ? "manual" : "auto"; });

  /* Where the reader was: the first element in sight that has an id, and how far it stood from the top. */
  const keepPlace = () => {
    const inSight = [...document.querySelectorAll("main [id]")].find((element) => {
      const box = element.getBoundingClientRect();
      return box.height > 0 && box.top >= 0 && box.top < innerHeight;
    });
    const place = {
      address: location.pathname + location.search,
      id: inSight ? inSight.id : "",
      top: inSight ? inSight.getBoundingClientRect().top : 0,
      y: scrollY,
      open: [...document.querySelectorAll("main details")].map((details) => details.open),
    };
    sessionStorage.setItem(PLACE, JSON.stringify(place));
    reloading = true;
    history.scrollRestoration = "manual";
  };

  const findPlace = () => {
    const kept = sessionStorage.getItem(PLACE);
    sessionStorage.removeItem(PLACE);
    if (!kept) return;
    const place = JSON.parse(kept);
    if (place.address !== location.pathname + location.search) return;
    const details = [...document.querySelectorAll("main details")];
    if (details.length === place.open.length) details.forEach((one, at) => { one.open = place.open[at]; });
    const go = () => {
      const element = place.y > 0 && place.id ? document.getElementById(place.id) : null;
      const top = element ? scrollY + element.getBoundingClientRect().top - place.top : place.y;
      scrollTo({ top, behavior: "instant" });
    };
    go();
    addEventListener("load", go);
  };

  const made = (tag, name, text) => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    if (text) element.textContent = text;
    return element;
  };

  const host = document.createElement("atlas-preview");
  const shadow = host.attachShadow({ mode: "open" });
  const style = made("link");
  style.rel = "stylesheet";
  style.href = new URL("preview.css", own.src).href;
  const panel = made("section", "panel");
  const alert = made("h2", "title");
  const beneath = made("p", "beneath");
  const close = made("button", "close");
  const list = made("ol", "list");
  const more = made("p", "more");
  const status = made("p", "status");
  alert.setAttribute("role", "alert");
  status.setAttribute("role", "status");
  close.type = "button";
  list.tabIndex = 0;
  panel.hidden = true;
  panel.append(alert, beneath, close, list, more);
  host.lang = document.documentElement.lang;
  host.hidden = true;
  style.addEventListener("load", () => { host.hidden = false; });
  shadow.append(style, panel, status);

  const line = (trouble) => {
    const code = made("pre", "line");
    code.append(trouble.before, made("mark", "", trouble.at || " "), trouble.after);
    return code;
  };

  const entry = (trouble, words) => {
    const item = made("li", trouble.severity);
    const head = made("p", "what");
    head.append(made("strong", "", words[trouble.severity]), " ", made("span", "", trouble.what[lang]));
    if (trouble.rule) head.append(" ", made("span", "rule", trouble.rule));
    item.append(made("p", "place", trouble.place), head);
    if (trouble.before || trouble.at || trouble.after) item.append(line(trouble));
    const reasons = made("dl");
    for (const name of ["why", "fix"]) {
      if (trouble[name][lang]) reasons.append(made("dt", "", words[name]), made("dd", "", trouble[name][lang]));
    }
    item.append(reasons);
    return item;
  };

  let digest = "";
  const show = (state) => {
    const words = state.words[lang];
    status.textContent = state.building ? words.building : "";
    if (state.digest !== digest || alert.textContent !== words.title) {
      alert.textContent = words.title;
      list.replaceChildren(...state.troubles.map((trouble) => entry(trouble, words)));
    }
    digest = state.digest;
    beneath.textContent = words.beneath;
    close.textContent = words.close;
    more.textContent = words.more || "";
    panel.setAttribute("aria-label", words.panel);
    list.setAttribute("aria-label", words.panel);
    if (!state.troubles.length) sessionStorage.removeItem(CLOSED);
    panel.hidden = !state.troubles.length || sessionStorage.getItem(CLOSED) === digest;
  };

  const dismiss = () => {
    sessionStorage.setItem(CLOSED, digest);
    panel.hidden = true;
  };
  close.addEventListener("click", dismiss);
  panel.addEventListener("keydown", (event) => { if (event.key === "Escape") dismiss(); });

  /* Whether the page is another in a newer site, its server tells without sending it. */
  const isSame = async () => {
    try {
      const answer = await fetch(location.pathname, { method: "HEAD" });
      return answer.headers.get("ETag") === `"${own.dataset.digest}"`;
    } catch {
      return false;
    }
  };
  let latest = null;
  const catchUp = async (state) => {
    const same = own.dataset.version && await isSame();
    if (state !== latest) return;
    if (same) {
      own.dataset.version = state.version;
      show(state);
    } else if (!reloading) {
      keepPlace();
      location.reload();
    }
  };

  /* A browser keeps few connections to one server: a page out of sight lets go of its own, and catches up later. */
  let stream = null;
  const listen = () => {
    if (document.visibilityState === "hidden") {
      if (stream) stream.close();
      stream = null;
    } else if (!stream) {
      stream = new EventSource(new URL("events", own.src));
      stream.addEventListener("message", (event) => {
        const state = JSON.parse(event.data);
        latest = state;
        if (state.version === own.dataset.version) show(state);
        else catchUp(state);
      });
    }
  };

  document.body.append(host);
  findPlace();
  listen();
  document.addEventListener("visibilitychange", listen);
})();
