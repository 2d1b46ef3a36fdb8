/* Which of the edits that this tab made can be taken back, and which that were taken back can come again? Kept with the tab, so that they
   outlive a page: what a spreadsheet brought is taken back on the page that shows it. */

const MOST = 200;
const key = (map) => `sysmap undo ${map}`;

/** What can be undone and redone: lists of { revision, words }, the newest last. */
export function stacks(map) {
  try { return JSON.parse(sessionStorage.getItem(key(map))) || { undo: [], redo: [] }; } catch { return { undo: [], redo: [] }; }
}

export function keep(map, both) {
  try { sessionStorage.setItem(key(map), JSON.stringify({ undo: both.undo.slice(-MOST), redo: both.redo.slice(-MOST) })); } catch { /* A full or forbidden storage takes nothing away from this page. */ }
}

/** One more edit that can be taken back; what was undone before can then come again no more. */
export function remember(map, edit) {
  keep(map, { undo: [...stacks(map).undo, edit], redo: [] });
}

/** Words for the next page of this map to say once. */
export function leaveNews(map, words) {
  try { sessionStorage.setItem(`sysmap news ${map}`, words); } catch { /* Then the next page says nothing of it. */ }
}

export function news(map) {
  try {
    const words = sessionStorage.getItem(`sysmap news ${map}`);
    sessionStorage.removeItem(`sysmap news ${map}`);
    return words || "";
  } catch { return ""; }
}
