/* Joins the parts, once for every picture on the page. Text reaches the page through textContent alone. */
function slide(page, number) {
  var points = page.data.points, changed = number >= points, at = changed ? number - points + 1 : number;
  show(page, number);
  if (page.slider) {
    page.slider.value = String(at);
    page.slider.setAttribute("aria-valuetext", page.data.frames[number].moment);
    page.root.querySelector("[data-moment]").textContent = page.data.frames[number].moment;
    page.root.querySelector("[data-do=earlier]").disabled = at === 0;
    page.root.querySelector("[data-do=later]").disabled = at === points - 1;
  }
  if (page.toggle) { page.toggle.checked = changed; page.toggle.disabled = at === 0; }
  filter(page);
  if (page.chosen !== null && page.dots.has(page.chosen)) { choose(page, page.chosen, false); } else if (page.chosen !== null || page.tie !== null) { leave(page, false); }
}

function slideTo(page, at, changed) {
  var points = page.data.points, last = points - 1;
  at = Math.max(0, Math.min(last, at));
  slide(page, changed && at > 0 && page.toggle ? points + at - 1 : at);
  remember(page);
}

function hint(page, text, event) {
  var tip = page.root.querySelector("[data-hint]");
  if (!text) { tip.hidden = true; return; }
  var box = page.stage.parentNode.getBoundingClientRect();
  tip.textContent = text; tip.hidden = false;
  tip.style.left = Math.max(0, Math.min(event.clientX - box.left + 14, box.width - tip.offsetWidth - 4)) + "px";
  tip.style.top = (event.clientY - box.top + 14) + "px";
}

function large(page, on) {
  page.root.classList.toggle("large", on);
  document.documentElement.classList.toggle("one-picture", on);
  page.root.querySelector("[data-do=large]").setAttribute("aria-pressed", String(on));
}

function pressed(page, button) {
  if (!page.network && button.dataset.do !== "clear") { return; }
  var deeds = {
    closer: function () { zoom(page, 1.35); }, further: function () { zoom(page, 1 / 1.35); }, whole: function () { whole(page, true); },
    left: function () { pan(page, -1, 0); }, right: function () { pan(page, 1, 0); }, up: function () { pan(page, 0, -1); }, down: function () { pan(page, 0, 1); },
    none: function () { leave(page, true); }, clear: function () { clear(page); page.finder.focus(); },
    earlier: function () { slideTo(page, Number(page.slider.value) - 1, page.toggle && page.toggle.checked); },
    later: function () { slideTo(page, Number(page.slider.value) + 1, page.toggle && page.toggle.checked); },
    large: function () { large(page, !page.root.classList.contains("large")); }
  };
  if (button.hasAttribute("data-pick")) { picked(page, button.closest("tr")); }
  if (deeds.hasOwnProperty(button.dataset.do || "")) { deeds[button.dataset.do](); remember(page); }
}

function picked(page, row) {
  var line = row.dataset.line;
  if (line && page.edges.has("l" + line)) { chooseTie(page, "l" + line, true); return; }
  choose(page, "d" + row.dataset.dots.split(" ")[0], true);
}

/* The first letter is answered at once, and those that follow quickly are answered together. */
function typed(page) {
  if (page.typing) { page.more = true; return; }
  filter(page); remember(page);
  page.typing = window.setTimeout(function () {
    page.typing = 0;
    if (page.more) { page.more = false; typed(page); }
  }, 150);
}

function listen(page) {
  page.root.addEventListener("click", function (event) {
    var button = event.target.closest("button");
    if (button) { pressed(page, button); }
  });
  page.root.addEventListener("input", function (event) {
    if (event.target === page.slider) { slideTo(page, Number(page.slider.value), page.toggle && page.toggle.checked); return; }
    if (event.target === page.toggle) { slideTo(page, Number(page.slider.value), page.toggle.checked); return; }
    if (event.target === page.finder) { typed(page); return; }
    if (event.target.hasAttribute("data-near")) { page.near = event.target.checked; }
    filter(page); remember(page);
  });
  page.root.addEventListener("keydown", function (event) {
    walk(page, event);
    if (event.key !== "Escape") { return; }
    if (page.chosen !== null || page.tie !== null) { leave(page, true); } else if (page.root.classList.contains("large")) { large(page, false); }
  });
}

function listenToStage(page) {
  var network = page.network;
  network.on("click", function (event) {
    if (event.nodes.length) { choose(page, event.nodes[0], false); } else if (event.edges.length) { chooseTie(page, event.edges[0], false); } else if (page.chosen !== null || page.tie !== null) { leave(page, false); }
  });
  network.on("hoverNode", function (event) { hint(page, page.nodes.get(event.node).name, event.event); });
  network.on("hoverEdge", function (event) { hint(page, page.edges.get(event.edge).said, event.event); });
  network.on("blurNode", function () { hint(page, "", null); });
  network.on("blurEdge", function () { hint(page, "", null); });
  function looked() {
    var at = network.getViewPosition();
    page.view = [Math.round(at.x), Math.round(at.y), Number(network.getScale().toFixed(3))];
    /* A turning wheel says so many times a second, and browsers stop taking addresses that change that often. */
    window.clearTimeout(page.looking);
    page.looking = window.setTimeout(remember, 200, page);
  }
  network.on("dragEnd", looked);
  network.on("zoom", looked);
  /* A moment later: vis puts its own scale back after it says that the size changed, and names at the edge would be cut off. */
  network.on("resize", function () { Promise.resolve().then(function () { if (!page.view) { whole(page, false); } }); });
  window.addEventListener("beforeprint", function () { printed(page); });
}

/* On a phone the lists come before the picture, in the order of the page and not only to the eye, so that what reads it out agrees. */
function arrange(root) {
  var narrow = window.matchMedia("(max-width: 40rem)"), key = root.querySelector(".key"), staging = root.querySelector(".staging");
  if (!staging) { return; }
  function put() {
    var focused = document.activeElement;
    if (narrow.matches) { staging.before(key); } else { root.querySelector(".beside").appendChild(key); }
    if (key.contains(focused)) { focused.focus(); }
  }
  put();
  narrow.addEventListener("change", put);
}

function start(root, at, all) {
  arrange(root);
  var data = JSON.parse(root.querySelector("script[data-picture]").textContent);
  function one(what) { return root.querySelector(what); }
  data.edges.forEach(function (edge) { edge.frame = edge.frame || 0; });
  var page = {
    root: root, data: data, stage: one("[data-stage]"), status: one("[role=status]"), box: one("[data-chosen]"), finder: one("input[type=search]"),
    slider: one("[data-slider]"), toggle: one("[data-change]"), strength: one("[data-least]"), filters: one("details.filters"),
    checks: Array.prototype.slice.call(root.querySelectorAll("[data-term]")),
    nodes: new Map(data.nodes.map(function (node) { return [node.id, node]; })),
    edges: new Map(data.edges.map(function (edge) { return [edge.id, edge]; })),
    network: null, chosen: null, tie: null, near: false, faint: new Set(), only: [], least: null, view: null, alone: all.length === 1
  };
  if (!root.hasAttribute("data-still")) { build(page); }
  slide(page, data.opens);
  say(page, "");
  listen(page);
  if (page.network) {
    listenToStage(page);
    whole(page, false);
    page.network.once("afterDrawing", function () { root.dataset.ready = "yes"; });
  } else { root.dataset.ready = "yes"; }
  recall(page);
  window.addEventListener("hashchange", function () { recall(page); });
  if (page.network) { page.network.redraw(); }
}

Array.prototype.forEach.call(document.querySelectorAll("[data-sysmap-picture]"), start);
