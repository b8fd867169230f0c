import { Box, Button, HStack, Input, Stack, Text } from "@chakra-ui/react";
import { Plus, X } from "lucide-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { NodeInput } from "../model/types";
import { type Change, type ControlProps, useForm } from "./context";
import { Field } from "./Field";
import { type Entry, entriesOf, fromEntries, withEntry } from "./inputs";
import { RowButton } from "./ListControl";
import { type Path, shapeOf, type UpstreamRule } from "./schema";
import { useRowFocus } from "./useRowFocus";
import { initial } from "./values";

/** The fields of a model, one below the other. */
export function ObjectControl({ shape, input, path, rule, label, onChange }: ControlProps<"object">) {
  const { t } = useTranslation();
  const entries = entriesOf(input) ?? [];
  const held = new Map(entries);
  const names = new Set(shape.properties.map(({ name }) => name));
  const others = entries.filter(([name]) => !names.has(name));
  const set =
    (name: string): Change =>
    (next, edit) =>
      onChange(fromEntries(withEntry(entries, name, next)), edit);
  return (
    <Stack gap={3}>
      {shape.properties.map((property) => (
        <Field
          input={held.get(property.name)}
          key={property.name}
          label={property.name}
          onChange={set(property.name)}
          optional
          path={[...path, property.name]}
          required={property.required}
          // Only what must come from upstream is said for all parts; else each field says it for itself.
          rule={rule === "always" ? "always" : "allowed"}
          schema={property.schema}
        />
      ))}
      {shape.extra || others.length > 0 ? (
        <Box>
          <Text fontSize="xs" fontWeight="medium" mb={1}>
            {t(shape.extra ? "editor.forms.dict.extra" : "editor.forms.others")}
          </Text>
          <Entries
            closed={!shape.extra}
            entries={others}
            isThere={false}
            label={label}
            onChange={(next) =>
              onChange(fromEntries([...entries.filter(([name]) => names.has(name)), ...next]))
            }
            path={path}
            rule={rule}
            set={set}
            taken={names}
            values={shape.extra ?? {}}
          />
        </Box>
      ) : null}
    </Stack>
  );
}

/** Names and values that the user makes up. */
export function DictControl({ id, shape, input, path, rule, label, onChange }: ControlProps<"dict">) {
  const entries = entriesOf(input) ?? [];
  return (
    <Entries
      entries={entries}
      id={id}
      isThere={input !== undefined}
      label={label}
      onChange={(next) => onChange(fromEntries(next))}
      path={path}
      rule={rule}
      set={(name) => (next, edit) => onChange(fromEntries(withEntry(entries, name, next)), edit)}
      values={shape.values}
    />
  );
}

interface EntriesProps {
  id?: string;
  label: string;
  entries: readonly Entry[];
  values: unknown;
  path: Path;
  rule: UpstreamRule;
  /** Names that are spoken for. */
  taken?: ReadonlySet<string>;
  /** Whether entries can only be removed. */
  closed?: boolean;
  /** Whether the document has the object, though it may be empty. */
  isThere: boolean;
  set: (name: string) => Change;
  onChange: (entries: readonly Entry[]) => void;
}

function Entries({
  id,
  isThere,
  entries,
  values,
  path,
  rule,
  taken,
  closed,
  set,
  onChange,
  label,
}: EntriesProps) {
  const { t } = useTranslation();
  const form = useForm();
  const { list, focusRow } = useRowFocus();
  const names = new Set([...(taken ?? []), ...entries.map(([name]) => name)]);
  const add = () => {
    let number = entries.length + 1;
    while (names.has(`name_${number}`)) number += 1;
    onChange([...entries, [`name_${number}`, initial(shapeOf(values, form.root), form.root)]]);
    focusRow(entries.length);
  };
  return (
    <Stack gap={2} ref={list}>
      {entries.length === 0 && isThere ? (
        <Text color="fg.muted" fontSize="xs">
          {t("editor.forms.list.none")}
        </Text>
      ) : null}
      {entries.map(([name, inner], index) => (
        <EntryRow
          // By its place: the name changes while it is typed.
          // biome-ignore lint/suspicious/noArrayIndexKey: entries have no other identity
          key={index}
          input={inner}
          name={name}
          number={index + 1}
          onChange={set(name)}
          path={[...path, name]}
          remove={() => onChange(entries.filter(([one]) => one !== name))}
          rename={(next) =>
            onChange(entries.map((entry): Entry => (entry[0] === name ? [next, entry[1]] : entry)))
          }
          rule={rule}
          schema={values}
          taken={names}
        />
      ))}
      {form.readOnly || closed ? null : (
        <Button
          alignSelf="flex-start"
          aria-label={t("editor.forms.list.addTo", { field: label })}
          onClick={add}
          size="xs"
          variant="outline"
          {...(id ? { id } : {})}
        >
          <Plus aria-hidden /> {t("editor.forms.dict.add")}
        </Button>
      )}
    </Stack>
  );
}

interface EntryRowProps {
  name: string;
  number: number;
  schema: unknown;
  path: Path;
  input: NodeInput;
  rule: UpstreamRule;
  taken: ReadonlySet<string>;
  rename: (name: string) => void;
  remove: () => void;
  onChange: Change;
}

function EntryRow(props: EntryRowProps) {
  const { t } = useTranslation();
  const { readOnly } = useForm();
  const { name, number, taken, rename, remove } = props;
  const errorId = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const twice = typed !== null && typed !== name && taken.has(typed);
  const commit = () => {
    if (typed !== null && typed !== name && !twice) rename(typed);
    setTyped(null);
  };
  return (
    <Box borderColor="border" borderInlineStartWidth={2} data-row={number - 1} ps={2}>
      <HStack gap={1} mb={1}>
        <Input
          aria-describedby={twice ? errorId : undefined}
          aria-invalid={twice || undefined}
          aria-label={t("editor.forms.dict.keyOf", { number })}
          fontFamily="mono"
          fontSize="xs"
          onBlur={commit}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter") commit();
          }}
          placeholder={t("editor.forms.dict.key")}
          readOnly={readOnly}
          size="xs"
          value={typed ?? name}
        />
        {readOnly ? null : (
          <RowButton disabled={false} label={t("editor.forms.dict.remove", { name })} onClick={remove}>
            <X aria-hidden />
          </RowButton>
        )}
      </HStack>
      {twice ? (
        <Text color="fg.error" fontSize="xs" id={errorId} role="alert">
          {t("editor.forms.dict.twice")}
        </Text>
      ) : null}
      <Field
        actions={null}
        input={props.input}
        label={t("editor.forms.dict.valueOf", { name })}
        onChange={props.onChange}
        optional={false}
        path={props.path}
        required={false}
        row
        rule={props.rule}
        schema={props.schema}
      />
    </Box>
  );
}
