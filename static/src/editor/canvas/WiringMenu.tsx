import { Badge, Box, HStack, Text } from "@chakra-ui/react";
import { ArrowRight, Link2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { PieceCatalogue } from "../model/catalogue";
import { useEditorStore } from "../model/context";
import { type Choice, Choices } from "./Choices";
import { type Pair, pairsBetween } from "./connecting";
import { Floating } from "./Floating";
import { useOperations } from "./OperationsContext";
import { useCanvas, useCanvasStore, type Wiring } from "./state";

/** Asks what flows along a new connection, where that isn't obvious. */
export function WiringMenu({ pieces }: { pieces: PieceCatalogue }) {
  const wiring = useCanvas((state) => state.wiring);
  return wiring ? (
    <Menu key={`${wiring.upstream} ${wiring.downstream}`} pieces={pieces} wiring={wiring} />
  ) : null;
}

const ORDER = "order";

function Menu({ pieces, wiring }: { pieces: PieceCatalogue; wiring: Wiring }) {
  const { t } = useTranslation();
  const editor = useEditorStore();
  const canvas = useCanvasStore();
  const operations = useOperations();
  const { upstream, downstream, screen } = wiring;
  const { pairs, reason } = pairsBetween(editor.getState(), pieces, upstream, downstream);
  const names = { up: operations.nameOf(upstream), down: operations.nameOf(downstream) };
  const title = t("editor.canvas.wiring.title", names);
  const taken = editor.getState().document.nodes.find(({ id }) => id === downstream)?.inputs ?? {};
  const choices: Choice[] = [
    ...pairs.map((pair, index) => ({
      id: String(index),
      content: <PairLine pair={pair} replaces={Object.hasOwn(taken, pair.input)} />,
    })),
    {
      id: ORDER,
      content: (
        <HStack gap={2}>
          <Link2 aria-hidden size={15} />
          <Box>
            <Text fontSize="sm">{t("editor.canvas.wiring.order")}</Text>
            <Text color="fg.muted" fontSize="xs">
              {t("editor.canvas.wiring.orderHelp", names)}
            </Text>
          </Box>
        </HStack>
      ),
    },
  ];
  const close = () => canvas.setState({ wiring: null });
  return (
    <Floating at={screen} label={title} onClose={close} width={340}>
      <Box borderBottomWidth={1} px={3} py={2}>
        <Text fontSize="sm" fontWeight="medium">
          {title}
        </Text>
        {pairs.length === 0 && reason ? (
          <Text color="fg.muted" fontSize="xs">
            {reason}
          </Text>
        ) : null}
      </Box>
      <Choices
        choices={choices}
        label={title}
        none=""
        onChoose={(id) => {
          operations.wire(upstream, downstream, id === ORDER ? null : (pairs[Number(id)] ?? null));
          operations.focusSurface();
        }}
      />
    </Floating>
  );
}

function PairLine({ pair, replaces }: { pair: Pair; replaces: boolean }) {
  const { t } = useTranslation();
  return (
    <Box>
      <HStack gap={1.5} fontSize="sm" minW={0}>
        <Text color="fg.muted" truncate>
          {pair.outputTitle}
        </Text>
        <ArrowRight aria-label={t("editor.canvas.wiring.into")} size={14} />
        <Text fontWeight="medium" truncate>
          {pair.inputTitle}
        </Text>
        {pair.required ? (
          <Badge colorPalette="orange" size="xs">
            {t("pieces.required")}
          </Badge>
        ) : null}
        {replaces ? <Badge size="xs">{t("editor.canvas.wiring.replaces")}</Badge> : null}
      </HStack>
      {pair.coercion === undefined ? null : (
        <Text color="fg.muted" fontSize="xs">
          {pair.coercion}
        </Text>
      )}
    </Box>
  );
}
