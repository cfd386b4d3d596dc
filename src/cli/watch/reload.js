const shown = location.pathname.replace(/^\//, "").replace(/(^|\/)$/, "$1index.html");
const events = new EventSource("/.sowright/events?page=" + encodeURIComponent(decodeURIComponent(location.pathname)));
let box, lost = false;
events.addEventListener("written", event => {
  const path = JSON.parse(event.data);
  const frame = document.querySelector("iframe[data-path='" + CSS.escape(path) + "']");
  if (frame) frame.src = "/" + path + "?" + Date.now();
  else if (path === decodeURIComponent(shown)) location.reload();
});
events.addEventListener("findings", event => {
  const text = JSON.parse(event.data);
  if (box) box.remove();
  box = undefined;
  if (!text || document.querySelector("iframe")) return;
  box = document.createElement("pre");
  box.textContent = text;
  box.setAttribute("role", "alert");
  box.style.cssText = "position:sticky;top:0;z-index:9;margin:0;padding:1rem;max-height:60vh;overflow:auto;"
    + "background:#fff1f0;color:#5c0011;border-bottom:3px solid #a8071a;font:13px/1.4 monospace;white-space:pre-wrap";
  document.body.prepend(box);
});
events.onerror = () => { lost = true; };
events.onopen = () => { if (lost) location.reload(); };
