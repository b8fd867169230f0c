import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { BooleanControl, ChoiceControl } from "./ChoiceControl";
import type { ControlProps } from "./context";
import { JsonControl } from "./JsonControl";
import { ListControl } from "./ListControl";
import { MomentControl } from "./MomentControl";
import { DictControl, ObjectControl } from "./ObjectControl";
import type { Shape } from "./schema";
import { NumberControl, TextControl } from "./TextControl";
import { UnionControl } from "./UnionControl";

/** The control for a value of any shape. */
export function ValueControl({ shape, ...props }: ControlProps) {
  switch (shape.kind) {
    case "text":
      return shape.format ? (
        <MomentControl {...props} shape={shape} />
      ) : (
        <TextControl {...props} shape={shape} />
      );
    case "number":
      return <NumberControl {...props} shape={shape} />;
    case "boolean":
      return <BooleanControl {...props} shape={shape} />;
    case "choice":
      return <ChoiceControl {...props} shape={shape} />;
    case "list":
      return <ListControl {...props} shape={shape} />;
    case "object":
      return <ObjectControl {...props} shape={shape} />;
    case "dict":
      return <DictControl {...props} shape={shape} />;
    case "union":
      return <UnionControl {...props} shape={shape} />;
    case "null":
      return null;
    case "any":
      return shape.rules["widget"] ? (
        <JsonControl {...props} shape={shape} />
      ) : (
        <AnyControl {...props} shape={shape} />
      );
  }
}

/** Anything: the simple types by controls of their own, the rest as JSON. */
function AnyControl({ shape, ...props }: ControlProps<"any">) {
  const { t } = useTranslation();
  const union = useMemo((): Shape & { kind: "union" } => {
    const options = [
      { type: "string", "x-name": t("editor.forms.any.text") },
      { type: "number", "x-name": t("editor.forms.any.number") },
      { type: "boolean", "x-name": t("editor.forms.any.boolean") },
      { widget: "codeeditor-json", "x-name": t("editor.forms.any.json") },
    ];
    return { ...shape, kind: "union", options };
  }, [shape, t]);
  return <UnionControl {...props} shape={union} />;
}
