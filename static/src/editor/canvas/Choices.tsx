import { Box, Input, Text } from "@chakra-ui/react";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";

export interface Choice {
  id: string;
  /** A heading is drawn where it changes. */
  section?: string | undefined;
  content: ReactNode;
  disabled?: boolean;
}

interface ChoicesProps {
  label: string;
  choices: readonly Choice[];
  /** With a field to type into; without, the list itself has the focus. */
  search?: { value: string; placeholder: string; onChange: (value: string) => void };
  none: string;
  maxHeight?: string;
  onChoose: (id: string) => void;
  /** Tab, where the list stands in nobody's way. */
  onTab?: () => void;
  onActive?: (id: string | null) => void;
}

/** A list to choose from by arrows and Enter, or by the pointer; also filtered by what is typed. */
export function Choices(props: ChoicesProps) {
  const { label, choices, search, none, maxHeight = "300px", onChoose, onTab, onActive } = props;
  const id = useId();
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const at = Math.min(active, choices.length - 1);
  const chosen = choices[at];

  useEffect(() => {
    (field.current ?? list.current)?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    onActive?.(chosen?.id ?? null);
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [chosen?.id, onActive]);

  const move = (to: number) => setActive(Math.max(0, Math.min(choices.length - 1, to)));
  const keys: Record<string, () => void> = {
    ArrowDown: () => move(at + 1 >= choices.length ? 0 : at + 1),
    ArrowUp: () => move(at <= 0 ? choices.length - 1 : at - 1),
    PageDown: () => move(at + 8),
    PageUp: () => move(at - 8),
    Enter: () => {
      if (chosen && !chosen.disabled) onChoose(chosen.id);
    },
    ...(search ? {} : { Home: () => move(0), End: () => move(choices.length - 1) }),
    ...(onTab ? { Tab: onTab } : {}),
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const run = event.nativeEvent.isComposing || event.shiftKey ? undefined : keys[event.key];
    if (!run) return;
    event.preventDefault();
    event.stopPropagation();
    run();
  };
  const optionId = (index: number) => `${id}-${index}`;
  const activeId = chosen ? optionId(at) : undefined;

  return (
    <Box data-own-keys onKeyDown={onKeyDown}>
      {search ? (
        <Input
          aria-activedescendant={activeId}
          aria-autocomplete="list"
          aria-controls={id}
          aria-expanded
          aria-label={label}
          border="none"
          borderBottomWidth={1}
          borderRadius={0}
          onChange={(event) => {
            search.onChange(event.target.value);
            setActive(0);
          }}
          outline="none"
          placeholder={search.placeholder}
          ref={field}
          role="combobox"
          size="md"
          value={search.value}
        />
      ) : null}
      <Box
        aria-activedescendant={search ? undefined : activeId}
        aria-label={label}
        id={id}
        maxHeight={maxHeight}
        outline="none"
        overflowY="auto"
        p={1}
        ref={list}
        role="listbox"
        tabIndex={search ? -1 : 0}
      >
        {choices.map((choice, index) => (
          <Box key={choice.id} role="presentation">
            {choice.section !== undefined && choice.section !== choices[index - 1]?.section ? (
              <Text
                color="fg.muted"
                fontSize="xs"
                fontWeight="medium"
                pb={0.5}
                pt={2}
                px={2}
                role="presentation"
              >
                {choice.section}
              </Text>
            ) : null}
            <Box
              aria-disabled={choice.disabled || undefined}
              aria-selected={index === at}
              bg={index === at ? "brand.subtle" : undefined}
              borderRadius="sm"
              cursor="pointer"
              id={optionId(index)}
              onClick={() => {
                if (!choice.disabled) onChoose(choice.id);
              }}
              onPointerMove={() => setActive(index)}
              opacity={choice.disabled ? 0.55 : 1}
              px={2}
              py={1.5}
              role="option"
              tabIndex={-1}
            >
              {choice.content}
            </Box>
          </Box>
        ))}
        {choices.length === 0 ? (
          <Text color="fg.muted" fontSize="sm" p={3}>
            {none}
          </Text>
        ) : null}
      </Box>
    </Box>
  );
}
