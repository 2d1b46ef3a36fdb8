/* What is shown: the words looked for, the values chosen, the least strength, the neighbourhood; the same for drawing and tables. */
function lower(text) { return text.toLocaleLowerCase(); }

function read(page) {
  var only = new Map();
  page.find = lower(page.finder.value.trim());
  page.checks.forEach(function (check) {
    if (!check.checked || !page.used.has(Number(check.value))) { return; }
    var key = check.dataset.lines + check.dataset.term;
    if (!only.has(key)) { only.set(key, { lines: check.dataset.lines === "yes", numbers: new Set() }); }
    only.get(key).numbers.add(Number(check.value));
  });
  page.only = Array.from(only.values());
  page.least = page.valued && page.strength.value !== "" ? Number(page.strength.value) : null;
}

function allowed(page, facts, lines) {
  return page.only.every(function (one) {
    return one.lines !== lines || (facts || []).some(function (number) { return one.numbers.has(number); });
  });
}

function says(page, id) {
  var dot = page.dots.get(id), facts = page.data.facts;
  return lower([page.nodes.get(id).name].concat(dot[2].map(function (number) { return facts[number][1]; })).join(" "));
}

function neighbours(page, id) {
  var found = new Set([id]);
  page.around.get(id).forEach(function (edge) { found.add(edge.from); found.add(edge.to); });
  return found;
}

/* Faint are the dots that were not asked for; ties stand between those that were. A search shows the ties of whoever is found. */
function filter(page) {
  var near = page.near && page.chosen !== null ? neighbours(page, page.chosen) : null, found = new Set(), passes = new Set();
  read(page);
  page.faint = new Set();
  page.dots.forEach(function (dot, id) {
    if (allowed(page, dot[2], false) && (!near || near.has(id))) { passes.add(id); }
    if (page.find === "" || says(page, id).indexOf(page.find) >= 0) { found.add(id); }
    if (!passes.has(id) || !found.has(id)) { page.faint.add(id); }
  });
  var edges = page.here.filter(function (edge) {
    return passes.has(edge.from) && passes.has(edge.to) && (found.has(edge.from) || found.has(edge.to)) &&
      allowed(page, edge.facts, true) && (page.least === null || (edge.value !== undefined && edge.value >= page.least));
  });
  draw(page, edges);
  tables(page, edges, passes, found);
}

/* A browser takes long to lay thousands of rows out: those that stand first come with the drawing, the rest in the frames after it. */
var AT_ONCE = 100, AFTER = 400;

function tables(page, edges, passes, found) {
  var lines = new Set(edges.map(function (edge) { return edge.id.slice(1); })), narrowed = page.only.some(function (one) { return one.lines; });
  var find = page.find, strong = page.least !== null, rows = page.rows, turn = {};
  function hides(row) {
    var dots = row.dataset.dots;
    if (row.dataset.line) { return !lines.has(row.dataset.line); }
    if (!dots) { return find !== "" && lower(row.textContent).indexOf(find) < 0; }
    var ids = dots.split(" ").map(function (at) { return "d" + at; });
    return !ids.every(function (id) { return passes.has(id); }) || !ids.some(function (id) { return found.has(id); }) ||
      (ids.length > 1 && (narrowed || strong));
  }
  function go(at, most) {
    if (page.turn !== turn) { return; }
    var changed = 0;
    while (at < rows.length && changed < most) {
      var hide = hides(rows[at]);
      if (rows[at].hidden !== hide) { rows[at].hidden = hide; changed += 1; }
      at += 1;
    }
    page.words.setAttribute("aria-busy", String(at < rows.length));
    if (at < rows.length) { window.requestAnimationFrame(function () { window.setTimeout(go, 0, at, AFTER); }); return; }
    if (!page.dots.size) { count(page, edges); }
  }
  page.turn = turn;
  go(0, AT_ONCE);
  if (page.dots.size) { count(page, edges); }
}

function count(page, edges) {
  var dots = page.dots.size - page.faint.size;
  var rows = page.rows.filter(function (row) { return !row.hidden; }).length;
  var asked = page.find !== "" || page.only.length > 0 || page.least !== null || page.near;
  page.root.querySelector("[data-do=clear]").hidden = !asked;
  if (!page.dots.size) { say(page, page.find === "" ? "" : rows + " of " + page.rows.length + " rows found"); return; }
  say(page, asked ? dots + " of " + page.dots.size + " organisations and groups, " + edges.length + " of " + page.here.length + " lines" : "");
}

function say(page, text) { page.status.textContent = text; }

function clear(page) {
  page.finder.value = ""; page.near = false;
  page.checks.forEach(function (check) { check.checked = false; });
  if (page.strength) { page.strength.value = ""; }
  filter(page);
}
