/** In every page that is measured: when the canvas is usable, how long frames and an undo take. */
(() => {
  const drawn = () => document.querySelectorAll(".react-flow__node").length;
  /** Lines that are drawn, each by itself or many in one path. */
  const lines = () =>
    document.querySelectorAll(".react-flow__edge").length +
    [...document.querySelectorAll(".tiny-lines path")].reduce(
      (sum, path) => sum + path.getAttribute("d").split("M").length - 1,
      0,
    );
  const afterPaint = () =>
    new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(performance.now()), 0)));

  /** Nodes and lines, however these are drawn. */
  const PARTS = ".react-flow__node, .react-flow__edge, .tiny-lines path";

  /** Milliseconds since navigation until the last node or line was drawn and the page takes input again. */
  async function usable(quiet = 700) {
    let count = 0;
    let first = 0;
    let at = 0;
    while (count === 0 || performance.now() - at < quiet) {
      const now = await afterPaint();
      const seen = document.querySelectorAll(PARTS).length;
      if (seen !== count) {
        count = seen;
        at = now;
        first ||= now;
      }
    }
    return { first, usable: at, drawn: drawn() };
  }

  let lastChange = 0;
  let isWaiting = false;
  const changes = new MutationObserver(async () => {
    if (isWaiting) return;
    isWaiting = true;
    lastChange = await afterPaint();
    isWaiting = false;
  });
  changes.observe(document, { attributes: true, characterData: true, childList: true, subtree: true });
  const checkedAt = () =>
    performance.getEntriesByType("resource").find(({ name }) => name.endsWith("/validate"))?.responseEnd;

  /** Milliseconds since navigation until nothing more is drawn, and until the workflow is checked. */
  async function completed(quiet = 1500) {
    while (checkedAt() === undefined || performance.now() - Math.max(lastChange, checkedAt()) < quiet) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return { complete: lastChange, checked: checkedAt() };
  }

  /** The same, since the next click: the app is there already. */
  function openedByClick() {
    return new Promise((resolve) => {
      const clicked = async ({ timeStamp }) => {
        const { first, usable: at, drawn: count } = await usable();
        resolve({ first: first - timeStamp, usable: at - timeStamp, drawn: count });
      };
      document.addEventListener("click", clicked, { capture: true, once: true });
    });
  }

  let recording = null;
  let last = 0;
  function tick(now) {
    recording?.push(now - last);
    last = now;
    requestAnimationFrame(tick);
  }
  requestAnimationFrame(tick);

  /** Milliseconds from the next Ctrl+Z until fewer nodes are drawn and the page takes input again. */
  function undone() {
    const before = drawn();
    return new Promise((resolve) => {
      document.addEventListener(
        "keydown",
        async function pressed(event) {
          if (event.key !== "z") return;
          document.removeEventListener("keydown", pressed, true);
          const start = performance.now();
          let now = start;
          do now = await afterPaint();
          while (drawn() >= before && now - start < 10_000);
          resolve(now - start);
        },
        true,
      );
    });
  }

  /** A place on the canvas, far from its border, with a node or without. */
  function place(onNode) {
    const { left, top, width, height } = document
      .querySelector("[data-canvas-surface]")
      .getBoundingClientRect();
    for (let step = 0; step < 4000; step += 1) {
      const x = left + width * (0.3 + 0.4 * ((step * 0.618) % 1));
      const y = top + height * (0.3 + (0.4 * step) / 4000);
      const found = document.elementFromPoint(x, y);
      const node = found?.closest(".react-flow__node");
      const fits = onNode ? node && !found.closest(".react-flow__handle") : found?.matches(".react-flow__pane");
      if (fits) return { x, y };
    }
    return null;
  }

  window.bench = {
    drawn,
    lines,
    usable,
    completed,
    openedByClick,
    undone,
    place,
    record: () => {
      changes.disconnect();
      recording = [];
    },
    recorded: () => {
      const frames = recording;
      recording = null;
      return frames;
    },
  };
})();
