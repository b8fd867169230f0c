import { Button } from "@chakra-ui/react";
import { FileUp } from "lucide-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";

/** Lets somebody choose files of their own. */
export function UploadButton({ onFiles }: { onFiles: (files: File[]) => void }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        aria-label={t("files.upload")}
        hidden
        multiple
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          // So that the same file can be chosen again.
          event.target.value = "";
        }}
        ref={input}
        type="file"
      />
      <Button colorPalette="brand" onClick={() => input.current?.click()} size="sm">
        <FileUp aria-hidden /> {t("files.upload")}
      </Button>
    </>
  );
}
