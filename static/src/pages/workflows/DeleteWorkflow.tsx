import { useTranslation } from "react-i18next";
import { useDeleteWorkflow } from "../../api/workflows";
import { Confirm } from "../../components/Modal";
import { tell, tellFailure } from "../../components/toaster";

interface DeleteProps {
  id: number;
  name: string;
  open: boolean;
  onClose: () => void;
  onDeleted?: (() => void) | undefined;
}

/** Asks before a workflow goes with all it has left. */
export function DeleteWorkflow({ id, name, open, onClose, onDeleted }: DeleteProps) {
  const { t } = useTranslation();
  const remove = useDeleteWorkflow();
  return (
    <Confirm
      action={t("common.delete")}
      busy={remove.isPending}
      onClose={onClose}
      onConfirm={() =>
        remove.mutate(id, {
          onSuccess: () => {
            onClose();
            tell(t("workflows.deleted", { name }));
            onDeleted?.();
          },
          onError: tellFailure,
        })
      }
      open={open}
      text={t("workflows.deleteText")}
      title={t("workflows.deleteTitle", { name })}
    />
  );
}
