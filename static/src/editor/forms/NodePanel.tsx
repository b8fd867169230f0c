import { Badge, Box, CloseButton, HStack, Tabs } from "@chakra-ui/react";
import { type ReactNode, type RefObject, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Problem } from "../../api/problems";
import type { PieceCatalogue } from "../model/catalogue";
import { useEditor, useEditorStore } from "../model/context";
import type { EditorNode, Piece } from "../model/types";
import { FieldMemory } from "./memory";
import { NodeOptions } from "./options/NodeOptions";
import { PanelFrame } from "./PanelFrame";
import { PieceDocs } from "./PieceDocs";
import { PieceVersion } from "./PieceVersion";
import { InputsTab, MissingPiece } from "./panel/InputsTab";
import { JsonTab } from "./panel/JsonTab";
import { NameField } from "./panel/NameField";
import {
  fieldName,
  fieldProblems,
  isOption,
  problemsOfTab,
  TABS,
  type Tab,
  useFieldFocus,
  useTabOf,
} from "./panel/tabs";

/** Lives as long as the page: opening another node forgets nothing. */
const memory = new FieldMemory();
const NO_PROBLEMS: readonly Problem[] = [];

interface NodePanelProps {
  pieces: PieceCatalogue;
  /** What validation says of each node, by its id. */
  problems: ReadonlyMap<string, readonly Problem[]>;
  readOnly?: boolean;
}

/** The node whose panel is open: its name, its inputs as a form, how it runs, and its inputs as JSON. */
export function NodePanel({ pieces, problems, readOnly = false }: NodePanelProps) {
  const focused = useEditor((state) => state.focused);
  const node = useEditor((state) => state.document.nodes.find(({ id }) => id === state.focused));
  if (!node || focused === null) return null;
  return (
    <Panel
      key={node.id}
      node={node}
      pieces={pieces}
      problems={problems.get(node.id) ?? NO_PROBLEMS}
      readOnly={readOnly}
    />
  );
}

interface PanelProps {
  node: EditorNode;
  pieces: PieceCatalogue;
  problems: readonly Problem[];
  readOnly: boolean;
}

function Panel({ node, pieces, problems: all, readOnly }: PanelProps) {
  const { t } = useTranslation();
  const piece = pieces.find(node.piece);
  const [tab, setTab] = useState<Tab>("inputs");
  const root = useRef<HTMLDivElement>(null);
  const problems = useMemo(() => fieldProblems(all), [all]);
  const field = useEditor((state) => state.field);
  const target = field === null ? null : fieldName(field, piece);
  useTabOf(target, piece, setTab);
  const inOptions = target !== null && isOption(target, piece);
  const shared = { node, readOnly, memory };

  return (
    <PanelFrame label={t("editor.forms.panel", { name: node.name })}>
      <Head node={node} piece={piece} pieces={pieces} readOnly={readOnly} />
      <Tabs.Root
        colorPalette="brand"
        display="flex"
        flex={1}
        flexDirection="column"
        lazyMount
        minH={0}
        onValueChange={({ value }) => setTab(TABS.find((one) => one === value) ?? "inputs")}
        size="sm"
        unmountOnExit
        value={tab}
      >
        <Tabs.List px={2}>
          {TABS.map((one) => (
            <Tabs.Trigger key={one} value={one}>
              {t(`editor.forms.${one}`)}
              <Count of={problemsOfTab(problems, one, piece)} />
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <Box colorPalette="gray" flex={1} minH={0} overflowY="auto" ref={root}>
          <Tabs.Content p={4} value="inputs">
            <Found root={root} target={inOptions ? null : target}>
              {piece ? (
                <InputsTab {...shared} piece={piece} pieces={pieces} problems={problems} target={target} />
              ) : (
                <MissingPiece node={node} pieces={pieces} />
              )}
            </Found>
          </Tabs.Content>
          <Tabs.Content p={4} value="options">
            <Found root={root} target={inOptions ? target : null}>
              <NodeOptions node={node} piece={piece} problems={problems} readOnly={readOnly} />
            </Found>
          </Tabs.Content>
          <Tabs.Content p={4} value="json">
            <JsonTab {...shared} />
          </Tabs.Content>
        </Box>
      </Tabs.Root>
    </PanelFrame>
  );
}

interface FoundProps {
  root: RefObject<HTMLDivElement | null>;
  target: string | null;
  children: ReactNode;
}

/** A tab's content, in which the target is looked for when it is there: tabs appear after they are chosen. */
function Found({ root, target, children }: FoundProps) {
  useFieldFocus(root, target);
  return children;
}

interface HeadProps {
  node: EditorNode;
  piece: Piece | undefined;
  pieces: PieceCatalogue;
  readOnly: boolean;
}

function Head({ node, piece, pieces, readOnly }: HeadProps) {
  const { t } = useTranslation();
  const store = useEditorStore();
  return (
    <HStack gap={1} px={3} pt={3}>
      <Box flex={1} minW={0}>
        <NameField node={node} readOnly={readOnly} />
        <PieceVersion node={node} piece={piece} pieces={pieces} readOnly={readOnly} />
      </Box>
      {piece ? <PieceDocs piece={piece} /> : null}
      <CloseButton
        aria-label={t("editor.forms.close")}
        onClick={() => store.getState().focus(null)}
        size="xs"
        title={t("editor.forms.close")}
      />
    </HStack>
  );
}

function Count({ of }: { of: number }) {
  const { t } = useTranslation();
  if (of === 0) return null;
  return (
    <Badge aria-label={t("editor.forms.problems", { count: of })} colorPalette="red" size="xs">
      {of}
    </Badge>
  );
}
