import fc from "fast-check";
import { type Alignment, align } from "./align";
import { clipOf } from "./clip";
import { copyText, duplicate, pasteText } from "./clipboard";
import * as commands from "./commands";
import { emptyContent } from "./completed";
import { referencesIn } from "./inputs";
import type { EditorStore } from "./store";
import type { Content, EditorNode, NodeInput, Piece } from "./types";

/** What the tests of the model share: Pieces, inputs, and commands as somebody in a hurry would give them. */

export function pieceOf(name: string, parts: Partial<Piece> = {}): Piece {
  return {
    id: 1,
    name,
    label: name.replace(/Piece$/, "").replace(/(?<=[a-z])(?=[A-Z])/g, " "),
    description: "",
    group: "group0",
    repository: "starter",
    repository_id: 1,
    repository_label: "Starter",
    version: "1.0",
    input_schema: { type: "object", properties: {} },
    output_schema: { type: "object", properties: {} },
    secrets_schema: null,
    resources: {},
    style: {},
    tags: [],
    source_url: null,
    ...parts,
  };
}

/** A node without inputs; its id is its name. */
export function nodeNamed(id: string): EditorNode {
  const piece = { repository: "r", version: "1", name: "P" };
  return {
    id,
    name: id,
    piece,
    inputs: {},
    runtime: null,
    resources: null,
    retries: 0,
    retry_delay_seconds: 0,
    timeout_seconds: null,
  };
}

export const PIECES = ["ReadCsvPiece", "ChartPiece", "HTTPRequestPiece", "Log"].map((name) => pieceOf(name));

const keys = fc.constantFrom("a", "b", "column", "__x", "0");

/** Inputs of every kind; values include what looks like a reference and isn't. */
function inputArbitrary(nodes: fc.Arbitrary<string>): fc.Arbitrary<NodeInput> {
  const value = fc.oneof(
    fc.constantFrom<unknown>(0, false, "", null, {
      kind: "upstream",
      node: "read_csv",
      output: "o",
      path: [],
    }),
    fc.jsonValue({ maxDepth: 2 }),
  );
  return fc.letrec<{ input: NodeInput }>((tie) => ({
    input: fc.oneof(
      { maxDepth: 3 },
      value.map((one): NodeInput => ({ kind: "value", value: one })),
      fc
        .tuple(nodes, fc.array(fc.oneof(keys, fc.nat(3)), { maxLength: 2 }))
        .map(([node, path]): NodeInput => ({ kind: "upstream", node, output: "file_path", path })),
      fc.array(tie("input"), { maxLength: 3 }).map((items): NodeInput => ({ kind: "list", items })),
      fc
        .dictionary(keys, tie("input"), { maxKeys: 3 })
        .map((fields): NodeInput => ({ kind: "object", fields })),
    ),
  })).input;
}

const point = fc.record({ x: fc.integer({ min: -500, max: 500 }), y: fc.integer({ min: -500, max: 500 }) });
/** Stands for a node, note or group that is there; the number is taken modulo their count. */
const which = fc.nat(1000);
const some = fc.array(which, { maxLength: 5 });

type Command = (draft: Content) => void;

function pick(ids: readonly string[], number: number): string {
  return ids[number % Math.max(ids.length, 1)] ?? "nobody";
}

function nodeIds({ document }: Content): string[] {
  return document.nodes.map(({ id }) => id);
}

function groupIds({ layout }: Content): string[] {
  return layout.groups.map(({ id }) => id);
}

/** Nodes, notes and groups, and one that isn't there. */
function anyIds(content: Content): string[] {
  return [...nodeIds(content), ...content.layout.notes.map(({ id }) => id), ...groupIds(content), "nobody"];
}

const piece = fc.constantFrom(...PIECES);
const references = fc.constantFrom("read_csv", "read_csv_2", "chart", "gone");
const path = fc
  .tuple(keys, fc.array(fc.oneof(keys, fc.nat(3)), { maxLength: 3 }))
  .map(([name, rest]) => [name, ...rest]);
const ALIGNMENTS: readonly Alignment[] = ["left", "center", "bottom", "distribute-horizontal"];

