import { Box, Button, HStack, IconButton, Stack, Text } from "@chakra-ui/react";
import { ArrowDown, ArrowUp, Plus, X } from "lucide-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { NodeInput } from "../model/types";
import { type Change, type ControlProps, useForm } from "./context";
import { Field } from "./Field";
import { fromRows, moved, rowsOf } from "./inputs";
import { type Path, type Shape, shapeOf, type UpstreamRule } from "./schema";
import { useRowFocus } from "./useRowFocus";
import { initial } from "./values";

/** Rows that can be added, removed and moved; each is a value or an output of its own. */
export function ListControl(props: ControlProps<"list">) {
  const { t } = useTranslation();
  const form = useForm();
  const { shape, path, label, onChange } = props;
  const rows = rowsOf(props.input) ?? [];
  const keys = useRowKeys(rows.length);
  const [said, setSaid] = useState("");
  const { list, focusRow } = useRowFocus();
  const fixed = shape.places.length > 0;
  const one = singular(shapeOf(shape.items, form.root)) || label;
  const nameOf = (index: number) => t("editor.forms.list.item", { field: one, number: index + 1 });

  const arrange = (order: (number | null)[], next: readonly NodeInput[]) => {
    form.memory.reorder(form.node, path, order);
    keys.arrange(order);
    onChange(fromRows(next));
  };
  const indexes = [...rows.keys()];
  const add = () => {
    // Places belong together; other rows come one by one.
    const schemas = fixed ? shape.places.slice(rows.length) : [shape.items];
    const added = schemas.map((schema) => initial(shapeOf(schema, form.root), form.root));
    arrange([...indexes, ...added.map(() => null)], [...rows, ...added]);
    // Whoever adds a row goes on typing; without a field the keys would be the canvas's shortcuts.
    focusRow(rows.length);
  };
  const remove = (index: number) => {
    arrange(
      indexes.filter((one) => one !== index),
      rows.filter((_, one) => one !== index),
    );
  };
  const move = (from: number, to: number) => {
    if (to < 0 || to >= rows.length) return;
    arrange(moved(indexes, from, to), moved(rows, from, to));
    setSaid(t("editor.forms.list.movedTo", { item: nameOf(from), number: to + 1 }));
  };

  return (
    <Stack gap={2} ref={list}>
      {rows.length === 0 && props.input ? (
        <Text color="fg.muted" fontSize="xs">
          {t("editor.forms.list.none")}
        </Text>
      ) : null}
      {rows.map((row, index) => (
        <Row
          fixed={fixed}
          input={row}
          key={keys.at(index)}
          last={index === rows.length - 1}
          move={(by) => move(index, index + by)}
          name={nameOf(index)}
          onChange={(next, edit) => {
            if (next) onChange(fromRows(rows.with(index, next)), edit);
            else remove(index);
          }}
          path={[...path, index]}
          remove={() => remove(index)}
          rule={props.rule}
          schema={shape.places[index] ?? shape.items}
        />
      ))}
      {form.readOnly || (fixed && rows.length >= shape.places.length) ? null : (
        <Button
          alignSelf="flex-start"
          aria-label={t("editor.forms.list.addTo", { field: label })}
          id={props.id}
          onClick={add}
          size="xs"
          variant="outline"
        >
          <Plus aria-hidden /> {t("editor.forms.list.add")}
        </Button>
      )}
      <Text aria-live="polite" srOnly>
        {said}
      </Text>
    </Stack>
  );
}

/** What a row is called by its model: `Condition`, `Input argument`. */
function singular(items: Shape): string {
  if (items.kind !== "object") return "";
  const words = items.title.replace(/(?:Model|Item)$/, "").replaceAll(/([a-z\d])([A-Z])/g, "$1 $2");
  return words.charAt(0) + words.slice(1).toLowerCase();
}

interface RowProps {
  name: string;
  schema: unknown;
  path: Path;
  input: NodeInput;
  last: boolean;
  /** Whether the rows are places of their own, which stay where they are. */
  fixed: boolean;
  rule: UpstreamRule;
  move: (by: number) => void;
  remove: () => void;
  onChange: Change;
}

function Row({ name, schema, path, input, last, fixed, rule, move, remove, onChange }: RowProps) {
  const { t } = useTranslation();
  const { readOnly } = useForm();
  const index = Number(path.at(-1));
  const keys = (event: KeyboardEvent) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    // What is inside of a row may be a list as well: the innermost row moves.
    if (!by || !event.altKey || fixed || readOnly || event.defaultPrevented) return;
    event.preventDefault();
    move(by);
  };
  return (
    <Box data-row={index} onKeyDown={keys}>
      <Field
        actions={
          readOnly ? null : (
            <HStack flexShrink={0} gap={0}>
              {fixed ? null : (
                <>
                  <RowButton
                    disabled={index === 0}
                    label={t("editor.forms.list.up", { item: name })}
                    onClick={() => move(-1)}
                  >
                    <ArrowUp aria-hidden />
                  </RowButton>
                  <RowButton
                    disabled={last}
                    label={t("editor.forms.list.down", { item: name })}
                    onClick={() => move(1)}
                  >
                    <ArrowDown aria-hidden />
                  </RowButton>
                </>
              )}
              <RowButton
                disabled={fixed && !last}
                label={t("editor.forms.list.remove", { item: name })}
                onClick={remove}
              >
                <X aria-hidden />
              </RowButton>
            </HStack>
          )
        }
        input={input}
        label={name}
        onChange={onChange}
        optional={false}
        path={path}
        required={false}
        row
        rule={rule}
        schema={schema}
      />
    </Box>
  );
}

interface RowButtonProps {
  label: string;
  disabled: boolean;
  onClick: () => void;
  children: React.ReactNode;
}

export function RowButton({ label, disabled, onClick, children }: RowButtonProps) {
  return (
    <IconButton
      aria-label={label}
      color="fg.muted"
      disabled={disabled}
      minW={6}
      onClick={onClick}
      size="2xs"
      title={label}
      variant="ghost"
    >
      {children}
    </IconButton>
  );
}

/** A key for each row that stays with it when it moves, so that focus and folding do. */
function useRowKeys(count: number) {
  const next = useRef(0);
  const keys = useRef<number[]>([]);
  while (keys.current.length < count) {
    keys.current.push(next.current);
    next.current += 1;
  }
  return {
    at: (index: number) => keys.current[index],
    arrange: (order: readonly (number | null)[]) => {
      keys.current = order.map((from) => {
        const known = from === null ? undefined : keys.current[from];
        if (known !== undefined) return known;
        next.current += 1;
        return next.current - 1;
      });
    },
  };
}
