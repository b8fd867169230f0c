import { Box, Heading, HStack, IconButton, Menu, Portal, Stack, Text } from "@chakra-ui/react";
import { ArrowRight, EllipsisVertical, Unlink } from "lucide-react";
import { type KeyboardEvent, memo, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { StateIcon } from "../../components/StateBadge";
import { label } from "../../model/states";
import { useOperations } from "../canvas/OperationsContext";
import { useCanvas, useCanvasStore } from "../canvas/state";
import type { PieceCatalogue } from "../model/catalogue";
import { useEditor, useEditorStore } from "../model/context";
import { topologicalOrder, upstreamOf } from "../model/graph";
import type { EditorNode } from "../model/types";
import { PieceIcon } from "../palette/PieceLine";

/** The workflow as a list in the order it runs, with what each node waits for: all the canvas does, without it. */
export function Outline({ pieces }: { pieces: PieceCatalogue }) {
  const { t } = useTranslation();
  const editor = useEditorStore();
  const canvas = useCanvasStore();
  const operations = useOperations();
  const nodes = useEditor((state) => state.document.nodes);
  const edges = useEditor((state) => state.document.edges);
  const current = useCanvas((state) => state.current);
  const list = useRef<HTMLDivElement>(null);
  const [touched, setTouched] = useState(false);
  const order = useMemo(() => topologicalOrder({ nodes, edges }), [nodes, edges]);
  const byId = useMemo(() => new Map(nodes.map((node) => [node.id, node])), [nodes]);
  const at = Math.max(0, order.indexOf(current ?? ""));
  const active = order[at];

  useEffect(() => {
    if (!touched || active === undefined) return;
    list.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(active)}"]`)?.focus();
  }, [active, touched]);

  const go = (index: number) => {
    const id = order[Math.max(0, Math.min(order.length - 1, index))];
    if (id === undefined) return;
    setTouched(true);
    operations.goTo(id, { silent: !canvas.getState().connecting });
  };
  const keys: Record<string, () => void> = {
    ArrowDown: () => go(at + 1),
    ArrowUp: () => go(at - 1),
    Home: () => go(0),
    End: () => go(order.length - 1),
    Enter: operations.enter,
    Delete: operations.remove,
    Backspace: operations.remove,
    n: operations.quickAddAfter,
    c: operations.connectFromCurrent,
    Escape: operations.leave,
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (!(event.target instanceof HTMLElement) || event.target.dataset["row"] === undefined) return;
    const run = keys[event.key];
    if (!run) return;
    event.preventDefault();
    event.stopPropagation();
    if (active !== undefined && canvas.getState().current === null) canvas.setState({ current: active });
    run();
  };

  return (
    <Stack
      aria-label={t("editor.outline.label")}
      as="section"
      bg="bg.panel"
      borderInlineEndWidth={1}
      flexShrink={0}
      gap={0}
      height="100%"
      width="280px"
    >
      <Heading as="h2" px={3} py={2} size="sm">
        {t("editor.outline.title", { count: nodes.length })}
      </Heading>
      <Text color="fg.muted" fontSize="xs" pb={2} px={3}>
        {t("editor.outline.help")}
      </Text>
      <Stack
        aria-label={t("editor.outline.label")}
        as="ul"
        flex={1}
        gap={0}
        listStyleType="none"
        onKeyDown={onKeyDown}
        overflowY="auto"
        pb={2}
        px={1}
        ref={list}
      >
        {order.map((id) => {
          const node = byId.get(id);
          return node ? (
            <Row
              active={id === active}
              key={id}
              node={node}
              onGo={() => {
                setTouched(true);
                operations.goTo(id, { silent: true });
                editor.getState().focus(id);
              }}
              pieces={pieces}
            />
          ) : null;
        })}
      </Stack>
      {order.length === 0 ? (
        <Text color="fg.muted" fontSize="sm" p={3}>
          {t("editor.outline.empty")}
        </Text>
      ) : null}
    </Stack>
  );
}

interface RowProps {
  node: EditorNode;
  active: boolean;
  pieces: PieceCatalogue;
  onGo: () => void;
}

