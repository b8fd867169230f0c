import { Button, Checkbox, Field, HStack, Input, List, Progress, Stack, Text } from "@chakra-ui/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { useLeave } from "../../api/members";
import { useJobAction, useJobUnderWay } from "../../api/repositories";
import { useContents, useDeleteWorkspace, useMe } from "../../api/workspace";
import { Failure, Loading } from "../../components/feedback";
import { Confirm, Modal } from "../../components/Modal";
import { tell, tellFailure } from "../../components/toaster";

/** Leaving a workspace, and deleting it. The default one stays, and everybody in it. */
export function Farewell({ workspace }: { workspace: Schemas["Workspace"] }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState<"leave" | "delete" | null>(null);
  const mayDelete = useMe().data?.may_create_workflows && workspace.rights.includes("manage_workspace");
  if (workspace.is_default) return null;
  const close = () => setAsking(null);
  return (
    <HStack>
      <Button onClick={() => setAsking("leave")} size="sm" variant="outline">
        {t("workspace.leave")}
      </Button>
      {mayDelete ? (
        <Button colorPalette="red" onClick={() => setAsking("delete")} size="sm" variant="outline">
          {t("workspace.delete")}
        </Button>
      ) : null}
      <Leave onClose={close} open={asking === "leave"} workspace={workspace} />
      {asking === "delete" ? <Delete onClose={close} workspace={workspace} /> : null}
    </HStack>
  );
}

interface LeaveProps {
  workspace: Schemas["Workspace"];
  open: boolean;
  onClose: () => void;
}

function Leave({ workspace, open, onClose }: LeaveProps) {
  const { t } = useTranslation();
  const leave = useLeave();
  return (
    <Confirm
      action={t("workspace.leave")}
      busy={leave.isPending}
      onClose={onClose}
      onConfirm={() =>
        leave.mutate(undefined, {
          onSuccess: () => tell(t("workspace.left", { name: workspace.name })),
          onError: tellFailure,
          onSettled: onClose,
        })
      }
      open={open}
      text={t("workspace.leaveText")}
      title={t("workspace.leaveTitle", { name: workspace.name })}
    />
  );
}

function Delete({ workspace, onClose }: { workspace: Schemas["Workspace"]; onClose: () => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const [keepHistory, setKeepHistory] = useState(false);
  const remove = useDeleteWorkspace(workspace.id);
  const run = () =>
    remove.mutate(keepHistory, {
      onSuccess: () => {
        tell(t("workspace.deleted", { name: workspace.name }));
        onClose();
      },
    });
  return (
    <Modal
      alert
      footer={
        <>
          {remove.isPending ? (
            <Stop />
          ) : (
            <Button onClick={onClose} variant="outline">
              {t("common.cancel")}
            </Button>
          )}
          <Button
            colorPalette="red"
            disabled={typed.trim() !== workspace.name}
            loading={remove.isPending}
            onClick={run}
          >
            {t("workspace.delete")}
          </Button>
        </>
      }
      onClose={onClose}
      open
      title={t("workspace.deleteTitle", { name: workspace.name })}
    >
      <Stack gap={4}>
        <WhatGoes isGoing={remove.isPending} workspace={workspace} />
        <Checkbox.Root
          checked={keepHistory}
          onCheckedChange={({ checked }) => setKeepHistory(checked === true)}
          size="sm"
        >
          <Checkbox.HiddenInput />
          <Checkbox.Control />
          <Checkbox.Label>{t("workspace.keepHistory")}</Checkbox.Label>
        </Checkbox.Root>
        <Field.Root>
          <Field.Label>{t("workspace.typeToDelete", { name: workspace.name })}</Field.Label>
          <Input
            autoComplete="off"
            onChange={(event) => setTyped(event.target.value)}
            size="sm"
            value={typed}
          />
        </Field.Root>
        {remove.error ? <Failure error={remove.error} /> : null}
      </Stack>
    </Modal>
  );
}

/** Ends the deletion before the next workflow; what is deleted by then is gone. */
function Stop() {
  const { t } = useTranslation();
  const act = useJobAction();
  const job = useJobUnderWay("delete_workspace", true);
  return (
    <Button
      disabled={!job?.can_cancel}
      loading={act.isPending}
      onClick={() => job && act.mutate({ job_id: job.id, action: "cancel" }, { onError: tellFailure })}
      variant="outline"
    >
      {t("workspace.stopDeleting")}
    </Button>
  );
}

/** How many of the workflows that were there have gone. */
function Going({ before, left }: { before: number; left: number }) {
  const { t } = useTranslation();
  const gone = Math.max(0, before - left);
  const text = t("workspace.going", { gone, count: before });
  return (
    <Stack aria-live="polite" gap={1}>
      <Text fontSize="sm">{text}</Text>
      <Progress.Root aria-label={text} colorPalette="brand" max={before} size="sm" value={gone}>
        <Progress.Track>
          <Progress.Range />
        </Progress.Track>
      </Progress.Root>
    </Stack>
  );
}

const COUNTED = ["workflows", "repositories", "secrets", "files", "drafts", "members"] as const;

function WhatGoes({ workspace, isGoing }: { workspace: Schemas["Workspace"]; isGoing: boolean }) {
  const { t } = useTranslation();
  const { data, error } = useContents(workspace.id, true, isGoing);
  const [before, setBefore] = useState<number | null>(null);
  // Workflows go one by one, everything else at the end.
  if (data && !isGoing && before !== data.workflows) setBefore(data.workflows);
  if (isGoing && before) return <Going before={before} left={data?.workflows ?? 0} />;
  if (error) return <Failure error={error} />;
  if (!data) return <Loading rows={3} />;
  return (
    <Stack gap={2}>
      <Text>{t("workspace.whatGoes")}</Text>
      <List.Root ps={5}>
        {COUNTED.filter((name) => data[name] > 0).map((name) => (
          <List.Item key={name}>{t(`workspace.counts.${name}`, { count: data[name] })}</List.Item>
        ))}
      </List.Root>
      <Text color="fg.muted" fontSize="sm">
        {t("workspace.whatStays")}
      </Text>
    </Stack>
  );
}
