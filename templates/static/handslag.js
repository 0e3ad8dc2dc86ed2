// Small conveniences. Every page works without them.
import { Button, ErrorSummary, SkipLink } from "./govuk-frontend.min.js";

const AUTOSAVE_MS = 4000;
const KEEPALIVE_MAX = 60000; // browsers let 64 KB outlive their page
const COMPONENTS = [
  ["govuk-error-summary", ErrorSummary],
  ["govuk-skip-link", SkipLink],
  ["govuk-button", Button],
];

document.body.classList.add("js-enabled", "govuk-frontend-supported");
for (const [name, Component] of COMPONENTS) {
  for (const element of document.querySelectorAll(`[data-module="${name}"]`)) {
    new Component(element);
  }
}
for (const form of document.querySelectorAll("form[data-autosave]")) keepSaving(form);
for (const rows of document.querySelectorAll("[data-rows]")) growInPlace(rows);
for (const form of document.querySelectorAll("form.hs-answers")) foldWhatIsIdle(form);
openWhatIsAskedFor();
addEventListener("hashchange", openWhatIsAskedFor);

/** Save a form a few seconds after the last change, and when the page is left. */
function keepSaving(form) {
  let timer = 0;
  let saving = null;
  let isChanged = false;
  const save = async () => {
    clearTimeout(timer);
    if (!isChanged || saving) return;
    isChanged = false;
    saving = post(form);
    await saving;
    saving = null;
    if (isChanged) changed();
  };
  const changed = () => {
    isChanged = true;
    clearTimeout(timer);
    timer = setTimeout(save, AUTOSAVE_MS);
  };
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", (event) => {
    isChanged = false;
    clearTimeout(timer);
    if (!saving) return;
    // Wait for the draft to get its address, or there would be two of it.
    event.preventDefault();
    saving.then(() => form.requestSubmit(event.submitter));
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
  });
}

/** Post the form quietly; a first saving gives the form its own address. */
async function post(form) {
  const body = new URLSearchParams(new FormData(form));
  const keepalive = body.toString().length < KEEPALIVE_MAX;
  const saved = document.getElementById("saved");
  try {
    const answer = await fetch(form.dataset.autosave, { method: "POST", body, keepalive });
    if (!answer.ok) return;
    const { address, said } = await answer.json();
    saved.textContent = said;
    if (form.dataset.autosave.startsWith("/new/")) moveTo(form, address);
  } catch {
    // Offline: the next change, or the button, saves it.
  }
}

function moveTo(form, address) {
  form.action = address;
  form.dataset.autosave = `${address}/autosave`;
  history.replaceState(null, "", address);
}

/** Add and remove rows without a new page. What is posted stays the same. */
function growInPlace(rows) {
  const id = rows.dataset.rows;
  const template = rows.querySelector("template");
  rows.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-do]");
    if (!button) return;
    if (button.dataset.do === "add") addRow();
    else if (button.dataset.do === "remove") button.closest("[data-row]").remove();
    else return;
    event.preventDefault();
    countPlaces();
    rows.dispatchEvent(new Event("change", { bubbles: true }));
  });

  function addRow() {
    const number = nextNumber();
    template.insertAdjacentHTML("beforebegin", numbered(template.innerHTML, number));
    template.previousElementSibling.querySelector("input:not([type=radio]), textarea").focus();
  }

  function numbered(html, number) {
    return html.replaceAll(`${id}-N`, `${id}-${number}`).replaceAll(`:${id}:N`, `:${id}:${number}`);
  }

  function nextNumber() {
    const taken = [...rows.querySelectorAll("[data-row]")].map((row) => Number(row.id.slice(id.length + 1)));
    return Math.max(-1, ...taken) + 1;
  }

  function countPlaces() {
    rows.querySelectorAll("[data-row]").forEach((row, index) => {
      for (const place of row.querySelectorAll("[data-place]")) place.textContent = index + 1;
    });
  }
}

/** Hide questions that another answer makes idle, but none that is answered or wrong. */
function foldWhatIsIdle(form) {
  const look = () => {
    const given = new FormData(form);
    for (const group of form.querySelectorAll("[data-only-if]")) group.hidden = isIdle(group, given);
  };
  form.addEventListener("change", look);
  look();
}

function isIdle(group, given) {
  const wanted = group.dataset.answers.split(" ");
  if (given.getAll(group.dataset.onlyIf).some((answer) => wanted.includes(answer))) return false;
  if (group.matches(".govuk-form-group--error")) return false;
  return ![...group.querySelectorAll("input:not([type=radio]), textarea")].some((field) => field.value);
}

/** A link to a folded row, or to a field inside one, unfolds it. */
function openWhatIsAskedFor() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  const folded = target.closest("details") ?? target.querySelector("details");
  if (folded && !target.matches("[data-rows], section")) folded.open = true;
}
