// Keeps the record page up to date. The server sends the page's live parts anew when
// something changed; each part is exchanged only when it differs, so that a reader's
// focus, an opened detail and a half-written address stay where they are.

const live = document.querySelector("[data-events]");
if (live && "EventSource" in window) follow(live.dataset.events);

function follow(address) {
  const source = new EventSource(address);
  source.addEventListener("change", (event) => renew(event.data));
  source.addEventListener("over", () => source.close());
}

function renew(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  for (const part of fresh.querySelectorAll("[data-live]")) {
    const shown = document.getElementById(part.id);
    if (shown && shown.innerHTML !== part.innerHTML) exchange(shown, part);
  }
}

function exchange(shown, part) {
  const kept = [...shown.querySelectorAll("input[id], details[id]")].map(remember);
  const focused = shown.contains(document.activeElement) && document.activeElement.id;
  shown.replaceChildren(...part.childNodes);
  kept.forEach(restore);
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

function remember(element) {
  const written = element.value !== element.defaultValue ? element.value : undefined;
  return { id: element.id, written, open: element.open };
}

function restore({ id, written, open }) {
  const element = document.getElementById(id);
  if (!element) return;
  if (written !== undefined) element.value = written;
  if (open) element.open = true;
}
