import { Alert, Text } from "@chakra-ui/react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { useJobLog } from "../../api/repositories";
import { Failure, Loading } from "../../components/feedback";
import { Modal } from "../../components/Modal";
import { withoutMarks } from "../../viewers/lines/lines";
import { TextView } from "../../viewers/TextView";
import { hasLog, useKind, useSubject } from "./subject";

/** A job's error and log. */
export function JobDialog({ job, onClose }: { job: Schemas["Job"] | null; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      onClose={onClose}
      open={job !== null}
      size="xl"
      title={job ? <JobTitle job={job} /> : t("jobs.log")}
    >
      {job ? <JobLog job={job} /> : null}
    </Modal>
  );
}

function JobTitle({ job }: { job: Schemas["Job"] }) {
  const kind = useKind(job);
  const subject = useSubject(job);
  return (
    <>
      {kind}
      <Text as="span" color="fg.muted" display="block" fontSize="sm" fontWeight="normal">
        {subject}
      </Text>
    </>
  );
}

function JobLog({ job }: { job: Schemas["Job"] }) {
  const { t } = useTranslation();
  const { data, error } = useJobLog(job.id, job.state);
  return (
    <>
      {job.error ? (
        <Alert.Root mb={3} status="error">
          <Alert.Indicator />
          <Alert.Description whiteSpace="pre-wrap">{job.error}</Alert.Description>
        </Alert.Root>
      ) : null}
      {error ? <Failure error={error} /> : null}
      {!data && !error ? <Loading rows={4} /> : null}
      {data?.lines.length === 0 && hasLog(job) ? <Text color="fg.muted">{t("jobs.noLog")}</Text> : null}
      {data && data.lines.length > 0 ? (
        <TextView height="60vh" isCut={false} text={withoutMarks(data.lines).join("\n")} />
      ) : null}
    </>
  );
}
