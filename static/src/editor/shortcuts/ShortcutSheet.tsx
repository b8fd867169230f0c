import { Box, Heading, HStack, Stack, Text } from "@chakra-ui/react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { Modal } from "../../components/Modal";
import { Keys } from "./Keys";
import { SECTIONS, useRegistry } from "./registry";

/** All keys, from the registry. */
export function ShortcutSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const actions = useStore(useRegistry(), (state) => state.actions);
  return (
    <Modal onClose={onClose} open={open} size="xl" title={t("editor.shortcuts.title")}>
      <Box css={{ columnGap: "2rem" }} columns={{ base: 1, md: 2 }} pb={4}>
        {SECTIONS.map((section) => {
          const listed = actions.filter((action) => action.section === section && action.keys.length > 0);
          if (listed.length === 0) return null;
          return (
            <Box as="section" breakInside="avoid" key={section} mb={5}>
              <Heading as="h3" mb={2} size="sm">
                {t(`editor.shortcuts.sections.${section}`)}
              </Heading>
              <Stack as="ul" gap={1} listStyleType="none">
                {listed.map((action) => (
                  <HStack align="flex-start" as="li" gap={3} justify="space-between" key={action.id}>
                    <Text fontSize="sm">{action.label}</Text>
                    <HStack flexShrink={0} gap={1.5}>
                      {action.keys.map((keys) => (
                        <Keys key={keys} keys={keys} />
                      ))}
                    </HStack>
                  </HStack>
                ))}
              </Stack>
            </Box>
          );
        })}
      </Box>
    </Modal>
  );
}
