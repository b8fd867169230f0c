import { IconButton, Menu, Portal } from "@chakra-ui/react";
import { Download, EllipsisVertical, ExternalLink, FileUp, History, type LucideIcon } from "lucide-react";
import { memo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { EMBEDDED } from "../../app/place";
import { tell } from "../../components/toaster";
import { useEditorStore } from "../model/context";
import { contentOf } from "../model/store";
import type { Content } from "../model/types";
import { download } from "./download";
import { ImportDialog } from "./ImportDialog";

interface MoreMenuProps {
  workflowId: number | null;
  readOnly: boolean;
}

/** What is rarely needed. */
export const MoreMenu = memo(function MoreMenu({ workflowId, readOnly }: MoreMenuProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const store = useEditorStore();
  const [isImporting, setImporting] = useState(false);

  const take = (content: Content) => {
    store.getState().replace(content, { keepHistory: true, label: t("editor.page.importLabel") });
    tell(t("editor.page.imported", { name: content.document.name }));
  };

  return (
    <>
      <Menu.Root positioning={{ placement: "bottom-end" }}>
        <Menu.Trigger asChild>
          <IconButton
            aria-label={t("editor.page.more")}
            size="xs"
            title={t("editor.page.more")}
            variant="ghost"
          >
            <EllipsisVertical aria-hidden />
          </IconButton>
        </Menu.Trigger>
        <Portal>
          <Menu.Positioner>
            <Menu.Content>
              <Item
                icon={Download}
                onSelect={() => download(contentOf(store.getState()))}
                text={t("editor.page.exportJson")}
                value="export"
              />
              {readOnly ? null : (
                <Item
                  icon={FileUp}
                  onSelect={() => setImporting(true)}
                  text={t("editor.page.importJson")}
                  value="import"
                />
              )}
              {workflowId === null ? null : (
                <Item
                  icon={History}
                  onSelect={() => void navigate(`/workflows/${workflowId}`)}
                  text={t("editor.page.openRuns")}
                  value="runs"
                />
              )}
              {EMBEDDED ? (
                <Menu.Item asChild value="page">
                  {/* The frame's sandbox lets a link open where it is told to; a script could not. */}
                  <a href={window.location.href} rel="noreferrer" target="_blank">
                    <ExternalLink aria-hidden size={16} /> {t("editor.page.fullPage")}
                  </a>
                </Menu.Item>
              ) : null}
            </Menu.Content>
          </Menu.Positioner>
        </Portal>
      </Menu.Root>
      <ImportDialog
        help={t("editor.page.importHere")}
        onClose={() => setImporting(false)}
        onContent={take}
        open={isImporting}
      />
    </>
  );
});

function Item(props: { value: string; icon: LucideIcon; text: string; onSelect: () => void }) {
  const Icon = props.icon;
  return (
    <Menu.Item onSelect={props.onSelect} value={props.value}>
      <Icon aria-hidden size={16} /> {props.text}
    </Menu.Item>
  );
}
