import { Box, Code, HStack, Text } from "@chakra-ui/react";
import { Box as BoxIcon, Container } from "lucide-react";
import { useTranslation } from "react-i18next";
import { type TaskPlace, useOutputs } from "../../api/runs";
import { CopyButton } from "../../components/CopyButton";
import { shortDigest } from "../../model/digest";

/** Where a task's Piece ran and, for a container, in which image; nothing if that isn't known (yet). */
export function RanIn({ place }: { place: TaskPlace }) {
  const { t } = useTranslation();
  const { data } = useOutputs(place);
  const result = data?.result;
  if (!result) return null;
  const { runtime, image, image_digest: digest } = result;
  if (runtime !== "docker" && runtime !== "virtualenv") return null;
  const Icon = runtime === "docker" ? Container : BoxIcon;
  return (
    <HStack
      color="fg.muted"
      columnGap={2}
      data-testid="ran-in"
      flexWrap="wrap"
      fontSize="xs"
      mb={2}
      rowGap={1}
    >
      <HStack gap={1}>
        <Icon aria-hidden size={14} />
        <Text as="span">{t(`run.ranIn.${runtime}`)}</Text>
      </HStack>
      {image ? (
        <Box as="span" fontFamily="mono" overflowWrap="anywhere">
          {image}
        </Box>
      ) : null}
      {digest ? (
        <HStack gap={0}>
          <Code size="sm" title={t("run.ranIn.digest", { digest })}>
            {shortDigest(digest)}
          </Code>
          <CopyButton label={t("run.ranIn.copy")} text={() => digest} />
        </HStack>
      ) : null}
    </HStack>
  );
}
