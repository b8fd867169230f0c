import { Box, Button, Heading, HStack, Stack, Text } from "@chakra-ui/react";
import { ClipboardPaste, MousePointerClick, Plus } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { TourOffer } from "../../tour/TourOffer";
import { useEditor } from "../model/context";
import { Keys } from "../shortcuts/Keys";
import { useOperations } from "./OperationsContext";
import { useCanvas } from "./state";

/** What an empty canvas says: how to begin. */
export function EmptyCanvas({ anyPiece }: { anyPiece: boolean }) {
  const empty = useEditor((state) => state.document.nodes.length === 0 && state.layout.notes.length === 0);
  const adding = useCanvas((state) => state.quickAdd !== null || state.dropEdge !== null);
  const readOnly = useCanvas((state) => state.readOnly);
  if (!empty || adding) return null;
  return (
    <Box
      bg="bg.panel"
      borderRadius="lg"
      borderWidth={1}
      left="50%"
      maxW="26rem"
      p={5}
      pointerEvents="auto"
      position="absolute"
      shadow="sm"
      top="50%"
      transform="translate(-50%, -50%)"
      width="calc(100% - 2rem)"
      zIndex={5}
    >
      {readOnly ? <NothingToRead /> : <Beginning anyPiece={anyPiece} />}
    </Box>
  );
}

function NothingToRead() {
  const { t } = useTranslation();
  return (
    <>
      <Heading as="h2" mb={1} size="md">
        {t("editor.canvas.empty.readTitle")}
      </Heading>
      <Text color="fg.muted" fontSize="sm">
        {t("editor.canvas.empty.readText")}
      </Text>
    </>
  );
}

function Beginning({ anyPiece }: { anyPiece: boolean }) {
  const { t } = useTranslation();
  const operations = useOperations();
  const hasPalette = useCanvas((state) => state.palette);
  return (
    <>
      <Heading as="h2" mb={1} size="md">
        {t("editor.canvas.empty.title")}
      </Heading>
      <Text color="fg.muted" fontSize="sm" mb={4}>
        {t("editor.canvas.empty.text")}
      </Text>
      <TourOffer />
      {anyPiece ? (
        <Stack gap={3}>
          <Button
            colorPalette="brand"
            justifyContent="space-between"
            onClick={() => operations.openQuickAdd({ at: operations.center() })}
          >
            <HStack gap={2}>
              <Plus aria-hidden size={16} />
              {t("editor.canvas.empty.add")}
            </HStack>
            <Keys keys="tab" />
          </Button>
          <Hint icon={<MousePointerClick aria-hidden size={16} />}>
            {t(hasPalette ? "editor.canvas.empty.drag" : "editor.canvas.empty.double")}
          </Hint>
          <Hint icon={<ClipboardPaste aria-hidden size={16} />}>{t("editor.canvas.empty.paste")}</Hint>
        </Stack>
      ) : (
        <Button asChild colorPalette="brand">
          <Link to="/pieces">{t("editor.canvas.empty.install")}</Link>
        </Button>
      )}
    </>
  );
}

function Hint({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <HStack align="flex-start" color="fg.muted" fontSize="sm" gap={2}>
      <Box pt={0.5}>{icon}</Box>
      <Text>{children}</Text>
    </HStack>
  );
}
