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
  /** Which of a block's chunks are its leaves' ones. */
  leaves: { start: number; end: number };
  /** Whether each value is a row of its own. */
  isFlat: boolean;
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
    const start = leaf;
    leaf += elements.filter(({ num_children: children }) => !children).length;
    const isFlat = tree.children.length === 0 && tree.element.repetition_type !== "REPEATED";
    const { name } = tree.element;
    return { name, type: typeOf(tree.element), tree, elements, leaves: { start, end: leaf }, isFlat };
  });
}

export function blocksOf({ row_groups }: FileMetaData): Block[] {
  let end = 0;
  return row_groups.map((group, number) => {
    const start = end;
    end += Number(group.num_rows);
    return { number, start, end, group };
  });
}
