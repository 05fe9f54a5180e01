/* The search box: suggests names as they are typed, and lists what ?q= finds on the search page.
   Without it the form leads to the index of names. Names come as scripts that call atlasNames(), because a page
   opened from a folder may not fetch; none is loaded before the box is used. Folding and order are those of
   atlas/view/fold.py and atlas/view/names.py. All words come from the markup. */
(() => {
  "use strict";

  // Folding

  const HAN = /^[\u3007\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/u;
  const NUMERALS = "〇零一二三四五六七八九";
  const asDigits = (text) => text.replace(/[〇零一二三四五六七八九]{2,}/g, (run) =>
    run.replace(/./g, (one) => Math.max(0, NUMERALS.indexOf(one) - 1)));

  /* Each Han character and each run of letters or digits, with where it stands in the text. */
  const tokens = (text) => {
    const found = [];
    let run = null, at = 0;
    for (const char of text) {
      for (const part of char.normalize("NFKD").toLowerCase().replace(/u\u0308/g, "v")) {
        if (/^[\p{M}'’]/u.test(part)) continue;
        const kind = HAN.test(part) ? "H" : /^\p{L}/u.test(part) ? "L" : /^\p{N}/u.test(part) ? "N" : "";
        if (run && (run.kind !== kind || kind === "H")) run = null;
        if (kind && !run) found.push(run = { kind, text: "", start: at, ends: [] });
        if (kind) {
          run.text += part;
          for (const _ of part) run.ends.push(at + char.length);
        }
      }
      at += char.length;
    }
    return found;
  };
  const folded = (text) => asDigits(tokens(text.normalize("NFC")).map((token) => token.text).join(""));

  /* The forms of a text, each with the offsets where a match may begin and the token at each. */
  const stream = (form, parts) => {
    const starts = [];
    let chars = "";
    for (const part of parts) {
      starts.push(chars.length);
      chars += part;
    }
    return { form, chars, starts };
  };
  const streams = (text, syllables) => {
    const parts = tokens(text), words = stream("words", parts.map((token) => token.text)), found = [words];
    const digits = asDigits(words.chars);
    if (digits !== words.chars) found.push({ ...words, chars: digits });
    if (syllables) {
      const sounds = syllables.split(" ");
      const read = parts.map((token) => (token.kind === "H" && sounds.shift()) || token.text);
      found.push(stream("pinyin", read));
      found.push(stream("initials", read.map((sound, at) => (parts[at].kind === "H" ? sound[0] : sound))));
    }
    return { text, parts, found, length: words.chars.length };
  };

  // Data

  let head = null;
  const arrived = new Map(), loading = new Map();
  window.atlasNames = (key, data) => arrived.set(key, data);

  /* The data of one file; a file is asked for once, and again only after it failed. */
  const load = (address, key) => {
    if (!loading.has(address)) {
      loading.set(address, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = address;
        script.onload = () => (arrived.has(key) ? resolve(prepare(arrived.get(key))) : reject(new Error(address)));
        script.onerror = () => {
          loading.delete(address);
          script.remove();
          reject(new Error(address));
        };
        document.head.append(script);
      }));
    }
    return loading.get(address);
  };
  const prepare = (data) => {
    data.items ??= data.rows.map(([folder, id, kind, area, ...texts]) => ({ folder, id, kind, area, texts }));
    return data;
  };

  /* The file that holds what a query finds, and whether it holds only the best of it. */
  const shard = async (names, query) => {
    head = await load(names, "");
    let data = head;
    for (let at = 0; data.table; ) {
      const char = String.fromCodePoint(query.codePointAt(at));
      const [chars, name] = data.table.find(([some]) => [...some].includes(char)) ?? [];
      if (!name) return { total: 0, items: [], whole: true };
      data = await load(new URL(name, new URL(names, document.baseURI)).href, `${query.slice(0, at)}|${chars}`);
      at += char.length;
      if (data.table && at >= query.length) return { ...data, whole: false };
    }
    return { items: data.items, whole: true };
  };

  const AT_START = { words: 1, pinyin: 3, initials: 4 }, INSIDE = { words: 5, pinyin: 6 };

  /* The best match of a record: how good it is, in which text, and from where to where. */
  const match = (item, query) => {
    let best = null;
    item.forms ??= item.texts.flatMap((text, at) => (at % 2 ? [] : [streams(text, item.texts[at + 1])]));
    item.forms.forEach(({ parts, found, length }, number) => {
      for (const { form, chars, starts } of found) {
        for (let token = 0; token < (form === "initials" ? 1 : starts.length); token++) {
          const start = starts[token];
          if (!chars.startsWith(query, start)) continue;
          let tier = start ? INSIDE[form] : AT_START[form];
          if (tier === 1) tier = number > 1 ? 2 : chars === query ? 0 : 1;
          if (best && (best.tier < tier || (best.tier === tier && best.length <= length))) continue;
          let last = token;
          while (last + 1 < starts.length && starts[last + 1] < start + query.length) last++;
          const ends = parts[last].ends, inside = start + query.length - starts[last];
          const whole = form !== "words" && parts[last].kind === "H";
          const end = whole ? ends.at(-1) : ends[Math.min(inside, ends.length) - 1];
          best = { item, tier, length, number, start: parts[token].start, end };
        }
      }
    });
    return best;
  };
  const before = (a, b) => a.tier - b.tier || a.item.folder - b.item.folder || a.length - b.length
    || (a.item.id < b.item.id ? -1 : 1);

  const search = async (form, typed) => {
    const query = folded(typed);
    if (!query) return { total: 0, found: [], whole: true };
    const { items, total, whole } = await shard(form.dataset.names, query);
    const found = items.map((item) => match(item, query)).filter(Boolean).sort(before);
    return { total: whole ? found.length : total, found, whole };
  };

  // Words

  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
  const counted = (form, n) => (n ? filled(n === 1 ? form.dataset.one : form.dataset.many, { n }) : form.dataset.none);

  /* What is shown of a match: the name, the text that matched where that is another, kind and area. */
  const fill = (target, meta, form, { item, number, start, end }) => {
    const own = form.dataset.language === "en" ? 1 : 0, shown = item.texts[2 * own] ? own : 1 - own;
    const put = (which, parent) => {
      const text = item.texts[2 * which];
      if (which === number) {
        const mark = document.createElement("mark");
        mark.textContent = text.slice(start, end);
        parent.append(text.slice(0, start), mark, text.slice(end));
      } else parent.append(text);
      if (which !== own) parent.lang = tokens(text).some((token) => token.kind === "H") ? "zh-Hans" : "en";
    };
    put(shown, target);
    if (number !== shown) {
      const other = document.createElement("span");
      put(number, other);
      meta.append(other, " ");
    }
    for (const [list, at] of [[head.kinds, item.kind], [head.areas, item.area]]) {
      const text = list[at]?.[own];
      if (!text) continue;
      const part = document.createElement("span");
      part.textContent = text;
      meta.append(part, " ");
    }
  };
  const address = (form, { item }) => `${form.dataset.base}${head.folders[item.folder]}/${item.id}/${form.dataset.ending}`;

  // The box: an editable combobox with list autocomplete

  const MOST = 10;
  const box = (form) => {
    const field = form.querySelector("input"), list = form.querySelector("[role=listbox]");
    const status = form.querySelector("[role=status]");
    let active = -1, turn = 0;
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
    })) field.setAttribute(name, value);

    const activate = (at) => {
      active = at;
      [...list.children].forEach((option, n) => option.setAttribute("aria-selected", String(n === at)));
      const option = list.children[at];
      if (option) {
        field.setAttribute("aria-activedescendant", option.id);
        option.scrollIntoView({ block: "nearest" });
      } else field.removeAttribute("aria-activedescendant");
    };
    const open = (wanted) => {
      list.hidden = !wanted;
      field.setAttribute("aria-expanded", String(wanted));
      if (!wanted) activate(-1);
    };
    const close = () => {
      turn++;
      open(false);
      status.textContent = "";
    };
    const suggest = async () => {
      const now = ++turn, typed = field.value;
      if (!typed.trim()) return close();
      let answer;
      try {
        answer = await search(form, typed);
      } catch {
        if (now === turn) status.textContent = form.dataset.failed;
        return;
      }
      if (now !== turn) return;
      list.replaceChildren(...answer.found.slice(0, MOST).map((match, at) => {
        const option = document.createElement("li"), name = document.createElement("p"), meta = document.createElement("p");
        option.id = `${list.id}-${at}`;
        option.setAttribute("role", "option");
        option.dataset.href = address(form, match);
        fill(name, meta, form, match);
        option.append(name, meta);
        return option;
      }));
      open(list.children.length > 0);
      activate(-1);
      status.textContent = counted(form, answer.total);
    };

    field.addEventListener("input", suggest);
    field.addEventListener("blur", close);
    field.addEventListener("keydown", (event) => {
      const count = list.hidden ? 0 : list.children.length;
      if (event.isComposing || event.ctrlKey || event.metaKey) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        const step = event.key === "ArrowDown" ? 1 : -1;
        // Beyond either end lies the field itself.
        if (count) activate(((active + 1 + step + count + 1) % (count + 1)) - 1);
        else if (!event.altKey || step > 0) suggest();
        if (event.altKey && step < 0) close();
      } else if (event.key === "Enter" && count && active >= 0) {
        event.preventDefault();
        location.assign(list.children[active].dataset.href);
      } else if (event.key === "Escape" && (count || field.value)) {
        event.preventDefault();
        if (!count) field.value = "";
        close();
      } else if (event.key === "Home" || event.key === "End") activate(-1);
    });
    // The field keeps the focus while an option is pressed.
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) location.assign(option.dataset.href);
    });
    // What is typed meanwhile is answered as soon as the names are there; a failure is told when it matters.
    load(form.dataset.names, "").catch(() => {});
    suggest();
  };

  const forms = document.querySelectorAll("form[data-names]");
  for (const form of forms) {
    const field = form.querySelector("input");
    if (document.activeElement === field) box(form);
    else field.addEventListener("focus", () => box(form), { once: true });
  }

  // The search page

  const results = document.querySelector("[data-results]");
  const q = results && new URLSearchParams(location.search).get("q")?.trim();
  if (q) {
    const [title, remark, list] = ["h2", "p", "ol"].map((tag) => results.querySelector(tag)), form = forms[0];
    for (const each of forms) each.querySelector("input").value = q;
    title.textContent = filled(results.dataset.title, { q });
    document.title = `${title.textContent} ${results.dataset.separator} ${document.title}`;
    search(form, q).then(({ found, total, whole }) => {
      remark.textContent = !total ? filled(results.dataset.nothing, { q })
        : whole ? counted(form, total) : filled(results.dataset.best, { n: total });
      list.replaceChildren(...found.map((match) => {
        const item = document.createElement("li"), name = document.createElement("p"), meta = document.createElement("p");
        const link = document.createElement("a");
        link.href = address(form, match);
        fill(link, meta, form, match);
        name.append(link);
        item.append(name, meta);
        return item;
      }));
    }, () => {
      remark.textContent = form.dataset.failed;
    }).finally(() => {
      results.hidden = false;
    });
  }
})();
