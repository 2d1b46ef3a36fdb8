/* Brings the map keeper in: the link's token goes from the fragment, which no server and no log sees, into a visit. */
(function () {
  "use strict";
  /* Also where the link is opened in a tab that shows this page already: then only the fragment changes. */
  window.addEventListener("hashchange", comeIn);
  comeIn();

  function comeIn() {
    var found = /^#token=(.+)$/.exec(window.location.hash);
    if (!found) { return; }
    var said = document.getElementById("said");
    function say(words) { if (said) { said.textContent = words; said.hidden = false; } }
    window.history.replaceState(null, "", window.location.pathname + window.location.search);
    var token;
    try { token = decodeURIComponent(found[1]); } catch (error) { token = found[1]; }
    fetch("/session", {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ token: token })
    }).then(function (answer) {
      if (answer.ok) { window.location.reload(); return; }
      say("That link is not this service's any more. Open the one that sysmap printed last.");
    }, function () {
      say("The service did not answer. Load the page again, with the link that sysmap printed.");
    });
  }
}());
