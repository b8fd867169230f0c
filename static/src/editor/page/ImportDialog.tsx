import { Button, FileUpload, Icon, Text, Textarea } from "@chakra-ui/react";
import { FileUp } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Failure } from "../../components/feedback";
import { Modal } from "../../components/Modal";
import type { Content } from "../model/types";
import { ImportError, importContent } from "./exchange";

/** What is longer isn't shown for correction: the text field would choke on it. */
const MOST_SHOWN = 200_000;

interface ImportDialogProps {
  open: boolean;
  /** What becomes of the workflow. */
  help: string;
  /** Takes the workflow; what it throws is shown and the dialog stays. */
  onContent: (content: Content) => Promise<void> | void;
  onClose: () => void;
}

/** Reads a workflow from a file, dropped or chosen, or from text pasted. */
export function ImportDialog({ open, help, onContent, onClose }: ImportDialogProps) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const close = () => {
    setText("");
    setError(null);
    onClose();
  };
  const take = async (source: string) => {
    setBusy(true);
    setError(null);
    try {
      await onContent(importContent(source));
      close();
    } catch (failure) {
      setText(source.length < MOST_SHOWN ? source : "");
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      footer={
        <Button
          colorPalette="brand"
          disabled={text.trim() === ""}
          loading={isBusy}
          onClick={() => void take(text)}
        >
          {t("editor.page.importAction")}
        </Button>
      }
      onClose={close}
      open={open}
      title={t("editor.page.importJson")}
    >
      <Text color="fg.muted" fontSize="sm" mb={3}>
        {help}
      </Text>
      <FileUpload.Root
        accept={["application/json", ".json"]}
        maxFiles={1}
        mb={3}
        onFileAccept={({ files }) => void files[0]?.text().then(take)}
        onFileReject={({ files }) => {
          if (files.length > 0) setError(new ImportError(t("editor.page.importOne")));
        }}
      >
        <FileUpload.HiddenInput />
        <FileUpload.Dropzone cursor="pointer" minH={24} p={4} width="full">
          <Icon color="fg.muted" size="md">
            <FileUp aria-hidden />
          </Icon>
          <FileUpload.DropzoneContent>{t("editor.page.chooseFile")}</FileUpload.DropzoneContent>
        </FileUpload.Dropzone>
      </FileUpload.Root>
      <Textarea
        aria-label={t("editor.page.pasteHere")}
        fontFamily="mono"
        fontSize="xs"
        onChange={(event) => setText(event.target.value)}
        placeholder={t("editor.page.pasteHere")}
        rows={6}
        value={text}
      />
      {error instanceof ImportError ? (
        <Text color="fg.error" fontSize="sm" mt={2} role="alert">
          {t("editor.page.importFailed")}: {error.message}
        </Text>
      ) : error ? (
        <Failure error={error} />
      ) : null}
    </Modal>
  );
}
