import { Box, Input, Text } from "@chakra-ui/react";
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { matches } from "../../../model/search";
import { useEditorStore } from "../../model/context";
import { useForm } from "../context";
import { isRecord, type JsonSchema } from "../schema";
import { OutputOption } from "./OutputOption";
import { choicesFor, type NodeChoices, type OutputChoice, writtenPath } from "./outputs";
import type { PickerProps } from "./picking";

/** All outputs below a search field; what doesn't fit can be read but not taken. */
export function OutputChoices({ label, schema, input, onPick }: PickerProps) {
  const { t } = useTranslation();
  const form = useForm();
  const store = useEditorStore();
  const listId = useId();
  const [search, setSearch] = useState("");
  const groups = useMemo(() => {
    const wanted: JsonSchema = isRecord(schema) ? schema : {};
    return choicesFor(store.getState().document, form.node, form.pieces, wanted, form.root);
  }, [store, form, schema]);
  const found = useMemo(() => searched(groups, search), [groups, search]);
  const flat = found.flatMap(({ choices, connected }) => choices.map((choice) => ({ choice, connected })));
  const taken = input?.kind === "upstream" ? input : null;
  const [active, setActive] = useState(0);
  const current = flat[Math.min(active, flat.length - 1)];
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const options = list.current?.querySelectorAll("[role=option]");
    options?.[active]?.scrollIntoView?.({ block: "nearest" });
  }, [active]);

  const take = (one: { choice: OutputChoice; connected: boolean } | undefined) => {
    if (!one?.choice.fit.ok) return;
    const { node, output, path } = one.choice;
    onPick({ kind: "upstream", node, output, path }, one.connected ? null : node);
  };
  const keys = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step) setActive(Math.max(0, Math.min(flat.length - 1, active + step)));
    else if (event.key === "Enter") take(current);
    else return;
    event.preventDefault();
  };
  const optionId = (choice: OutputChoice) => `${listId}-${flat.findIndex((one) => one.choice === choice)}`;

  return (
    <Box p={2}>
      <Input
        aria-activedescendant={current ? optionId(current.choice) : undefined}
        aria-autocomplete="list"
        aria-controls={listId}
        aria-expanded
        aria-label={t("editor.forms.upstream.search")}
        autoFocus
        onChange={(event) => {
          setSearch(event.target.value);
          setActive(0);
        }}
        onKeyDown={keys}
        placeholder={t("editor.forms.upstream.search")}
        role="combobox"
        size="xs"
        value={search}
      />
      <Box
        aria-label={t("editor.forms.upstream.label", { field: label })}
        id={listId}
        maxH="20rem"
        mt={2}
        overflowY="auto"
        ref={list}
        role="listbox"
      >
        {flat.length === 0 && found.length === 0 ? (
          <Text color="fg.muted" fontSize="sm" p={2}>
            {t(groups.length === 0 ? "editor.forms.upstream.none" : "editor.forms.upstream.noMatch")}
          </Text>
        ) : null}
        {found.map((group, index) => (
          <Box aria-label={group.name} key={group.node} mb={1} role="group">
            {!group.connected && (index === 0 || found[index - 1]?.connected) ? (
              <Text
                borderTopWidth={index === 0 ? 0 : 1}
                color="fg.muted"
                fontSize="xs"
                mt={1}
                pt={1}
                px={2}
                role="presentation"
              >
                {t("editor.forms.upstream.connects")}
              </Text>
            ) : null}
            <Text fontSize="xs" fontWeight="semibold" px={2} py={1} role="presentation" truncate>
              {group.name}
            </Text>
            {group.choices.length === 0 ? (
              <Text color="fg.muted" fontSize="xs" px={2} role="presentation">
                {t("editor.forms.upstream.noOutputs")}
              </Text>
            ) : null}
            {group.choices.map((choice) => (
              <OutputOption
                active={current?.choice === choice}
                choice={choice}
                id={optionId(choice)}
                key={`${choice.output} ${writtenPath(choice.path)}`}
                onTake={() => take({ choice, connected: group.connected })}
                taken={
                  taken?.node === choice.node &&
                  taken.output === choice.output &&
                  writtenPath(taken.path) === writtenPath(choice.path)
                }
              />
            ))}
          </Box>
        ))}
      </Box>
    </Box>
  );
}

function searched(groups: readonly NodeChoices[], search: string): NodeChoices[] {
  if (search.trim() === "") return [...groups];
  return groups.flatMap((group) => {
    const choices = group.choices.filter((one) =>
      matches(search, [group.name, one.title, one.output, one.type]),
    );
    return choices.length > 0 ? [{ ...group, choices }] : [];
  });
}
