/* A figure left open in a tab or a frame is not the last word: it may be withdrawn meanwhile. Look again when somebody comes back to it, and
   now and then while nobody touches it. The service answers in a few bytes that nothing is new. */
(() => {
  const AWAY = 60000, OFTEN = 600000;
  let left = 0, touched = 0;
  const again = () => { if (navigator.onLine) { location.reload(); } };
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") { left = Date.now(); } else if (left && Date.now() - left > AWAY) { again(); }
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted) { again(); } });
  for (const kind of ["pointerdown", "keydown", "wheel"]) { document.addEventListener(kind, () => { touched = Date.now(); }, { passive: true }); }
  setInterval(() => { if (document.visibilityState === "visible" && Date.now() - touched > AWAY) { again(); } }, OFTEN);
})();
