/* The map as a picture that grows while one types: vis-network draws it, nobody who stands moves, and a newcomer finds a place beside its
   partners. Names keep their size on the screen however far one goes in, and one that would lie on another waits until there is room. The
   tables of the page are the full alternative, so the canvas itself is passed over by screen readers and keyboards. */
/* global vis */
import { sent } from "./client.js";
import { fill, make } from "./elements.js";

const SHAPES = { circle: "dot", square: "square", triangle: "triangle", diamond: "diamond", star: "star", hexagon: "hexagon", pentagon: "hexagon", "triangle-down": "triangleDown", plus: "square" };
const PLAIN = { shape: "circle", fill: "#ffffff", stroke: "#1a1a1a", dash: [3, 2.5] };
const MOST_MOVED = 150;
const NARROW = 640;
const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;

export class Canvas {
  /** `tapped(key or null)` hears taps; `big` is for a room: names of 18 points and more. */
  constructor(board, stage, { tapped = () => {}, big = false, legend = null } = {}) {
    const large = big && stage.clientWidth >= NARROW;
    Object.assign(this, { board, stage, big: large, legend, letter: large ? 24 : 13, dot: large ? 13 : 8 });
    this.places = new Map();
    this.looks = new Map();
    this.words = new Map();
    this.nodes = new vis.DataSet();
    this.edges = new vis.DataSet();
    const holder = make("div", { class: "drawn", "aria-hidden": "true" });
    stage.append(holder);
    this.network = new vis.Network(holder, { nodes: this.nodes, edges: this.edges }, this.options());
    for (const part of holder.querySelectorAll("[tabindex]")) { part.setAttribute("tabindex", "-1"); }
    this.network.on("click", (event) => tapped(event.nodes.length ? event.nodes[0] : null));
    for (const moved of ["zoom", "animationFinished", "resize"]) { this.network.on(moved, () => this.soon()); }
    this.network.once("afterDrawing", () => { stage.dataset.ready = "yes"; });
  }

  options() {
    return {
      physics: { enabled: false }, layout: { improvedLayout: false },
      interaction: { dragNodes: false, hover: false, keyboard: false, multiselect: false, selectConnectedEdges: false },
      nodes: { borderWidth: 2, font: { face: "system-ui, 'Noto Sans', sans-serif", color: "#1a1a1a", strokeWidth: 3, strokeColor: "#ffffff" } },
      edges: { color: { color: "#5b6570", highlight: "#005a94", inherit: false }, smooth: false, selectionWidth: 2, hoverWidth: 0 },
    };
  }

  /** Where everybody stands, as the service draws the map, stretched to the shape of this stage; and how each sector looks. */
  async learn() {
    const picture = await (await sent(`/maps/${encodeURIComponent(this.board.map)}/picture.json?layer=relationships`, { cache: "no-cache" })).json();
    for (const dot of picture.dots) {
      const sector = dot.details.find(([term]) => term === "Sector"), actor = this.board.shown.actor.get(dot.id);
      if (sector && actor && actor.sector) { this.looks.set(actor.sector, dot.style); this.words.set(actor.sector, sector[1]); }
    }
    this.explain();  // The legend takes its room before the stage is measured.
    const xs = picture.dots.map((dot) => dot.x), ys = picture.dots.map((dot) => dot.y);
    const [left, top] = [Math.min(...xs), Math.min(...ys)];
    const wide = Math.max(...xs) - left || 1, high = Math.max(...ys) - top || 1;
    const [inWidth, inHeight] = [Math.max(200, this.stage.clientWidth - this.rim()), Math.max(200, this.stage.clientHeight - 2 * this.dot - 3.6 * this.letter - 16)];
    // A stage too small for all the names is a window on a larger picture.
    const asked = picture.dots.length * (this.stage.clientWidth < NARROW ? 7000 : this.big ? 15800 : 6400);
    const roomy = Math.max(1, Math.sqrt(asked / (inWidth * inHeight)));
    const [width, height] = [inWidth * roomy, inHeight * roomy];
    const spots = [];
    for (const dot of picture.dots) {
      spots.push({ id: dot.id, name: dot.name, x: (dot.x - left) / wide * width, y: (dot.y - top) / high * height });
    }
    // Whoever the drawing leaves out, because it has left or is not measured, begins in the middle and is moved to where there is room.
    const there = new Set(spots.map((spot) => spot.id));
    Array.from(this.board.shown.actor.values()).filter((actor) => !there.has(actor.key)).forEach((actor, at) => {
      spots.push({ id: actor.key, name: actor.name || actor.key, x: width * ((at * 0.618034 + 0.5) % 1), y: height * ((at * 0.414214 + 0.1) % 1) });
    });
    this.apart(spots, width, height);
    for (const spot of spots) { this.places.set(spot.id, { x: spot.x, y: spot.y }); }
  }

