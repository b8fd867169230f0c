import { Box, Text } from "@chakra-ui/react";
import { FolderOpen } from "lucide-react";
import { type DragEvent, type ReactNode, useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFiles } from "../../api/files";
import { PAGE } from "../../api/workflows";
import { useMay, useMe } from "../../api/workspace";
import { Empty, Failure, Loading, PageHead } from "../../components/feedback";
import { Pager } from "../../components/Pager";
import { SearchBox } from "../../components/SearchBox";
import { UploadButton } from "../../components/uploads/UploadButton";
import { UploadList } from "../../components/uploads/UploadList";
import { useUploads } from "../../components/uploads/useUploads";
import { WorkspaceChoice } from "../../components/WorkspaceChoice";
import { size } from "../../model/time";
import { FileTable } from "./FileTable";

/** The files that people have uploaded for their workflows. */
export function FilesPage() {
  const { t } = useTranslation();
  const [search, setSearch] = useState("");
  const [page, setPage] = useState(0);
  const me = useMe();
  const may = useMay("change_files");
  const files = useFiles(useDeferredValue(search.trim()), page);
  const { uploads, send, stop } = useUploads();
  const { data } = files;
  const error = me.error ?? files.error;
  return (
    <DropZone enabled={may} onFiles={send}>
      <PageHead
        actions={
          <>
            <SearchBox
              label={t("files.search")}
              onChange={(value) => {
                setSearch(value);
                setPage(0);
              }}
              value={search}
            />
            <WorkspaceChoice />
            {may ? <UploadButton onFiles={send} /> : null}
          </>
        }
        below={
          data
            ? t("files.room", { used: size(data.used_bytes), limit: size(data.max_bytes) })
            : t("files.text")
        }
        title={t("files.title")}
      />
      <UploadList stop={stop} uploads={uploads} />
      {error && !data ? <Failure error={error} retry={() => void files.refetch()} /> : null}
      {!error && !data ? <Loading /> : null}
      {data?.items.length === 0 ? <Nothing may={may} search={search.trim()} /> : null}
      {data && data.items.length > 0 ? (
        <>
          <FileTable files={data.items} />
          <Pager onPage={setPage} page={page} size={PAGE} total={data.total} />
        </>
      ) : null}
    </DropZone>
  );
}

function Nothing({ search, may }: { search: string; may: boolean }) {
  const { t } = useTranslation();
  if (search) return <Text color="fg.muted">{t("files.noMatch", { search })}</Text>;
  return (
    <Empty
      icon={FolderOpen}
      text={t(may ? "files.emptyText" : "files.emptyReadText")}
      title={t("files.emptyTitle")}
    >
      {may ? (
        <Text color="fg.muted" fontSize="sm">
          {t("files.drop")}
        </Text>
      ) : null}
    </Empty>
  );
}

interface ZoneProps {
  enabled: boolean;
  onFiles: (files: File[]) => void;
  children: ReactNode;
}

/** Takes files that are dropped anywhere on the page. */
function DropZone({ enabled, onFiles, children }: ZoneProps) {
  const [over, setOver] = useState(false);
  const isFiles = (event: DragEvent) => enabled && event.dataTransfer.types.includes("Files");
  return (
    <Box
      minH="calc(100vh - 6rem)"
      onDragLeave={() => setOver(false)}
      onDragOver={(event) => {
        if (!isFiles(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDrop={(event) => {
        if (!isFiles(event)) return;
        event.preventDefault();
        setOver(false);
        onFiles([...event.dataTransfer.files]);
      }}
      outline={over ? "2px dashed" : undefined}
      outlineColor="brand.solid"
      outlineOffset={4}
    >
      {children}
    </Box>
  );
}
