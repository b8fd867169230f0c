/** The columns of a Parquet file, told apart by their places: their names may be alike. */
import {
  type FileMetaData,
  parquetSchema,
  type RowGroup,
  type SchemaElement,
  type SchemaTree,
} from "hyparquet";
import type { Schemas } from "../../api/client";
import { rawElement, typeOf } from "./cells";

export interface Column {
  name: string;
  type: Schemas["TableColumn"]["type"];
  tree: SchemaTree;
  /** Its part of the schema, for hyparquet. */
  elements: SchemaElement[];
  leaves: Leaf[];
  /** Whether each value of a leaf is a row of its own, as where there are no lists. */
  isPlain: boolean;
}

/** What the file keeps by itself: a column, or a field of a structure. */
export interface Leaf {
  /** Which of a block's chunks is its own. */
  number: number;
  /** The schema of a column that had no other leaf. */
  elements: SchemaElement[];
}

/** Rows that the file keeps together. */
export interface Block {
  number: number;
  start: number;
  end: number;
  group: RowGroup;
}

export function columnsOf(metadata: FileMetaData): Column[] {
  let element = 1;
  let leaf = 0;
  return parquetSchema(metadata).children.map((tree) => {
    const elements = metadata.schema.slice(element, element + tree.count).map(rawElement);
    element += tree.count;
    const leaves = pathsOf(tree, []).map((path) => ({ number: leaf++, elements: path }));
    const { name } = tree.element;
    return { name, type: typeOf(tree.element), tree, elements, leaves, isPlain: elements.every(isPlain) };
  });
}

/** The leaves of a column, each with what is above it. */
function pathsOf({ element, children }: SchemaTree, above: SchemaElement[]): SchemaElement[][] {
  if (children.length === 0) return [[...above, rawElement(element)]];
  return children.flatMap((child) => pathsOf(child, [...above, { ...rawElement(element), num_children: 1 }]));
}

/** Fields of a variant can't be read apart from each other. */
function isPlain({ repetition_type: repetition, logical_type: logical }: SchemaElement): boolean {
  return repetition !== "REPEATED" && logical?.type !== "VARIANT";
}

export function blocksOf({ row_groups }: FileMetaData): Block[] {
  let end = 0;
  return row_groups.map((group, number) => {
    const start = end;
    end += Number(group.num_rows);
    return { number, start, end, group };
  });
}

/** Bytes that a column has in the file. */
export function bytesOf({ leaves }: Column, blocks: Block[]): number {
  const chunks = blocks.flatMap(({ group }) => leaves.map(({ number }) => group.columns[number]));
  return chunks.reduce((sum, chunk) => sum + Number(chunk?.meta_data?.total_compressed_size ?? 0), 0);
}
