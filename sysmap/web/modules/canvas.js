/* The map as a picture that grows while one types: vis-network draws it, nobody who stands moves, and a newcomer finds a place beside its
   partners. Names keep their size on the screen however far one goes in, and one that would lie on another waits until there is room. The
   tables of the page are the full alternative, so the canvas itself is passed over by screen readers and keyboards. */
/* global vis */
import { ask, sent } from "./client.js";
import { drawPins, PLAIN, SHAPES, swatch, wrapped } from "./canvas_marks.js";
import { fill, make } from "./elements.js";
import { areFramed, Places } from "./places.js";

const MOST_MOVED = 150;
const NARROW = 640;
const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;

export class Canvas {
  /** `tapped(key or null)` hears taps; `big` is for a room: names of 18 points and more. */
  constructor(board, stage, { tapped = () => {}, big = false, legend = null } = {}) {
    const large = big && stage.clientWidth >= NARROW;
    Object.assign(this, { board, stage, big: large, legend, letter: large ? 24 : 13, dot: large ? 13 : 8 });
    this.kept = 0;
    this.places = new Map();
    this.eased = new Map();
    this.looks = new Map();
    this.words = new Map();
    this.nodes = new vis.DataSet();
    this.edges = new vis.DataSet();
    const holder = make("div", { class: "drawn", "aria-hidden": "true" });
    stage.append(holder);
    this.network = new vis.Network(holder, { nodes: this.nodes, edges: this.edges }, this.options());
    for (const part of holder.querySelectorAll("[tabindex]")) { part.setAttribute("tabindex", "-1"); }
    this.network.on("click", (event) => tapped(event.nodes.length ? event.nodes[0] : null, this.frame && this.frame.inFrame(event.pointer.canvas)));
    for (const [name, what] of [["dragStart", "began"], ["dragging", "moved"], ["dragEnd", "dropped"]]) { this.network.on(name, (event) => this.dragged(event, what)); }
    this.network.on("afterDrawing", (context) => this.pins(context));
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
    const map = this.board.map;
    const picture = await (await sent(`/maps/${encodeURIComponent(map)}/picture.json?layer=relationships`, { cache: "no-cache" })).json();
    for (const dot of picture.dots) {
      const sector = dot.details.find(([term]) => term === "Sector"), actor = this.board.shown.actor.get(dot.id);
      if (sector && actor && actor.sector) { this.looks.set(actor.sector, dot.style); this.words.set(actor.sector, sector[1]); }
    }
    await this.relearn();
    this.explain();  // The legend takes its room before the stage is measured.
    const [inWidth, inHeight] = [Math.max(200, this.stage.clientWidth - this.rim()), Math.max(200, this.stage.clientHeight - 2 * this.dot - 3.6 * this.letter - 16)];
    // A stage too small for all the names is a window on a larger picture.
    const asked = this.frame.known.size * (this.stage.clientWidth < NARROW ? 7000 : this.big ? 15800 : 6400);
    const roomy = Math.max(1, Math.sqrt(asked / (inWidth * inHeight)));
    const [width, height] = [inWidth * roomy, inHeight * roomy];
    this.frame.fit(width, height);
    const spots = Array.from(this.frame.known, ([id, at]) => ({ id, name: this.board.name(id), ...this.frame.onStage(at) }));
    // Whoever is on no picture begins in the middle and is moved to where there is room.
    Array.from(this.frame.onNoPicture).forEach((id, at) => {
      spots.push({ id, name: this.board.name(id), x: width * ((at * 0.618034 + 0.5) % 1), y: height * ((at * 0.414214 + 0.1) % 1) });
    });
    this.apart(spots, width, height);
    this.eased = new Map(spots.map(({ id, x, y }) => [id, { x, y }]));
  }

  /** Ask anew where everybody stands. */
  async relearn() {
    const standing = (await ask("standing", { map: this.board.map })).map.standing || [];
    if (this.frame) { this.frame.learn(standing, this.board.shown.actor); } else { this.frame = new Places(standing, this.board.shown.actor); }
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
    if (!this.frame) { this.frame = new Places([], new Map()); this.frame.fit(Math.max(200, this.stage.clientWidth), Math.max(200, this.stage.clientHeight)); }
    this.board.heeds.push((places) => this.later(places));
    this.heed(null);
    this.whole(false);
  }

