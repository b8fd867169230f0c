import { Box, CloseButton, Flex, Heading } from "@chakra-ui/react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

interface PanelProps {
  title: ReactNode;
  children: ReactNode;
  /** Beside the title. */
  extra?: ReactNode;
  onClose: () => void;
}

/** A part of the editor beside or below the canvas, with a head and a body that scrolls. */
export function Panel({ title, children, extra, onClose }: PanelProps) {
  const { t } = useTranslation();
  return (
    <Flex bg="bg.panel" data-editor-panel direction="column" height="100%" minH={0}>
      <Flex align="center" borderBottomWidth={1} flexShrink={0} gap={2} minH={10} px={3}>
        <Heading as="h2" size="sm">
          {title}
        </Heading>
        {extra}
        <Box flex={1} />
        <CloseButton aria-label={t("editor.page.closePanel")} onClick={onClose} size="xs" />
      </Flex>
      <Box flex={1} minH={0} overflowY="auto" p={3}>
        {children}
      </Box>
    </Flex>
  );
}