export const commandArbitrary: fc.Arbitrary<Command> = fc.oneof(
  fc.tuple(piece, point).map(
    ([one, at]): Command =>
      (draft) => {
        commands.addNode(draft, one, at);
      },
  ),
  fc.tuple(piece, point, which).map(
    ([one, at, after]): Command =>
      (draft) => {
        commands.addNode(draft, one, at, { after: pick(nodeIds(draft), after), name: "Step" });
      },
  ),
  fc.tuple(which, which).map(
    ([up, down]): Command =>
      (draft) => {
        commands.connect(draft, pick(nodeIds(draft), up), pick(nodeIds(draft), down));
      },
  ),
  fc.tuple(which, piece, point).map(
    ([edge, one, at]): Command =>
      (draft) => {
        const { edges } = draft.document;
        const found = edges[edge % Math.max(edges.length, 1)];
        if (found) commands.insertOnEdge(draft, { ...found }, one, at);
      },
  ),
  fc.tuple(which, which).map(
    ([edge, node]): Command =>
      (draft) => {
        const { edges } = draft.document;
        const found = edges[edge % Math.max(edges.length, 1)];
        if (found) commands.threadNode(draft, { ...found }, pick(nodeIds(draft), node));
      },
  ),
  which.map(
    (edge): Command =>
      (draft) => {
        const { edges } = draft.document;
        const found = edges[edge % Math.max(edges.length, 1)];
        if (found) commands.disconnect(draft, found.upstream, found.downstream);
      },
  ),
  some.map(
    (numbers): Command =>
      (draft) => {
        commands.removeItems(
          draft,
          numbers.map((number) => pick(anyIds(draft), number)),
        );
      },
  ),
  fc.array(fc.tuple(which, point), { maxLength: 4 }).map(
    (moves): Command =>
      (draft) => {
        commands.moveNodes(
          draft,
          Object.fromEntries(moves.map(([number, at]) => [pick(anyIds(draft), number), at])),
        );
      },
  ),
  fc.tuple(which, fc.oneof(fc.constantFrom("Step", "Chart 2", " "), fc.string())).map(
    ([node, name]): Command =>
      (draft) => {
        commands.renameNode(draft, pick(nodeIds(draft), node), name);
      },
  ),
  fc.tuple(which, path, fc.option(inputArbitrary(references), { nil: undefined })).map(
    ([node, where, input]): Command =>
      (draft) => {
        commands.setInput(draft, pick(nodeIds(draft), node), where, input);
      },
  ),
  fc.tuple(which, which, path).map(
    ([node, source, where]): Command =>
      (draft) => {
        const ids = nodeIds(draft);
        commands.takeFrom(draft, pick(ids, node), where, { node: pick(ids, source), output: "file_path" });
      },
  ),
  fc.tuple(which, fc.nat(5)).map(
    ([node, retries]): Command =>
      (draft) => {
        commands.setOption(draft, pick(nodeIds(draft), node), "retries", retries);
      },
  ),
  fc.array(fc.constantFrom("a", "b"), { maxLength: 2 }).map(
    (tags): Command =>
      (draft) => {
        commands.setSetting(draft, "tags", tags);
      },
  ),
  point.map(
    (at): Command =>
      (draft) => {
        commands.addNote(draft, at, { text: "Look" });
      },
  ),
  fc.tuple(which, fc.string()).map(
    ([note, text]): Command =>
      (draft) => {
        commands.setNote(draft, pick(anyIds(draft), note), { text });
      },
  ),
  some.map(
    (numbers): Command =>
      (draft) => {
        commands.makeGroup(
          draft,
          numbers.map((number) => pick(nodeIds(draft), number)),
        );
      },
  ),
  fc.tuple(some, fc.option(which)).map(
    ([numbers, group]): Command =>
      (draft) => {
        const ids = numbers.map((number) => pick(nodeIds(draft), number));
        commands.moveToGroup(draft, ids, group === null ? null : pick(groupIds(draft), group));
      },
  ),
  fc.tuple(which, fc.boolean()).map(
    ([group, collapsed]): Command =>
      (draft) => {
        commands.toggleGroup(draft, pick(groupIds(draft), group), collapsed);
      },
  ),
  which.map(
    (group): Command =>
      (draft) => {
        commands.ungroup(draft, pick(groupIds(draft), group));
      },
  ),
  fc.tuple(some, fc.constantFrom(...ALIGNMENTS)).map(
    ([numbers, alignment]): Command =>
      (draft) => {
        const ids = numbers.map((number) => pick(anyIds(draft), number));
        align(draft, ids, alignment, () => ({ width: 200, height: 80 }));
      },
  ),
  fc.tuple(some, fc.option(point)).map(
    ([numbers, at]): Command =>
      (draft) => {
        const ids = numbers.map((number) => pick(anyIds(draft), number));
        const clip = clipOf(commands.whole(draft), new Set(ids));
        if (clip.nodes.length + clip.notes.length > 0) {
          pasteText(draft, copyText(commands.whole(draft), ids), at);
        }
      },
  ),
  some.map(
    (numbers): Command =>
      (draft) => {
        duplicate(
          draft,
          numbers.map((number) => pick(anyIds(draft), number)),
        );
      },
  ),
);

