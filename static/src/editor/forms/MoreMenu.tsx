import { IconButton, Menu, Portal } from "@chakra-ui/react";
import { EllipsisVertical } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useForm } from "./context";
import type { FieldParts } from "./fieldParts";
import { value } from "./inputs";

/** What can be set that no control says: nothing at all, and text without a letter. */
export function MoreMenu({ shape, side, input, optional, label, onChange }: FieldParts) {
  const { t } = useTranslation();
  const { readOnly } = useForm();
  const held = input?.kind === "value" ? input.value : undefined;
  const text = shape.kind === "text" && !shape.format && !shape.language;
  // Where the default is nothing, leaving the field out says the same.
  const nothing = shape.nullable && shape.default !== null && held !== null;
  const empty = text && held !== "" && optional && !(input === undefined && shape.default === "");
  if (readOnly || side === "upstream" || !(nothing || empty)) return null;
  return (
    <Menu.Root lazyMount positioning={{ placement: "bottom-end" }} unmountOnExit>
      <Menu.Trigger asChild>
        <IconButton
          _focusVisible={{ opacity: 1 }}
          _groupHover={{ opacity: 1 }}
          _open={{ opacity: 1 }}
          aria-label={t("editor.forms.more", { field: label })}
          color="fg.muted"
          // Rarely wanted, so that it shows only where somebody looks; where nothing hovers, always.
          css={{ "@media (hover: hover)": { opacity: 0 } }}
          minW={6}
          size="2xs"
          variant="ghost"
        >
          <EllipsisVertical aria-hidden />
        </IconButton>
      </Menu.Trigger>
      <Portal>
        <Menu.Positioner>
          <Menu.Content>
            {empty ? (
              <Menu.Item onSelect={() => onChange(value(""))} value="empty">
                {t("editor.forms.setEmpty")}
              </Menu.Item>
            ) : null}
            {nothing ? (
              <Menu.Item onSelect={() => onChange(value(null))} value="nothing">
                {t("editor.forms.setNothing")}
              </Menu.Item>
            ) : null}
          </Menu.Content>
        </Menu.Positioner>
      </Portal>
    </Menu.Root>
  );
}
