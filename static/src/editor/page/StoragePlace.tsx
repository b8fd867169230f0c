import { Box, Code, Text } from "@chakra-ui/react";
import { useTranslation } from "react-i18next";
import { describe } from "../../api/problems";
import { useWorkflowStorage } from "../../api/workflows";
import { size } from "../../model/time";

/** Where the files of the workflow's runs are kept. */
export function StoragePlace({ workflowId }: { workflowId: number | null }) {
  const { t } = useTranslation();
  return (
    <Box aria-label={t("editor.page.settings.storage")} fontSize="sm" role="group">
      <Text fontWeight="medium" mb={1}>
        {t("editor.page.settings.storage")}
      </Text>
      <Box color="fg.muted" fontSize="xs">
        {workflowId === null ? t("editor.page.settings.storageLater") : <Place workflowId={workflowId} />}
      </Box>
    </Box>
  );
}

function Place({ workflowId }: { workflowId: number }) {
  const { t } = useTranslation();
  const { data, error } = useWorkflowStorage(workflowId);
  if (error) return <Text>{describe(error).title}</Text>;
  if (!data) return <Text>{t("common.loading")}</Text>;
  return (
    <>
      <Text>{t(`editor.page.settings.${data.kind === "s3" ? "storageS3" : "storageFolder"}`)}</Text>
      <Code display="block" my={1} overflowWrap="anywhere" size="sm" whiteSpace="normal">
        {data.path}
      </Code>
      <Text>
        {data.bytes_used === null
          ? t("editor.page.settings.storageMany")
          : t("editor.page.settings.storageUsed", { size: size(data.bytes_used) })}
      </Text>
    </>
  );
}