const Row = memo(function Row({ node, active, pieces, onGo }: RowProps) {
  const { t } = useTranslation();
  const operations = useOperations();
  const selected = useEditor((state) => state.selection.has(node.id));
  const edges = useEditor((state) => state.document.edges);
  const upstream = upstreamOf({ edges }, node.id);
  const run = useCanvas((state) => state.states.get(node.id));
  const problems = useCanvas((state) => state.problems.get(node.id)?.length ?? 0);
  const verdict = useCanvas((state) => state.connecting?.verdicts.get(node.id));
  const piece = pieces.find(node.piece);
  return (
    <HStack as="li" bg={selected ? "brand.subtle" : undefined} borderRadius="sm" gap={1} pe={1}>
      <Box
        asChild
        cursor="pointer"
        flex={1}
        minW={0}
        opacity={verdict?.kind === "refused" ? 0.5 : 1}
        p={2}
        textAlign="start"
      >
        <button
          aria-current={selected ? "true" : undefined}
          data-row={node.id}
          onClick={onGo}
          tabIndex={active ? 0 : -1}
          title={verdict?.words}
          type="button"
        >
          <HStack gap={2}>
            {piece ? <PieceIcon piece={piece} size={24} /> : null}
            <Box flex={1} minW={0}>
              <Text fontSize="sm" fontWeight="medium" truncate>
                {node.name}
              </Text>
              <Text color="fg.muted" fontSize="xs" truncate>
                {upstream.length === 0
                  ? t("editor.canvas.first")
                  : t("editor.canvas.after", { names: upstream.map(operations.nameOf).join(", ") })}
              </Text>
              {verdict ? (
                <Text color={verdict.kind === "fits" ? "green.fg" : "fg.muted"} fontSize="xs">
                  {t(`editor.canvas.verdict.${verdict.kind}`)}
                </Text>
              ) : null}
            </Box>
            {run?.state ? (
              <Box as="span" title={label(run.state)}>
                <StateIcon size={15} state={run.state} />
                <Box as="span" srOnly>
                  {label(run.state)}
                </Box>
              </Box>
            ) : null}
            {problems > 0 ? (
              <Text color="red.fg" fontSize="xs" whiteSpace="nowrap">
                {t("editor.canvas.problems", { count: problems })}
              </Text>
            ) : null}
          </HStack>
        </button>
      </Box>
      <RowMenu node={node} onGo={onGo} upstream={upstream} />
    </HStack>
  );
});

function RowMenu({
  node,
  upstream,
  onGo,
}: {
  node: EditorNode;
  upstream: readonly string[];
  onGo: () => void;
}) {
  const { t } = useTranslation();
  const operations = useOperations();
  if (operations.locked()) return null;
  const doing = (run: () => void) => () => {
    operations.goTo(node.id, { silent: true });
    // The menu gives the focus back first.
    window.setTimeout(run, 0);
  };
  return (
    <Menu.Root lazyMount unmountOnExit>
      <Menu.Trigger asChild>
        <IconButton
          aria-label={t("editor.outline.more", { name: node.name })}
          size="2xs"
          tabIndex={-1}
          variant="ghost"
        >
          <EllipsisVertical aria-hidden size={14} />
        </IconButton>
      </Menu.Trigger>
      <Portal>
        <Menu.Positioner>
          <Menu.Content>
            <Menu.Item onClick={doing(onGo)} value="open">
              {t("editor.actions.open")}
            </Menu.Item>
            <Menu.Item onClick={doing(operations.quickAddAfter)} value="after">
              {t("editor.actions.quickAddAfter")}
            </Menu.Item>
            <Menu.Item onClick={doing(operations.connectFromCurrent)} value="connect">
              {t("editor.actions.connect")}
            </Menu.Item>
            <Menu.Item onClick={doing(operations.duplicateSelected)} value="duplicate">
              {t("editor.actions.duplicate")}
            </Menu.Item>
            <Menu.Item onClick={doing(operations.remove)} value="remove">
              {t("editor.actions.remove")}
            </Menu.Item>
            {upstream.length > 0 ? <Menu.Separator /> : null}
            {upstream.map((id) => (
              <Menu.Item
                key={`insert ${id}`}
                onClick={doing(() => operations.quickAddInto(id, node.id))}
                value={`insert ${id}`}
              >
                <ArrowRight aria-hidden size={14} />
                {t("editor.outline.insert", { name: operations.nameOf(id) })}
              </Menu.Item>
            ))}
            {upstream.map((id) => (
              <Menu.Item key={id} onClick={doing(() => operations.cutEdge(id, node.id))} value={`cut ${id}`}>
                <Unlink aria-hidden size={14} />
                {t("editor.outline.disconnect", { name: operations.nameOf(id) })}
              </Menu.Item>
            ))}
          </Menu.Content>
        </Menu.Positioner>
      </Portal>
    </Menu.Root>
  );
}
