/* Places of the frame, in which the service draws every picture, and of a stage that shows it: one is the other stretched to its shape. */

export const FRAME = { x: 1000, y: 740 };

export class Places {
  /** `standing` are rows of { actor, x, y } as the service has them; `actors` everybody on the map. */
  constructor(standing, actors) {
    this.learn(standing, actors);
    this.axes = { left: 0, top: 0, across: 1, down: 1 };
  }

  learn(standing, actors) {
    this.known = new Map(standing.map(({ actor, x, y }) => [actor, { x, y }]));
    this.onNoPicture = new Set(Array.from(actors.keys()).filter((key) => !this.known.has(key)));
  }

  /** Stretch what stands now to so many points across and down. */
  fit(width, height) {
    const xs = Array.from(this.known.values(), (at) => at.x), ys = Array.from(this.known.values(), (at) => at.y);
    const [left, top] = xs.length ? [Math.min(...xs), Math.min(...ys)] : [0, 0];
    const wide = xs.length ? Math.max(...xs) - left || 1 : FRAME.x, high = ys.length ? Math.max(...ys) - top || 1 : FRAME.y;
    this.axes = { left, top, across: width / wide, down: height / high };
  }

  onStage({ x, y }) { return { x: (x - this.axes.left) * this.axes.across, y: (y - this.axes.top) * this.axes.down }; }

  /** The place of the frame under a point of the stage; the nearest at its rim for what lies outside. */
  inFrame({ x, y }) { return held({ x: x / this.axes.across + this.axes.left, y: y / this.axes.down + this.axes.top }); }
}

export function held({ x, y }) {
  const within = (value, most) => Math.round(Math.min(most, Math.max(0, value)) * 10) / 10;
  return { x: within(x, FRAME.x), y: within(y, FRAME.y) };
}

/** Are kept places in units of the frame? Those that came with a file may be in others; then what the service works out is shown. */
export function areFramed(kept) {
  const all = Array.from(kept.values()), xs = all.map((at) => at.x), ys = all.map((at) => at.y);
  if (!all.length) { return true; }
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const inside = left >= 0 && top >= 0 && right <= FRAME.x && bottom <= FRAME.y;
  return inside && (all.length < 3 || right - left > FRAME.x / 3 || bottom - top > FRAME.y / 3);
}
