import { HStack, Input, Tag } from "@chakra-ui/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ValidationProblem } from "./problemTarget";
import { SettingField } from "./SettingField";

interface TagsFieldProps {
  tags: string[];
  problems: readonly ValidationProblem[];
  disabled: boolean;
  onChange: (tags: string[]) => void;
}

/** Tags as chips; Enter or a comma adds one, Backspace in the empty field takes the last one away. */
export function TagsField({ tags, problems, disabled, onChange }: TagsFieldProps) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const add = () => {
    const added = text
      .split(",")
      .map((tag) => tag.trim())
      .filter((tag) => tag !== "" && !tags.includes(tag));
    setText("");
    if (added.length > 0) onChange([...tags, ...new Set(added)]);
  };
  return (
    <SettingField
      help={t("editor.page.settings.tagsHelp")}
      label={t("editor.page.settings.tags")}
      name="tags"
      problems={problems}
    >
      {tags.length > 0 ? (
        <HStack gap={1} wrap="wrap">
          {tags.map((tag) => (
            <Tag.Root key={tag} size="sm">
              <Tag.Label>{tag}</Tag.Label>
              {disabled ? null : (
                <Tag.EndElement>
                  <Tag.CloseTrigger
                    aria-label={t("editor.page.settings.removeTag", { tag })}
                    onClick={() => onChange(tags.filter((one) => one !== tag))}
                  />
                </Tag.EndElement>
              )}
            </Tag.Root>
          ))}
        </HStack>
      ) : null}
      <Input
        onBlur={add}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" || event.key === ",") {
            event.preventDefault();
            add();
          } else if (event.key === "Backspace" && text === "" && tags.length > 0) {
            onChange(tags.slice(0, -1));
          }
        }}
        size="sm"
        value={text}
      />
    </SettingField>
  );
}
