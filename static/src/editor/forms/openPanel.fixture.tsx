import { ChakraProvider } from "@chakra-ui/react";
import { render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { Problem } from "../../api/problems";
import { system } from "../../app/theme";
import { createCatalogue } from "../model/catalogue";
import { DEFAULT_OPTIONS } from "../model/completed";
import { EditorProvider } from "../model/context";
import { createEditorStore } from "../model/store";
import type { EditorNode, NodeInput, Piece } from "../model/types";
import { EVERYTHING, pieceOf } from "./everything.fixture";
import { NodePanel } from "./NodePanel";
import type { JsonSchema } from "./schema";

const READ = pieceOf(
  "ReadPiece",
  { type: "object", properties: {} },
  {
    type: "object",
    properties: {
      file: { type: "string", title: "File" },
      rows: { type: "integer", title: "Rows" },
      info: { type: "object", title: "Info", properties: { name: { type: "string", title: "Name" } } },
    },
  },
);

let count = 0;

/** An editor with two nodes that read, of which the first is upstream of the one whose panel is open. */
export function open(piece: Piece, inputs: Record<string, NodeInput> = {}, problems: Problem[] = []) {
  // What the panel remembers outlives a test; each has a node of its own.
  count += 1;
  const id = `node_${count}`;
  const node = (name: string, its: Piece, given = {}): EditorNode => ({
    id: name,
    name: `Name of ${name}`,
    piece: { repository: its.repository, version: its.version, name: its.name },
    inputs: given,
    ...DEFAULT_OPTIONS,
  });
  const store = createEditorStore({
    document: {
      schema_version: 1,
      name: "Workflow",
      description: "",
      tags: [],
      schedule: { kind: "none" },
      start: null,
      end: null,
      catchup: false,
      max_active_runs: null,
      runtime: "auto",
      nodes: [node("before", READ), node("apart", READ), node(id, piece, inputs)],
      edges: [{ upstream: "before", downstream: id }],
    },
    layout: { nodes: {}, notes: [], groups: [], orientation: "horizontal" },
  });
  store.getState().focus(id);
  const found = new Map([[id, problems]]);
  const view = render(
    <ChakraProvider value={system}>
      <EditorProvider store={store}>
        <NodePanel pieces={createCatalogue([READ, piece])} problems={found} />
      </EditorProvider>
    </ChakraProvider>,
  );
  const inputsNow = () => store.getState().document.nodes.find((one) => one.id === id)?.inputs ?? {};
  return { ...view, store, id, inputsNow, user: userEvent.setup() };
}

export function piece(properties: JsonSchema, required: string[] = []): Piece {
  return pieceOf("OnePiece", { type: "object", properties, required, $defs: EVERYTHING["$defs"] });
}

export function field(container: HTMLElement, path: string): HTMLElement {
  const found = container.querySelector<HTMLElement>(`[data-field="${path}"]`);
  if (!found) throw new Error(`There is no field ${path}`);
  return found;
}
