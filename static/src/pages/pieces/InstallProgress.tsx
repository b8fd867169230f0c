import { Button, HStack, Stack, Text } from "@chakra-ui/react";
import { useTranslation } from "react-i18next";
import { useJobAction, useJobUnderWay } from "../../api/repositories";
import { tellFailure } from "../../components/toaster";
import { JobBar } from "../jobs/JobBar";

interface InstallProgressProps {
  /** What is being installed. */
  source: string;
  onCancel: () => void;
}

/** How far an installation is, with the way to end it while nothing is stored yet. */
export function InstallProgress({ source, onCancel }: InstallProgressProps) {
  const { t } = useTranslation();
  const act = useJobAction();
  const job = useJobUnderWay("install_repository", true, ({ payload }) => payload["source"] === source);
  return (
    <Stack gap={2}>
      <Text fontSize="sm">{t("install.going")}</Text>
      <HStack align="flex-end" justify="space-between">
        <JobBar job={job} />
        <Button
          disabled={!job?.can_cancel}
          loading={act.isPending}
          onClick={() => {
            if (!job) return;
            onCancel();
            act.mutate({ job_id: job.id, action: "cancel" }, { onError: tellFailure });
          }}
          size="xs"
          type="button"
          variant="outline"
        >
          {t("install.cancel")}
        </Button>
      </HStack>
    </Stack>
  );
}
