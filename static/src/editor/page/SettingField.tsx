import { Field } from "@chakra-ui/react";
import type { ReactNode } from "react";
import type { SettingName } from "./changes";
import { inSentences, type ValidationProblem } from "./problemTarget";

interface SettingFieldProps {
  name: SettingName;
  label: string;
  help?: string | undefined;
  problems: readonly ValidationProblem[];
  children: ReactNode;
}

/** A setting with its name, what is wrong with it, and a word of help. */
export function SettingField({ name, label, help, problems, children }: SettingFieldProps) {
  return (
    <Field.Root data-setting={name} gap={1} invalid={problems.some(({ severity }) => severity === "error")}>
      <Field.Label>{label}</Field.Label>
      {children}
      {problems.map((problem) => (
        <Field.ErrorText key={problem.reason}>{inSentences(problem).join(" ")}</Field.ErrorText>
      ))}
      {help ? <Field.HelperText>{help}</Field.HelperText> : null}
    </Field.Root>
  );
}
