// The console of the API's page: one operation, one request, its answer. The key stays
// in its field; no cookie goes along, so a request here is what a program would send.

const part = (name) => document.getElementById(`try-${name}`);
const form = document.getElementById("try");

if (form) {
  form.hidden = false;
  part("operation").addEventListener("change", choose);
  form.addEventListener("submit", send);
  choose();
}

function chosen() {
  return part("operation").selectedOptions[0];
}

function choose() {
  const body = document.getElementById(`${chosen().value}-body`);
  part("path").value = chosen().dataset.path;
  part("body-group").hidden = !body;
  part("body").value = body ? body.value : "";
}

async function send(event) {
  event.preventDefault();
  try {
    await show(await fetch(part("path").value, request()));
  } catch {
    part("status").textContent = part("status").dataset.nothing;
  }
}

function request() {
  const headers = {
    Authorization: `Bearer ${part("key").value.trim()}`,
    "Accept-Language": document.documentElement.lang,
  };
  const body = part("body-group").hidden ? undefined : part("body").value;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  return { method: chosen().dataset.method, headers, body, credentials: "omit" };
}

async function show(answer) {
  const text = await readable(answer);
  part("status").textContent = `${answer.status} ${answer.statusText}`;
  part("answer-group").hidden = text === "";
  part("answer").value = text;
}

async function readable(answer) {
  const type = answer.headers.get("Content-Type") ?? "";
  if (type.includes("json")) return JSON.stringify(await answer.json(), null, 2);
  if (type.startsWith("text/")) return answer.text();
  const { size } = await answer.blob();
  return size ? part("status").dataset.file.replace("{size}", size) : "";
}
