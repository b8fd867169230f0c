import { Box, Skeleton, Text } from "@chakra-ui/react";
import { lazy, Suspense, useId } from "react";
import { useTranslation } from "react-i18next";
import { useForm } from "./context";

const CodeEditor = lazy(() => import("./CodeEditor").then((module) => ({ default: module.CodeEditor })));

interface CodeProps {
  label: string;
  language: string;
  value: string;
  describedBy: string | undefined;
  invalid: boolean;
  rows?: number;
  onChange: (text: string) => void;
}

/** Code with its language's colours; the editor is loaded when the first one is shown. */
export function CodeControl({ describedBy, rows = 4, ...props }: CodeProps) {
  const { t } = useTranslation();
  const { readOnly } = useForm();
  const keys = useId();
  return (
    <Box>
      <Box
        _focusWithin={{ borderColor: "brand.solid", outline: "1px solid", outlineColor: "brand.solid" }}
        borderColor={props.invalid ? "border.error" : "border"}
        borderRadius="sm"
        borderWidth={1}
        overflow="hidden"
      >
        <Suspense
          fallback={
            <Skeleton
              aria-label={t("editor.forms.code.loading")}
              height={`${rows * 1.25}rem`}
              role="status"
            />
          }
        >
          <CodeEditor
            {...props}
            describedBy={describedBy ? `${describedBy} ${keys}` : keys}
            readOnly={readOnly}
            rows={rows}
          />
        </Suspense>
      </Box>
      <Text color="fg.muted" fontSize="xs" id={keys} mt={1} srOnly>
        {t("editor.forms.code.keys")}
      </Text>
    </Box>
  );
}
