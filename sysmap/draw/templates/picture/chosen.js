/* The one that was chosen, and the way from it to its neighbours: a list of buttons, so that the map can be walked without sight or mouse. */
function made(kind, text, parent) {
  var part = document.createElement(kind);
  if (text) { part.textContent = text; }
  parent.appendChild(part);
  return part;
}

function press(text, parent, what) {
  var button = made("button", text, parent);
  button.type = "button";
  button.addEventListener("click", what);
  return button;
}

function facts(page, numbers, list) {
  list.textContent = "";
  (numbers || []).forEach(function (number) {
    made("dt", page.data.facts[number][0], list); made("dd", page.data.facts[number][1], list);
  });
}

function neighbour(page, edge, from, list) {
  var other = edge.from === from ? edge.to : edge.from, item = made("li", "", list);
  press(page.nodes.get(other).name, item, function () { choose(page, other, true); });
  made("span", edge.said, item);
  if ((edge.facts || []).length) { press("About this tie", item, function () { chooseTie(page, edge.id, true); }).className = "about"; }
}

function panel(page, name, numbers) {
  page.box.hidden = false;
  document.documentElement.classList.add("one-chosen");
  page.box.querySelector("[data-name]").textContent = name;
  facts(page, numbers, page.box.querySelector("[data-details]"));
  page.box.querySelector("[data-said]").textContent = "";
  var ties = page.box.querySelector("[data-ties]");
  ties.textContent = "";
  return ties;
}

function marked(page, test) { page.rows.forEach(function (row) { row.classList.toggle("on", test(row)); }); }

function settle(page, focus, position) {
  page.box.querySelector("[data-near]").checked = page.near;
  if (focus) {
    if (position && !seen(page, position)) { go(page, position, page.network.getScale()); }
    page.box.querySelector("[data-name]").focus();
  }
  filter(page);
  remember(page);
}

function choose(page, id, focus) {
  if (!page.dots.has(id)) { return; }
  if (page.chosen === null && page.tie === null) { page.from = document.activeElement; }
  page.chosen = id; page.tie = null;
  var list = panel(page, page.nodes.get(id).name, page.dots.get(id)[2]), ties = page.around.get(id);
  ties.forEach(function (edge) { neighbour(page, edge, id, list); });
  page.box.querySelector("[data-ties-heading]").textContent = ties.length ? "Ties on this picture: " + ties.length : "No tie on this picture";
  page.box.querySelector("[data-near-part]").hidden = !ties.length;
  if (!ties.length) { page.near = false; }
  page.network.selectNodes([id], false);
  marked(page, function (row) { return (" " + (row.dataset.dots || "") + " ").indexOf(" " + id.slice(1) + " ") >= 0; });
  settle(page, focus, page.nodes.get(id));
  if (!focus) { say(page, page.nodes.get(id).name + ", " + ties.length + " ties. " + page.status.textContent); }
}

function chooseTie(page, id, focus) {
  var edge = page.edges.get(id), names = [edge.from, edge.to].map(function (end) { return page.nodes.get(end).name; });
  if (page.chosen === null && page.tie === null) { page.from = document.activeElement; }
  page.chosen = null; page.tie = id; page.near = false;
  var list = panel(page, names.join(" – "), edge.facts);
  page.box.querySelector("[data-said]").textContent = edge.said;
  page.box.querySelector("[data-ties-heading]").textContent = "Its two ends";
  [edge.from, edge.to].forEach(function (end) {
    press(page.nodes.get(end).name, made("li", "", list), function () { choose(page, end, true); });
  });
  page.box.querySelector("[data-near-part]").hidden = true;
  page.network.unselectAll();
  marked(page, function (row) { return row.dataset.line === id.slice(1); });
  settle(page, focus, null);
  if (!focus) { say(page, edge.said); }
}

function leave(page, back) {
  page.chosen = null; page.tie = null; page.near = false; page.box.hidden = true;
  document.documentElement.classList.remove("one-chosen");
  page.network.unselectAll();
  marked(page, function () { return false; });
  filter(page); remember(page);
  if (back) { (page.from && page.root.contains(page.from) && page.from.offsetParent ? page.from : page.finder).focus(); }
}

/* Up and down go through the list, as well as the tab key. */
function walk(page, event) {
  var step = { ArrowDown: 1, ArrowUp: -1 }[event.key], list = event.target.closest("[data-ties]");
  if (!step || !list) { return; }
  var buttons = Array.prototype.slice.call(list.querySelectorAll("button:not(.about)")), at = buttons.indexOf(event.target);
  var next = buttons[at + step];
  if (at >= 0 && next) { next.focus(); event.preventDefault(); }
}
