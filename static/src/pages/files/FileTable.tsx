import { HStack, IconButton, Link, Table, Text } from "@chakra-ui/react";
import { ClipboardCopy, Download, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { fileAddress, useDeleteFile } from "../../api/files";
import { ApiError } from "../../api/problems";
import { useWorkspaceId } from "../../api/workflows";
import { useMay } from "../../api/workspace";
import { Confirm } from "../../components/Modal";
import { Moment } from "../../components/Moment";
import { tell, tellFailure } from "../../components/toaster";
import { size } from "../../model/time";

export function FileTable({ files }: { files: Schemas["File"][] }) {
  const { t } = useTranslation();
  return (
    <Table.ScrollArea borderRadius="md" borderWidth={1}>
      <Table.Root interactive size="sm">
        <Table.Header>
          <Table.Row>
            <Table.ColumnHeader>{t("files.name")}</Table.ColumnHeader>
            <Table.ColumnHeader textAlign="end">{t("files.size")}</Table.ColumnHeader>
            <Table.ColumnHeader>{t("files.uploaded")}</Table.ColumnHeader>
            <Table.ColumnHeader>
              <Text srOnly>{t("common.more")}</Text>
            </Table.ColumnHeader>
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {files.map((file) => (
            <FileRow file={file} key={file.name} />
          ))}
        </Table.Body>
      </Table.Root>
    </Table.ScrollArea>
  );
}

function FileRow({ file }: { file: Schemas["File"] }) {
  const { t } = useTranslation();
  const workspaceId = useWorkspaceId();
  const may = useMay("change_files");
  const { name, path, bytes, uploaded_at, uploaded_by } = file;
  const address = fileAddress(workspaceId, name);
  return (
    <Table.Row data-testid="file">
      <Table.Cell minW="14rem" overflowWrap="anywhere" whiteSpace="normal">
        <Link color="fg.info" download={name} fontWeight="medium" href={address}>
          {name}
        </Link>
        <Text color="fg.muted" fontFamily="mono" fontSize="xs">
          {path}
        </Text>
      </Table.Cell>
      <Table.Cell fontVariantNumeric="tabular-nums" textAlign="end" whiteSpace="nowrap">
        {size(bytes)}
      </Table.Cell>
      <Table.Cell color="fg.muted">
        <Moment at={uploaded_at} /> {uploaded_by ? t("common.by", { user: uploaded_by }) : ""}
      </Table.Cell>
      <Table.Cell>
        <HStack gap={0} justifyContent="flex-end">
          <IconButton
            aria-label={t("files.copyPath", { name })}
            onClick={() =>
              navigator.clipboard.writeText(path).then(() => tell(t("files.pathCopied")), tellFailure)
            }
            size="xs"
            title={t("files.copyPath", { name })}
            variant="ghost"
          >
            <ClipboardCopy aria-hidden />
          </IconButton>
          <IconButton
            aria-label={t("files.download", { name })}
            asChild
            size="xs"
            title={t("files.download", { name })}
            variant="ghost"
          >
            <a download={name} href={address}>
              <Download aria-hidden />
            </a>
          </IconButton>
          {may ? <DeleteFile name={name} /> : null}
        </HStack>
      </Table.Cell>
    </Table.Row>
  );
}

/** Asks before it deletes, and once more, with the workflows' names, if some use the file. */
function DeleteFile({ name }: { name: string }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const remove = useDeleteFile();
  const inUse = remove.error instanceof ApiError && remove.error.status === 409 ? remove.error.detail : null;
  const close = () => {
    setAsking(false);
    remove.reset();
  };
  return (
    <>
      <IconButton
        aria-label={t("files.delete", { name })}
        onClick={() => setAsking(true)}
        size="xs"
        title={t("files.delete", { name })}
        variant="ghost"
      >
        <Trash2 aria-hidden />
      </IconButton>
      <Confirm
        action={t(inUse ? "files.deleteAnyway" : "common.delete")}
        busy={remove.isPending}
        onClose={close}
        onConfirm={() =>
          remove.mutate(
            { name, even_if_used: inUse !== null },
            {
              onSuccess: () => {
                tell(t("files.deleted", { name }));
                close();
              },
              onError: (error) => {
                if (!(error instanceof ApiError && error.status === 409)) tellFailure(error);
              },
            },
          )
        }
        open={asking}
        text={inUse ?? t("files.deleteText")}
        title={t("files.deleteTitle", { name })}
      />
    </>
  );
}
