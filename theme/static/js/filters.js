/* Lists that filter. The style sheet alone hides the rows; this adds counts that follow the combination, the state
   in the address, a number read aloud, and what it means where nothing is left. All words come from the page.
   A list opens as it is printed, so nothing is read or written before something is chosen. */
(() => {
  "use strict";
  var root = document.querySelector(".listing");
  var form = root && root.querySelector("form");
  if (!form || !window.URLSearchParams || !window.CSS || !CSS.supports("selector(:has(*))")) return;

  function all(selector, within) {
    return Array.prototype.slice.call((within || root).querySelectorAll(selector));
  }
  function has(slots, slot) {
    return slot === "0" || (" " + slots + " ").indexOf(" " + slot + " ") >= 0;
  }

  var said = root.querySelector(".listing__shown");
  var facets, groups, none, ways;

  /* What the choices act on; gathered when the first of them is made. */
  function gather() {
    if (facets) return;
    facets = all("fieldset", form).map(function (set) {
      var inputs = all("input", set);
      var letter = Object.keys(inputs[0].dataset)[0];
      return {
        set: set,
        name: inputs[0].name,
        letter: letter,
        options: inputs.map(function (input) {
          return { input: input, slot: input.dataset[letter], count: input.parentNode.querySelector(".facets__count") };
        })
      };
    });
    groups = all(".listing__group").map(function (element) {
      return { element: element, rows: all("tbody > tr", element) };
    });
    none = root.querySelector(".listing__none[hidden]");
    ways = all("nav :any-link").concat(all("header :any-link[hreflang]", document)).map(function (link) {
      return { link: link, href: link.getAttribute("href") };
    });
  }

  function chosen(facet) {
    return facet.options.filter(function (option) { return option.input.checked; })[0] || facet.options[0];
  }

  function query() {
    var found = new URLSearchParams();
    facets.forEach(function (facet) {
      var value = chosen(facet).input.value;
      if (value) found.set(facet.name, value);
    });
    var text = found.toString();
    return text && "?" + text;
  }

  function show() {
    var choices = facets.map(function (facet) { return chosen(facet).slot; });
    var counts = facets.map(function (facet) { return facet.options.map(function () { return 0; }); });
    var shown = 0;
    groups.forEach(function (group) {
      var left = 0;
      group.rows.forEach(function (row) {
        var missed = [];
        facets.forEach(function (facet, at) {
          if (!has(row.dataset[facet.letter], choices[at])) missed.push(at);
        });
        if (!missed.length) left += 1;
        /* A row counts for a facet's options if all the other facets let it through. */
        facets.forEach(function (facet, at) {
          if (missed.length > 1 || (missed.length && missed[0] !== at)) return;
          facet.options.forEach(function (option, number) {
            if (has(row.dataset[facet.letter], option.slot)) counts[at][number] += 1;
          });
        });
      });
      group.element.hidden = !left;
      shown += left;
    });
    facets.forEach(function (facet, at) {
      facet.options.forEach(function (option, number) { option.count.textContent = counts[at][number]; });
    });
    said.textContent = said.dataset.said.replace("{n}", shown);
    /* A choice that never has a row says itself what that means. */
    var told = facets.some(function (facet, at) {
      return root.querySelector(".listing__none[data-" + facet.letter + '="' + choices[at] + '"]');
    });
    none.hidden = shown > 0 || told;
    var state = query();
    ways.forEach(function (way) { way.link.setAttribute("href", way.href + state); });
  }

  function read() {
    gather();
    var given = new URLSearchParams(location.search);
    facets.forEach(function (facet) {
      var value = given.get(facet.name) || "";
      var fits = facet.options.filter(function (option) { return option.input.value === value; });
      (fits[0] || facet.options[0]).input.checked = true;
      /* On a phone each facet scrolls inside itself; what is chosen must be in sight. */
      facet.set.scrollLeft = fits[0] && value ? fits[0].input.parentNode.offsetLeft - 16 : 0;
    });
    show();
  }

  function changed() {
    gather();
    show();
    if (query() === location.search) return;
    /* Some browsers keep the address of a page opened from a folder as it is. */
    try { history.pushState(null, "", location.pathname + query()); } catch (error) { return; }
  }

  form.addEventListener("change", changed);
  form.addEventListener("reset", function () { setTimeout(changed); });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  window.addEventListener("popstate", read);
  window.addEventListener("pageshow", function (event) { if (event.persisted) read(); });
  if (location.search) read();
  /* Only what changes from here on is read aloud, not the number a page opens with. */
  said.setAttribute("role", "status");
})();
