// Conveniences of a guardian's pages: a pad to draw on, and a receipt that arrives by
// itself. Every page works without them.

const WIDTH = 300;
const HEIGHT = 140;
const MOST_POINTS = 1500;
const LOOK_AGAIN_MS = 4000;
const MOST_LOOKS = 15;

const pad = document.querySelector("[data-draw]");
if (pad) drawOn(pad);
const waiting = document.querySelector("[data-wait]");
if (waiting) lookAgain(waiting, MOST_LOOKS);

/** Let a finger or a pen draw strokes; they are posted as lists of whole numbers. */
function drawOn(place) {
  const surface = place.querySelector(".hs-pad");
  const picture = place.querySelector("svg");
  const field = place.querySelector("input");
  let strokes = read(field.value);
  let isDrawing = false;
  place.hidden = false;
  place.open = strokes.length > 0;
  show();

  surface.addEventListener("pointerdown", (event) => {
    isDrawing = true;
    surface.setPointerCapture(event.pointerId);
    strokes.push([point(event)]);
  });
  surface.addEventListener("pointermove", (event) => {
    if (!isDrawing || strokes.flat().length >= MOST_POINTS) return;
    strokes.at(-1).push(point(event));
    show();
  });
  for (const end of ["pointerup", "pointercancel"]) surface.addEventListener(end, finish);
  place.querySelector("button").addEventListener("click", () => {
    strokes = [];
    finish();
    show();
  });

  function finish() {
    isDrawing = false;
    field.value = strokes.length ? JSON.stringify(strokes) : "";
  }

  function point(event) {
    const place = new DOMPoint(event.clientX, event.clientY).matrixTransform(picture.getScreenCTM().inverse());
    return [within(place.x, WIDTH), within(place.y, HEIGHT)];
  }

  function show() {
    picture.replaceChildren(...strokes.map(path));
  }
}

function within(value, most) {
  return Math.round(Math.min(Math.max(value, 0), most));
}

function path(stroke) {
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  line.setAttribute("d", `M${stroke.map((place) => place.join(" ")).join("L")}`);
  return line;
}

function read(text) {
  try {
    return text ? JSON.parse(text) : [];
  } catch {
    return [];
  }
}

/** Ask for the page again until the files are there; then put them in place. */
function lookAgain(place, left) {
  if (!left) return;
  setTimeout(async () => {
    const fresh = await newest(place);
    if (!fresh || fresh.dataset.wait) return lookAgain(place, left - 1);
    place.replaceWith(fresh);
  }, LOOK_AGAIN_MS);
}

async function newest(place) {
  try {
    const answer = await fetch(place.dataset.wait);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return answer.ok ? page.getElementById(place.id) : null;
  } catch {
    return null;
  }
}
