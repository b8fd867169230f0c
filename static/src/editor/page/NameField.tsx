import { Input } from "@chakra-ui/react";
import { memo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useEditor, useEditorStore } from "../model/context";

/** The workflow's name in the top bar, to be typed over in place. */
export const NameField = memo(function NameField({ readOnly }: { readOnly: boolean }) {
  const { t } = useTranslation();
  const store = useEditorStore();
  const name = useEditor((state) => state.document.name);
  const [typed, setTyped] = useState<string | null>(null);
  const commit = () => {
    const text = typed?.trim();
    setTyped(null);
    if (!text || text === name) return;
    store.getState().change(t("editor.page.rename"), (draft) => {
      draft.document.name = text;
    });
  };
  return (
    <Input
      _hover={{ borderColor: "border" }}
      aria-label={t("editor.page.name")}
      borderColor="transparent"
      css={{ fieldSizing: "content" }}
      flex="0 1 auto"
      fontWeight="semibold"
      maxLength={200}
      maxW="24rem"
      minW="7rem"
      width="auto"
      onBlur={commit}
      onChange={(event) => setTyped(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === "Enter") event.currentTarget.blur();
        if (event.key === "Escape") setTyped(null);
      }}
      px={2}
      textOverflow="ellipsis"
      readOnly={readOnly}
      size="xs"
      fontSize="sm"
      title={name}
      value={typed ?? name}
    />
  );
});