  /** What is typed stands in the lists at once; the picture follows with the next frame, once for all that came since the last. */
  later(places) {
    if (this.wanted === undefined) {
      this.wanted = [];
      requestAnimationFrame(() => { const wanted = this.wanted; this.wanted = undefined; this.heed(wanted); });
    }
    this.wanted = places === null || this.wanted === null ? null : [...this.wanted, ...places];
  }

  heed(places) {
    if (this.frozen) { return; }
    const { actor, relationship, layout } = this.board.shown, exact = this.moving || layout.size > 0, framed = areFramed(layout);
    // Where somebody stands whose place is kept no longer is for the service to say.
    if (layout.size < this.kept) { this.relearn().then(() => this.heed(null), () => {}); }
    this.kept = layout.size;
    if (exact !== this.exact || framed !== this.framed) { Object.assign(this, { exact, framed }); places = null; }
    if (places === null) {
      this.drop(this.nodes, actor); this.drop(this.edges, relationship);
      const before = this.nodes.length;
      this.nodes.update(Array.from(actor.values(), (one) => this.node(one)));
      this.edges.update(Array.from(relationship.values(), (one) => this.edge(one)).filter(Boolean));
      if (!before) { this.whole(false); }
    } else {
      for (const place of new Set(places)) {
        const at = place.indexOf(" "), kind = place.slice(0, at), key = place.slice(at + 1);
        const [table, facts, made] = kind !== "relationship" ? [this.nodes, actor, (one) => this.node(one)] : [this.edges, relationship, (one) => this.edge(one)];
        const fact = facts.get(key), drawn = fact ? made(fact) : null;
        const there = table.get(key);
        // A dot may have been moved by hand since it was drawn: only a line that is told again is known to stand as it was drawn.
        if (!drawn) { if (there) { table.remove(key); } } else if (kind !== "relationship" || !drawnAlike(there, drawn)) { table.update(drawn); }
      }
    }
    this.explain();
    this.soon();
  }

  drop(table, facts) { table.remove(table.getIds().filter((id) => !facts.has(id))); }

  node(actor) {
    this.places.set(actor.key, this.spot(actor.key));
    const look = this.looks.get(actor.sector) || PLAIN;
    return { id: actor.key, ...this.places.get(actor.key), shape: SHAPES[look.shape] || "dot",
      color: { background: look.fill, border: look.stroke, highlight: { background: look.fill, border: "#005a94" } }, dash: look.dash };
  }

  /** Where on the stage: exactly as pictures have it once places are kept or somebody is being moved, and until then with room for each name. */
  spot(key) {
    if (this.held && this.held.key === key) { return this.frame.onStage(this.held.at); }
    const kept = this.framed ? this.board.shown.layout.get(key) : null, at = kept || this.frame.known.get(key);
    if (this.exact && at) { return this.frame.onStage(at); }
    return (!this.exact && this.eased.get(key)) || this.places.get(key) || this.room(key);
  }

  /** Begin or end moving: `hears` has began(key) and dropped(key, place of the frame). */
  async move(hears) {
    this.moving = hears;
    this.network.setOptions({ interaction: { dragNodes: Boolean(hears) } });
    if (hears) { try { await this.relearn(); } catch { /* What was known before still stands. */ } }
    this.hold(null);
    this.heed(null);
  }

  /** Show somebody at a place of the frame that is not on the map yet; null: nobody any more. */
  hold(key, at) {
    const before = this.held;
    this.held = key ? { key, at } : null;
    for (const one of new Set([before && before.key, key])) { if (one && this.nodes.get(one)) { this.nodes.update(this.node(this.board.shown.actor.get(one))); } }
    this.soon();
  }

  at(key) { return this.held && this.held.key === key ? this.held.at : this.frame.inFrame(this.places.get(key)); }

  dragged(event, what) {
    const [key] = event.nodes;
    if (!this.moving || !key) { return; }
    if (what === "began") { this.moving.began(key); return; }
    const at = this.frame.inFrame(this.network.getPositions([key])[key]);
    this.hold(key, at);
    if (what === "dropped") { this.moving.dropped(key, at); }
  }

  pins(context) {
    const put = Array.from(this.board.shown.layout.values()).filter((at) => at.pinned && this.places.has(at.key)).map((at) => this.places.get(at.key));
    const scale = this.network.getScale();
    drawPins(context, put, this.dot / scale, scale);
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

/** Does it stand there as it is to be drawn? What the service confirms is drawn already, and vis works everything out anew for each update. */
function drawnAlike(there, drawn) {
  return Boolean(there) && Object.keys(drawn).every((name) => JSON.stringify(there[name]) === JSON.stringify(drawn[name]));
}