  /** Move names that lie on one another apart, each as little as it takes, and nobody out of the picture. */
  apart(spots, width, height) {
    const boxes = spots.map((spot) => { const lines = this.lines(spot.name); return [this.wide(lines) + 12, 2 * this.dot + lines.length * this.letter * 1.2 + 12]; });
    for (let turn = 0; turn < 200 && spots.length <= MOST_MOVED; turn += 1) {
      let moved = false;
      for (let a = 0; a < spots.length; a += 1) {
        for (let b = a + 1; b < spots.length; b += 1) {
          const dx = spots[b].x - spots[a].x, dy = spots[b].y - spots[a].y;
          const overX = (boxes[a][0] + boxes[b][0]) / 2 - Math.abs(dx), overY = (boxes[a][1] + boxes[b][1]) / 2 - Math.abs(dy);
          if (overX <= 0 || overY <= 0) { continue; }
          moved = true;
          if (overX * 0.5 < overY) { const by = (dx < 0 ? -1 : 1) * Math.min(overX, 14) / 2; spots[a].x -= by; spots[b].x += by; } else { const by = (dy < 0 ? -1 : 1) * Math.min(overY, 14) / 2; spots[a].y -= by; spots[b].y += by; }
        }
        spots[a].x = Math.max(0, Math.min(width, spots[a].x)); spots[a].y = Math.max(0, Math.min(height, spots[a].y));
      }
      if (!moved) { return; }
    }
  }

  lines(name) { return wrapped(name, this.big ? 14 : 18); }
  wide(lines) { return Math.max(...lines.map((line) => line.length)) * this.letter * 0.5; }

  async begin() {
    try { await this.learn(); } catch { /* A map on which nothing stands yet has no picture to learn from. */ }
    this.board.heeds.push((places) => this.heed(places));
    this.heed(null);
    this.whole(false);
  }

  heed(places) {
    if (this.frozen) { return; }
    const { actor, relationship } = this.board.shown;
    if (places === null) {
      this.drop(this.nodes, actor); this.drop(this.edges, relationship);
      const before = this.nodes.length;
      this.nodes.update(Array.from(actor.values(), (one) => this.node(one)));
      this.edges.update(Array.from(relationship.values(), (one) => this.edge(one)).filter(Boolean));
      if (!before) { this.whole(false); }
    } else {
      for (const place of places) {
        const at = place.indexOf(" "), kind = place.slice(0, at), key = place.slice(at + 1);
        const [table, facts, made] = kind === "actor" ? [this.nodes, actor, (one) => this.node(one)] : [this.edges, relationship, (one) => this.edge(one)];
        const fact = facts.get(key), drawn = fact ? made(fact) : null;
        if (drawn) { table.update(drawn); } else if (table.get(key)) { table.remove(key); }
      }
    }
    this.explain();
    this.soon();
  }

  drop(table, facts) { table.remove(table.getIds().filter((id) => !facts.has(id))); }

  node(actor) {
    if (!this.places.has(actor.key)) { this.places.set(actor.key, this.room(actor.key)); }
    const look = this.looks.get(actor.sector) || PLAIN;
    return { id: actor.key, ...this.places.get(actor.key), shape: SHAPES[look.shape] || "dot",
      color: { background: look.fill, border: look.stroke, highlight: { background: look.fill, border: "#005a94" } }, dash: look.dash };
  }

  edge(tie) {
    if (!this.board.shown.actor.has(tie.from) || !this.board.shown.actor.has(tie.to)) { return null; }
    return { id: tie.key, from: tie.from, to: tie.to, arrows: { to: { enabled: tie.directed !== "no", scaleFactor: 0.6 } }, width: (this.big ? 2 : 1.2) + Math.min(5, Number(tie.strength) || 0) * 0.5 };
  }

  /** A free place for a newcomer: beside its first partner that stands, else in the middle of what one sees. */
  room(key) {
    const partners = this.board.tiesOf(key).map((tie) => this.places.get(tie.from === key ? tie.to : tie.from)).filter(Boolean);
    const taken = Array.from(this.places.values()), middle = partners[0] || this.network.getViewPosition(), gap = this.big ? 170 : 110;
    for (let turn = 0; ; turn += 1) {
      const far = (turn ? gap : 0) + 9 * turn, angle = turn * 2.399963;
      const place = { x: middle.x + far * Math.cos(angle), y: middle.y + far * 0.7 * Math.sin(angle) };
      if (taken.every((other) => Math.hypot(other.x - place.x, (other.y - place.y) * 1.8) > gap)) { return place; }
    }
  }

  soon() {
    clearTimeout(this.naming);
    this.naming = setTimeout(() => this.names(), 60);
  }

