import { Box, Input, Text } from "@chakra-ui/react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useForm } from "../context";
import { readPath, writtenPath } from "./outputs";
import type { PickerProps, Reference } from "./picking";

const MOST_STEPS = 20;

/** Which part of the output is taken, written as in code. */
export function PartField({ taken, label, onPick }: PickerProps & { taken: Reference }) {
  const { t } = useTranslation();
  const { readOnly } = useForm();
  const id = useId();
  const written = writtenPath(taken.path);
  const [typed, setTyped] = useState<string | null>(null);
  const path = typed === null ? taken.path : readPath(typed);
  const wrong = path === null ? "pathWrong" : path.length > MOST_STEPS ? "pathLong" : null;
  const commit = () => {
    if (path && !wrong && typed !== null && writtenPath(path) !== written) onPick({ ...taken, path }, null);
    if (!wrong) setTyped(null);
  };
  return (
    <Box>
      <Input
        aria-describedby={id}
        aria-invalid={wrong ? true : undefined}
        aria-label={`${t("editor.forms.upstream.path")}: ${label}`}
        fontFamily="mono"
        fontSize="xs"
        onBlur={commit}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") commit();
        }}
        placeholder={t("editor.forms.upstream.path")}
        readOnly={readOnly}
        size="xs"
        spellCheck={false}
        value={typed ?? written}
      />
      <Text color={wrong ? "fg.error" : "fg.muted"} fontSize="xs" id={id} mt={0.5}>
        {t(`editor.forms.upstream.${wrong ?? "pathHelp"}`)}
      </Text>
    </Box>
  );
}
