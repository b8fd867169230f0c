import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { createCatalogue } from "../../model/catalogue";
import { useEditorStore } from "../../model/context";
import type { EditorNode } from "../../model/types";
import { type Form, FormProvider } from "../context";
import type { FieldMemory } from "../memory";
import { RawInputs } from "../RawInputs";

const NO_PIECES = createCatalogue([]);

interface JsonTabProps {
  node: EditorNode;
  readOnly: boolean;
  memory: FieldMemory;
}

/** The node's inputs as the document holds them, whatever the Piece's schema says. */
export function JsonTab({ node, readOnly, memory }: JsonTabProps) {
  const { t } = useTranslation();
  const store = useEditorStore();
  const form: Form = useMemo(
    () => ({
      node: node.id,
      root: {},
      readOnly,
      problems: [],
      memory,
      target: null,
      pieces: NO_PIECES,
    }),
    [node.id, readOnly, memory],
  );
  return (
    <FormProvider value={form}>
      <RawInputs
        node={node}
        onApply={(inputs) =>
          store.getState().change(t("editor.forms.raw.change", { node: node.name }), (draft) => {
            const own = draft.document.nodes.find(({ id }) => id === node.id);
            if (own) own.inputs = inputs;
          })
        }
        readOnly={readOnly}
      />
    </FormProvider>
  );
}