  /** Names at their size on the screen, the best connected first, none upon another. */
  names() {
    const scale = this.network.getScale(), taken = [], font = this.letter / scale, dot = this.dot / scale;
    const ties = new Map(), rim = this.network.DOMtoCanvas({ x: 0, y: 0 }).y;
    for (const tie of this.board.shown.relationship.values()) { for (const end of [tie.from, tie.to]) { ties.set(end, (ties.get(end) || 0) + 1); } }
    const order = this.nodes.get().sort((a, b) => (ties.get(b.id) || 0) - (ties.get(a.id) || 0));
    const chosen = new Set(this.network.getSelectedNodes());
    this.nodes.update(order.map((node) => {
      const lines = this.lines(this.board.name(node.id));
      const wide = this.wide(lines) / scale, high = lines.length * font * 1.2;
      const [left, right] = [node.x - wide / 2, node.x + wide / 2], away = dot + 4 / scale;
      // Below its dot, or else above it.
      const tried = [[left, node.y - dot, right, node.y + away + high], [left, node.y - away - high, right, node.y + dot]];
      const at = tried.findIndex((box) => box[1] > rim && taken.every((other) => box[2] < other[0] || box[0] > other[2] || box[3] < other[1] || box[1] > other[3]));
      const free = at >= 0 || chosen.has(node.id);
      taken.push(at >= 0 ? tried[at] : [node.x - dot, node.y - dot, node.x + dot, node.y + dot]);
      const vadjust = at === 1 ? -(2 * dot + high + 14 / scale) : 0;
      const borderDashes = node.dash.length ? node.dash.map((part) => part / scale) : false;
      return { id: node.id, size: dot, shapeProperties: { borderDashes }, label: free ? lines.join("\n") : undefined, font: { size: font, strokeWidth: 3 / scale, vadjust } };
    }));
    this.stage.dataset.named = String(scale);
  }

  /** What the marks mean: always shown, never colour alone. */
  explain() {
    if (!this.legend) { return; }
    const used = new Set(Array.from(this.board.shown.actor.values(), (one) => (this.looks.has(one.sector) ? one.sector : null)));
    const rows = Array.from(this.looks).filter(([sector]) => used.has(sector)).map(([sector, look]) => make("li", {}, swatch(look), this.words.get(sector)));
    if (used.has(null)) { rows.push(make("li", {}, swatch(PLAIN), "sector not stated, or new here")); }
    rows.push(make("li", {}, make("span", { class: "stroke" }), "goes both ways"), make("li", {}, make("span", { class: "stroke" }), make("span", { "aria-hidden": "true" }, "▶ "), "one way"));
    fill(this.legend, rows);
  }

  choose(key) {
    if (key && this.nodes.get(key)) { this.network.selectNodes([key], false); } else { this.network.unselectAll(); }
    this.soon();
  }

  /** What is left free at both sides for half a name. */
  rim() { return this.stage.clientWidth < NARROW ? 110 : 170; }

  zoom(by) { this.network.moveTo({ scale: Math.max(0.05, Math.min(8, this.network.getScale() * by)), animation: this.motion(150) }); this.soon(); }

  /** Everybody in sight, with room for the names at the rim; never larger than life. */
  whole(move) {
    const there = this.nodes.get();
    if (!there.length) { return; }
    const xs = there.map((node) => node.x), ys = there.map((node) => node.y);
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const below = this.dot + 3.6 * this.letter;
    const scale = Math.min(1, (this.stage.clientWidth - this.rim()) / (right - left || 1), (this.stage.clientHeight - this.dot - below - 16) / (bottom - top || 1));
    const position = { x: (left + right) / 2, y: (top + bottom) / 2 + (below - this.dot) / 2 / scale };
    this.network.moveTo({ scale: Math.max(0.05, scale), position, animation: move ? this.motion(250) : false });
    this.soon();
  }

  motion(duration) { return still ? false : { duration, easingFunction: "easeInOutQuad" }; }
}

function swatch(look) {
  const made = make("span", { class: `swatch swatch-${SHAPES[look.shape] || "dot"}${look.dash.length ? " swatch-dashed" : ""}`, "aria-hidden": "true" });
  made.style.background = look.fill;
  return made;
}

/** A name in lines of about so many letters, three at most. */
function wrapped(name, most) {
  const lines = [""];
  for (const word of name.split(/\s+/)) {
    const now = lines[lines.length - 1];
    if (now && (now + " " + word).length > most) { lines.push(word); } else { lines[lines.length - 1] = now ? `${now} ${word}` : word; }
  }
  const shown = lines.slice(0, 3).map((line) => (Array.from(line).length > most + 6 ? `${Array.from(line).slice(0, most + 5).join("")}…` : line));
  return lines.length > 3 ? [...shown.slice(0, 2), `${shown[2]} …`] : shown;
}
