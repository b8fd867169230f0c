import { Button, Field, Input, Stack } from "@chakra-ui/react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { chooseWorkspace, useCreateWorkspace, useRenameWorkspace } from "../../api/workspace";
import { Failure } from "../../components/feedback";
import { Modal } from "../../components/Modal";
import { tell } from "../../components/toaster";

interface NameProps {
  /** The workspace to rename; null to make one. */
  workspace: Schemas["Workspace"] | null;
  open: boolean;
  onClose: () => void;
}

/** Names a new workspace, or gives one another name. */
export function NameDialog({ workspace, open, onClose }: NameProps) {
  const { t } = useTranslation();
  const form = useId();
  const [name, setName] = useState(workspace?.name ?? "");
  const create = useCreateWorkspace();
  const rename = useRenameWorkspace(workspace?.id ?? -1);
  const { isPending, error, mutate } = workspace ? rename : create;
  return (
    <Modal
      footer={
        <>
          <Button onClick={onClose} variant="outline">
            {t("common.cancel")}
          </Button>
          <Button
            colorPalette="brand"
            disabled={name.trim() === "" || name.trim() === workspace?.name}
            form={form}
            loading={isPending}
            type="submit"
          >
            {t(workspace ? "workspace.rename" : "workspace.create")}
          </Button>
        </>
      }
      onClose={onClose}
      open={open}
      size="sm"
      title={t(workspace ? "workspace.renameTitle" : "workspace.createTitle")}
    >
      <Stack
        as="form"
        gap={4}
        id={form}
        onSubmit={(event) => {
          event.preventDefault();
          mutate(name.trim(), {
            onSuccess: (made) => {
              if (!workspace) chooseWorkspace(made.id);
              tell(t(workspace ? "workspace.renamed" : "workspace.created", { name: made.name }));
              onClose();
            },
          });
        }}
      >
        <Field.Root>
          <Field.Label>{t("workspace.name")}</Field.Label>
          <Input maxLength={100} onChange={(event) => setName(event.target.value)} size="sm" value={name} />
          {workspace ? null : <Field.HelperText>{t("workspace.createText")}</Field.HelperText>}
        </Field.Root>
        {error ? <Failure error={error} /> : null}
      </Stack>
    </Modal>
  );
}
