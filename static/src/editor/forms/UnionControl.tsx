import { Box, NativeSelect } from "@chakra-ui/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { typeOf } from "../../model/fields";
import type { NodeInput } from "../model/types";
import { type ControlProps, contentOf, useForm } from "./context";
import { isComposite } from "./fieldState";
import { value } from "./inputs";
import { Nesting } from "./Nesting";
import { isRecord, type JsonSchema, type Shape, shapeOf } from "./schema";
import { chosenOption } from "./unionOption";
import { ValueControl } from "./ValueControl";
import { constantsOf, converted, initial } from "./values";

/** One of several types: each keeps what was given in it. */
export function UnionControl(props: ControlProps<"union">) {
  const { t } = useTranslation();
  const form = useForm();
  const [, redraw] = useState(0);
  const { shape, path, input, label, optional, onChange } = props;
  const remembered = form.memory.get(form.node, path);
  const chosen = chosenOption(shape, input, form.root, remembered.option);
  const option = shapeOf(shape.options[chosen], form.root);

  const choose = (index: number) => {
    const options = { ...remembered.options, [chosen]: input ?? null };
    form.memory.set(form.node, path, { option: index, options });
    redraw((count) => count + 1);
    const kept = options[index];
    const next = shapeOf(shape.options[index], form.root);
    onChange(kept ?? started(next, contentOf(input), optional) ?? begun(next));
  };

  /** Nothing, unless a default of another type or a field with one value alone would be in its place. */
  const begun = (next: Shape): NodeInput | undefined => {
    const start = initial(next, form.root);
    const hasDefault = shape.default !== undefined && shape.default !== null;
    const names = next.kind === "object" && Object.keys(constantsOf(next, form.root)).length > 0;
    return optional && !hasDefault && !names ? undefined : start;
  };

  return (
    <Box>
      <NativeSelect.Root disabled={form.readOnly} mb={1} size="xs" width="auto">
        <NativeSelect.Field
          aria-label={t("editor.forms.type", { field: label })}
          onChange={(event) => choose(Number(event.target.value))}
          value={String(chosen)}
        >
          {shape.options.map((one, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: options never move
            <option key={index} value={String(index)}>
              {optionName(one, form.root)}
            </option>
          ))}
        </NativeSelect.Field>
        <NativeSelect.Indicator />
      </NativeSelect.Root>
      <Nesting deep={isComposite(option)}>
        <ValueControl {...props} shape={option} />
      </Nesting>
    </Box>
  );
}

/** The value in its new type, where it has one. */
function started(shape: Shape, content: unknown, optional: boolean): NodeInput | undefined {
  if (content === undefined || (content === "" && optional)) return undefined;
  const next = converted(content, shape);
  return next === undefined ? undefined : value(next);
}

function optionName(option: JsonSchema, root: JsonSchema): string {
  if (typeof option["x-name"] === "string") return option["x-name"];
  const shape = shapeOf(option, root);
  if (shape.kind === "object" && shape.title) return shape.title;
  const items = shape.kind === "list" && isRecord(shape.items) ? shapeOf(shape.items, root) : null;
  const words = typeOf(option, root);
  return items?.kind === "object" && items.title ? words.replace("object", items.title) : words;
}
