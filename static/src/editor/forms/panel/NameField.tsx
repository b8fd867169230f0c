import { Input } from "@chakra-ui/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { renameNode } from "../../model/commands";
import { useEditorStore } from "../../model/context";
import type { EditorNode } from "../../model/types";

/** The node's name, edited in place. */
export function NameField({ node, readOnly }: { node: EditorNode; readOnly: boolean }) {
  const { t } = useTranslation();
  const store = useEditorStore();
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <Input
      _focusVisible={{ borderColor: "brand.solid" }}
      _hover={{ borderColor: "border" }}
      aria-label={t("editor.forms.name")}
      borderColor="transparent"
      fontSize="md"
      fontWeight="semibold"
      maxLength={200}
      onBlur={() => setTyped(null)}
      onChange={(event) => {
        const name = event.target.value;
        setTyped(name);
        store
          .getState()
          .change(
            t("editor.forms.rename", { node: node.name }),
            (draft) => void renameNode(draft, node.id, name),
            { group: `${node.id} name` },
          );
      }}
      px={1}
      readOnly={readOnly}
      size="xs"
      value={typed ?? node.name}
    />
  );
}