/** A content made by commands, so that it is one that can come about. */
export const contentArbitrary: fc.Arbitrary<Content> = fc
  .array(commandArbitrary, { maxLength: 25 })
  .map((recipes) => {
    const content = emptyContent("Workflow");
    for (const recipe of recipes) recipe(content);
    return content;
  });

/** A chain of nodes, each taking an output of the one before. */
export function chain(store: EditorStore, length: number): void {
  store.getState().change("Build", (draft) => {
    let last: string | null = null;
    for (let number = 0; number < length; number += 1) {
      const id = commands.addNode(draft, pieceOf("ReadCsvPiece"), { x: number * 240, y: 0 });
      if (last !== null) commands.takeFrom(draft, id, ["file_path"], { node: last, output: "file_path" });
      last = id;
    }
  });
}

/** Everything that has to hold of a content, as sentences about what doesn't. */
export function broken({ document, layout }: Content): string[] {
  const ids = document.nodes.map(({ id }) => id);
  const known = new Set(ids);
  const all = [...ids, ...layout.notes.map(({ id }) => id), ...layout.groups.map(({ id }) => id)];
  const grouped = layout.groups.flatMap(({ nodes }) => nodes);
  const names = document.nodes.map(({ name }) => name);
  const edges = document.edges.map(({ upstream, downstream }) => `${upstream} ${downstream}`);
  const faults: [boolean, string][] = [
    [new Set(all).size !== all.length, "an id is there twice"],
    [all.some((id) => !/^[A-Za-z][A-Za-z0-9_-]{0,99}$/.test(id)), "an id isn't one"],
    [new Set(names).size !== names.length, "a name is there twice"],
    [names.some((name) => name === "" || name !== name.trim() || name.length > 200), "a name is no name"],
    [new Set(edges).size !== edges.length, "an edge is there twice"],
    [document.edges.some((edge) => !known.has(edge.upstream)), "an edge comes from nowhere"],
    [document.edges.some((edge) => !known.has(edge.downstream)), "an edge leads nowhere"],
    [hasCircle(document), "the edges form a circle"],
    [new Set(grouped).size !== grouped.length, "a node is in two groups"],
    [grouped.some((id) => !known.has(id)), "a group has a node that isn't there"],
    [layout.groups.some(({ nodes }) => nodes.length === 0), "a group is empty"],
    [Object.keys(layout.nodes).some((id) => !known.has(id)), "a place belongs to no node"],
  ];
  return faults.filter(([fault]) => fault).map(([, sentence]) => sentence);
}

/** By taking away, again and again, what waits for nothing: not the way the model does it. */
function hasCircle({ nodes, edges }: Content["document"]): boolean {
  let left = new Set(nodes.map(({ id }) => id));
  for (;;) {
    const waiting = new Set(
      edges.filter(({ upstream }) => left.has(upstream)).map((edge) => edge.downstream),
    );
    const next = new Set([...left].filter((id) => waiting.has(id)));
    if (next.size === 0) return false;
    if (next.size === left.size) return true;
    left = next;
  }
}

/** All references of a content, as text. */
export function referenceTexts({ document }: Content): string[] {
  return document.nodes.flatMap(({ id, inputs }) =>
    referencesIn(inputs).map(({ path: where, node }) => `${id} ${where.join(".")} ${node}`),
  );
}
