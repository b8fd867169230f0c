import { Button } from "@chakra-ui/react";
import { FileUp } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { createDraft, useDraftsChanged } from "../../api/drafts";
import { useWorkspaceId } from "../../api/workflows";
import { draftBody } from "../../editor/page/draftBody";

const ImportDialog = lazy(() =>
  import("../../editor/page/ImportDialog").then((module) => ({ default: module.ImportDialog })),
);

/** Takes a workflow from a file: it becomes a draft, open in the editor. */
export function ImportButton() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const workspaceId = useWorkspaceId();
  const changed = useDraftsChanged();
  const [wasOpened, setOpened] = useState(false);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        onClick={() => {
          setOpened(true);
          setOpen(true);
        }}
        size="sm"
        variant="outline"
      >
        <FileUp aria-hidden /> {t("workflows.import")}
      </Button>
      {wasOpened ? (
        <Suspense>
          <ImportDialog
            help={t("editor.page.importNew")}
            onClose={() => setOpen(false)}
            onContent={async (content) => {
              const draft = await createDraft(workspaceId, {
                ...draftBody(content, null),
                workflow_id: null,
              });
              changed();
              void navigate(`/workflows/new?draft=${draft.id}`);
            }}
            open={isOpen}
          />
        </Suspense>
      ) : null}
    </>
  );
}
