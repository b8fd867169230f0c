import { Box, CloseButton, Heading, HStack, SimpleGrid, Text } from "@chakra-ui/react";
import { Blocks, ListChecks, type LucideIcon, PencilRuler } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Schemas } from "../../api/client";
import { storage } from "../../editor/page/storage";

/** Whoever has more workflows of their own knows the way. */
const FEW = 3;

/** Whether hints are of use: there is hardly a workflow but the examples that come with Domino. */
export function isBeginning({ items, total }: Schemas["WorkflowList"]): boolean {
  return total - items.filter(({ tags }) => tags.includes("example")).length <= FEW;
}

const HIDDEN = "domino.nextSteps.hidden";

/** What to try next, for somebody who has just come. */
export function NextSteps({ exampleId }: { exampleId: number }) {
  const { t } = useTranslation();
  const [isHidden, setHidden] = useState(() => storage.getItem(HIDDEN) !== null);
  if (isHidden) return null;
  const hide = () => {
    setHidden(true);
    try {
      storage.setItem(HIDDEN, "1");
    } catch {
      // A browser that keeps nothing shows it again next time.
    }
  };
  return (
    <Box aria-labelledby="next-steps" as="section" mt={8}>
      <HStack justifyContent="space-between" mb={3}>
        <Heading as="h2" id="next-steps" size="sm">
          {t("workflows.next.title")}
        </Heading>
        <CloseButton
          aria-label={t("workflows.next.hide")}
          onClick={hide}
          size="xs"
          title={t("workflows.next.hide")}
        />
      </HStack>
      <SimpleGrid columns={{ base: 1, md: 3 }} gap={3}>
        <Step icon={ListChecks} to={`/workflows/${exampleId}`} word="run" />
        <Step icon={PencilRuler} to="/workflows/new" word="build" />
        <Step icon={Blocks} to="/pieces" word="pieces" />
      </SimpleGrid>
    </Box>
  );
}

function Step({ icon: Icon, to, word }: { icon: LucideIcon; to: string; word: "run" | "build" | "pieces" }) {
  const { t } = useTranslation();
  return (
    <Box
      _hover={{ borderColor: "brand.emphasized", bg: "bg.subtle" }}
      asChild
      borderRadius="md"
      borderWidth={1}
      display="flex"
      gap={3}
      p={4}
      transition="background 0.1s"
    >
      <Link to={to}>
        <Box bg="brand.subtle" borderRadius="md" color="brand.fg" flexShrink={0} height="fit-content" p={2}>
          <Icon aria-hidden size={20} strokeWidth={1.75} />
        </Box>
        <Box minW={0}>
          <Text fontSize="sm" fontWeight="semibold">
            {t(`workflows.next.${word}`)}
          </Text>
          <Text color="fg.muted" fontSize="sm">
            {t(`workflows.next.${word}Text`)}
          </Text>
        </Box>
      </Link>
    </Box>
  );
}
