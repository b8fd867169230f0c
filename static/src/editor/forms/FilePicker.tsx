import { Box, Button, HStack, IconButton, Stack, Text } from "@chakra-ui/react";
import { FolderOpen } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFiles } from "../../api/files";
import { useMay } from "../../api/workspace";
import { Failure, Loading } from "../../components/feedback";
import { Modal } from "../../components/Modal";
import { SearchBox } from "../../components/SearchBox";
import { UploadButton } from "../../components/uploads/UploadButton";
import { UploadList } from "../../components/uploads/UploadList";
import { useUploads } from "../../components/uploads/useUploads";
import { size } from "../../model/time";

interface PickerProps {
  /** The field that the file is for. */
  label: string;
  onPick: (path: string) => void;
}

/** Chooses one of the workspace's files, or uploads one, in place of typing its path. */
export function FilePicker({ label, onPick }: PickerProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <IconButton
        aria-label={t("files.chooseFor", { field: label })}
        onClick={() => setOpen(true)}
        size="xs"
        title={t("files.choose")}
        variant="outline"
      >
        <FolderOpen aria-hidden />
      </IconButton>
      <Modal onClose={() => setOpen(false)} open={open} title={t("files.choose")}>
        <Choice
          onPick={(path) => {
            setOpen(false);
            onPick(path);
          }}
        />
      </Modal>
    </>
  );
}

function Choice({ onPick }: { onPick: (path: string) => void }) {
  const { t } = useTranslation();
  const [search, setSearch] = useState("");
  const wanted = useDeferredValue(search.trim());
  const { data, error } = useFiles(wanted, 0);
  const { uploads, send, stop } = useUploads();
  const may = useMay("change_files");
  return (
    <Stack gap={3}>
      <HStack justifyContent="space-between">
        <SearchBox label={t("files.search")} onChange={setSearch} value={search} />
        {may ? (
          <UploadButton onFiles={(files) => send(files, files.length === 1 ? onPick : undefined)} />
        ) : null}
      </HStack>
      <UploadList stop={stop} uploads={uploads} />
      {error ? <Failure error={error} /> : null}
      {!data && !error ? <Loading rows={3} /> : null}
      {data?.items.length === 0 ? (
        <Text color="fg.muted">
          {wanted ? t("files.noMatch", { search: wanted }) : t("files.emptyTitle")}
        </Text>
      ) : null}
      <Box maxH="18rem" overflowY="auto">
        {data?.items.map(({ name, path, bytes }) => (
          <Button
            justifyContent="space-between"
            key={name}
            onClick={() => onPick(path)}
            size="sm"
            variant="ghost"
            width="100%"
          >
            <Text as="span" truncate>
              {name}
            </Text>
            <Text as="span" color="fg.muted" fontWeight="normal">
              {size(bytes)}
            </Text>
          </Button>
        ))}
      </Box>
    </Stack>
  );
}
