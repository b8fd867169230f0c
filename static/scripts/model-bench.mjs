/** Measures the editor's document model without a browser: `node scripts/model-bench.mjs` prints JSON, CPU ms. */
import { createServer } from "vite";

const RUNS = 9;
const server = await createServer({
  server: { middlewareMode: true, hmr: false, ws: false },
  appType: "custom",
  logLevel: "error",
});
const load = (name) => server.ssrLoadModule(`/src/editor/model/${name}.ts`);
const [{ createEditorStore }, { emptyContent }, commands, { copyText, pasteText }, graph] = await Promise.all(
  ["store", "completed", "commands", "clipboard", "graph"].map(load),
);

const piece = { name: "ReadCsvPiece", label: "Read CSV", repository: "starter", version: "1.0" };

/** A workflow of so many nodes, each taking a value of the one before. */
function contentOf(count) {
  const content = emptyContent("Bench");
  for (let number = 0; number < count; number += 1) {
    const id = `read_csv_${number}`;
    const before = `read_csv_${number - 1}`;
    content.document.nodes.push({
      id,
      name: `Read CSV ${number}`,
      piece: { repository: "starter", version: "1.0", name: "ReadCsvPiece" },
      inputs: { file_path: { kind: "upstream", node: before, output: "file_path", path: [] } },
      runtime: null,
      retries: 0,
      retry_delay_seconds: 300,
      timeout_seconds: null,
    });
    if (number > 0) content.document.edges.push({ upstream: before, downstream: id });
    content.layout.nodes[id] = { x: (number % 20) * 260, y: Math.floor(number / 20) * 120 };
  }
  return content;
}

const storeOf = (count) => createEditorStore(contentOf(count));

/** Median CPU time in ms of `act` on what `prepare` made. */
function measured(prepare, act) {
  const times = [];
  for (let run = 0; run < RUNS; run += 1) {
    const prepared = prepare();
    const start = process.cpuUsage();
    act(prepared);
    const { user, system } = process.cpuUsage(start);
    times.push((user + system) / 1000);
  }
  return Number(times.sort((one, other) => one - other)[Math.floor(RUNS / 2)].toFixed(2));
}

const small = contentOf(200);
const text = copyText(
  small,
  small.document.nodes.map(({ id }) => id),
);
const paste = (store) => store.getState().change("Paste", (draft) => pasteText(draft, text, { x: 0, y: 0 }));
const pasted = () => {
  const store = storeOf(1000);
  paste(store);
  return store;
};
const undone = () => {
  const store = pasted();
  store.getState().undo();
  return store;
};
const on1000 = (act) => measured(() => storeOf(1000), act);

const figures = {
  "paste of 200 nodes into 1000": on1000(paste),
  "undo of a 200-node paste": measured(pasted, (store) => store.getState().undo()),
  "redo of a 200-node paste": measured(undone, (store) => store.getState().redo()),
  "move of one node among 1000": on1000((store) =>
    store.getState().change("Move", (draft) => commands.moveNodes(draft, { read_csv_500: { x: 1, y: 2 } })),
  ),
  "one input among 1000 nodes": on1000((store) =>
    store
      .getState()
      .change("Edit", (draft) =>
        commands.setInput(draft, "read_csv_500", ["x"], { kind: "value", value: 1 }),
      ),
  ),
  "one more node to 1000": on1000((store) =>
    store.getState().change("Add", (draft) => commands.addNode(draft, piece, { x: 0, y: 0 })),
  ),
  "connecting two of 1000 nodes": on1000((store) =>
    store.getState().change("Connect", (draft) => commands.connect(draft, "read_csv_10", "read_csv_900")),
  ),
  "removing 500 of 1000 nodes": on1000((store) => {
    const ids = store
      .getState()
      .document.nodes.slice(0, 500)
      .map(({ id }) => id);
    store.getState().change("Remove", (draft) => commands.removeItems(draft, ids));
  }),
  "order of 1000 nodes": on1000((store) => graph.topologicalOrder(store.getState().document)),
};
process.stdout.write(`${JSON.stringify({ unit: "ms of CPU, median", runs: RUNS, figures }, null, 2)}\n`);
// What the documents promise: undoing the paste of 200 nodes takes 100 ms at most.
if (figures["undo of a 200-node paste"] > 100) process.exitCode = 1;
await server.close();
