import { Badge, Box, HStack, Spinner, Stack, Text } from "@chakra-ui/react";
import { CircleAlert, CircleCheck, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Failure } from "../../components/feedback";
import { useEditor, useEditorStore } from "../model/context";
import { usePieceCatalogue } from "../model/usePieceCatalogue";
import { useAction } from "../shortcuts/registry";
import { fieldWords, settingWords } from "./fieldWords";
import { Panel } from "./Panel";
import { inSentences, type Target, targetOf, type ValidationProblem } from "./problemTarget";
import type { Checked } from "./useValidation";

interface ProblemsPanelProps {
  checked: Checked;
  onSetting: (field: string) => void;
  onClose: () => void;
}

/** Everything that is wrong; a click leads to the field it is about. */
export function ProblemsPanel({ checked, onSetting, onClose }: ProblemsPanelProps) {
  const { t } = useTranslation();
  const { problems, isChecking, error } = checked;
  // Errors first; else in the order of the document.
  const sorted = [...problems].sort(
    (a, b) => Number(a.severity !== "error") - Number(b.severity !== "error"),
  );
  return (
    <Panel
      extra={
        <HStack aria-live="polite" gap={2}>
          <Counts checked={checked} />
          {isChecking ? <Spinner aria-label={t("editor.page.problems.checking")} size="xs" /> : null}
        </HStack>
      }
      onClose={onClose}
      title={t("editor.page.problems.title")}
    >
      {error ? <Failure error={error} /> : null}
      {problems.length === 0 && !error ? (
        <HStack color="fg.muted" fontSize="sm" gap={2}>
          <CircleCheck aria-hidden size={18} />
          <Text>
            {t("editor.page.problems.none")}. {t("editor.page.problems.noneText")}
          </Text>
        </HStack>
      ) : null}
      <Stack as="ul" gap={0} mx={-3} my={-1}>
        {sorted.map((problem) => (
          <Row
            key={`${problem.node}.${problem.field}.${problem.reason}`}
            onSetting={onSetting}
            problem={problem}
          />
        ))}
      </Stack>
    </Panel>
  );
}

export function Counts({ checked: { errors, warnings } }: { checked: Checked }) {
  const { t } = useTranslation();
  return (
    <>
      {errors > 0 ? (
        <Badge colorPalette="red">{t("editor.page.problems.errors", { count: errors })}</Badge>
      ) : null}
      {warnings > 0 ? (
        <Badge colorPalette="orange">{t("editor.page.problems.warnings", { count: warnings })}</Badge>
      ) : null}
    </>
  );
}

function Row({ problem, onSetting }: { problem: ValidationProblem; onSetting: (field: string) => void }) {
  const { t } = useTranslation();
  const store = useEditorStore();
  const document = useEditor((state) => state.document);
  const target = targetOf(problem, document);
  const [reason, fix] = inSentences(problem);
  const show = useAction("fitSelected");
  const isError = problem.severity === "error";
  const Icon = isError ? CircleAlert : TriangleAlert;
  const go = () => {
    if (target.kind === "setting") onSetting(target.field);
    else if (target.kind === "node") {
      store.getState().select([target.node]);
      store.getState().focus(target.node, target.field);
      // When the panel beside has taken its room; a node that is seen stays where it is.
      const { node } = target;
      window.setTimeout(() => {
        if (!isSeen(node)) show?.run();
      }, 100);
    }
  };
  return (
    <Box as="li">
      <Box
        _disabled={{ cursor: "default" }}
        _hover={{ bg: target.kind === "nowhere" ? undefined : "bg.muted" }}
        asChild
        cursor="pointer"
        px={3}
        py={1.5}
        textAlign="start"
        width="100%"
      >
        <button data-testid="problem" disabled={target.kind === "nowhere"} onClick={go} type="button">
          <HStack align="flex-start" fontSize="sm" gap={2}>
            <Box color={isError ? "red.fg" : "orange.fg"} pt={0.5}>
              <Icon
                aria-label={t(isError ? "editor.page.problems.error" : "editor.page.problems.warning")}
                size={15}
              />
            </Box>
            <Box minW={0}>
              <Text as="span" fontWeight="medium">
                <Where field={problem.field} target={target} />
              </Text>{" "}
              {reason}
              {fix ? (
                <Text as="span" color="fg.muted">
                  {" "}
                  {fix}
                </Text>
              ) : null}
            </Box>
          </HStack>
        </button>
      </Box>
    </Box>
  );
}

/** Whether all of a node's card is on the canvas that is seen. */
function isSeen(id: string): boolean {
  const surface = window.document.querySelector("[data-canvas-surface]");
  const card = surface?.querySelector(`.react-flow__node[data-id="${CSS.escape(id)}"]`);
  if (!surface || !card) return false;
  const [outer, inner] = [surface.getBoundingClientRect(), card.getBoundingClientRect()];
  return (
    inner.left >= outer.left &&
    inner.right <= outer.right &&
    inner.top >= outer.top &&
    inner.bottom <= outer.bottom
  );
}

function Where({ target, field }: { target: Target; field: string | null }) {
  const { t } = useTranslation();
  const { catalogue } = usePieceCatalogue();
  const node = useEditor((state) =>
    target.kind === "node" ? state.document.nodes.find(({ id }) => id === target.node) : undefined,
  );
  const words = target.kind === "node" ? [node?.name ?? target.node] : [t("editor.page.problems.workflow")];
  if (target.kind === "node" && target.field) {
    words.push(fieldWords(target.field, node && catalogue.find(node.piece)?.input_schema, t));
  } else if (field) words.push(settingWords(field, t));
  return words.join(" › ");
}
