import { IconButton, Menu, Portal } from "@chakra-ui/react";
import { Copy, Download, EllipsisVertical, ExternalLink, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { readWorkflow, useWorkspaceId } from "../../api/workflows";
import { useMay } from "../../api/workspace";
import { airflowPath, HOST, openAirflow } from "../../app/place";
import { tellFailure } from "../../components/toaster";
import { DeleteWorkflow } from "./DeleteWorkflow";

interface WorkflowMenuProps {
  id: number;
  name: string;
  dagId: string;
  onDeleted?: () => void;
}

/** What is done to a workflow now and then. */
export function WorkflowMenu({ id, name, dagId, onDeleted }: WorkflowMenuProps) {
  const { t } = useTranslation();
  const may = useMay("edit_workflows");
  const workspaceId = useWorkspaceId();
  const [isDeleting, setDeleting] = useState(false);
  const path = `/dags/${dagId}`;

  const save = async () => {
    try {
      // What an export is made of belongs to the editor, which most visits of a list do without.
      const [{ contentOfWorkflow }, { download }, workflow] = await Promise.all([
        import("../../editor/page/opening"),
        import("../../editor/page/download"),
        readWorkflow(workspaceId, id),
      ]);
      download(contentOfWorkflow(workflow));
    } catch (error) {
      tellFailure(error);
    }
  };

  return (
    <>
      <Menu.Root lazyMount positioning={{ placement: "bottom-end" }} unmountOnExit>
        <Menu.Trigger asChild>
          <IconButton
            aria-label={t("workflows.more", { name })}
            size="xs"
            title={t("common.more")}
            variant="ghost"
          >
            <EllipsisVertical aria-hidden />
          </IconButton>
        </Menu.Trigger>
        <Portal>
          <Menu.Positioner>
            <Menu.Content>
              {may ? (
                <Menu.Item asChild value="duplicate">
                  <Link to={`/workflows/new?copy=${id}`}>
                    <Copy aria-hidden size={16} /> {t("editor.page.duplicate")}
                  </Link>
                </Menu.Item>
              ) : null}
              <Menu.Item onSelect={() => void save()} value="export">
                <Download aria-hidden size={16} /> {t("editor.page.exportJson")}
              </Menu.Item>
              <Menu.Item asChild value="airflow">
                <a
                  href={airflowPath(path)}
                  onClick={(event) => {
                    if (!HOST) return;
                    event.preventDefault();
                    openAirflow(path);
                  }}
                >
                  <ExternalLink aria-hidden size={16} /> {t("workflows.openDag")}
                </a>
              </Menu.Item>
              {may ? (
                <>
                  <Menu.Separator />
                  <Menu.Item color="fg.error" onSelect={() => setDeleting(true)} value="delete">
                    <Trash2 aria-hidden size={16} /> {t("common.delete")}
                  </Menu.Item>
                </>
              ) : null}
            </Menu.Content>
          </Menu.Positioner>
        </Portal>
      </Menu.Root>
      <DeleteWorkflow
        id={id}
        name={name}
        onClose={() => setDeleting(false)}
        onDeleted={onDeleted}
        open={isDeleting}
      />
    </>
  );
}
