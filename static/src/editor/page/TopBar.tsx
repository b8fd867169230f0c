import { Badge, Box, Button, HStack, IconButton } from "@chakra-ui/react";
import { ArrowLeft, CircleAlert, History, type LucideIcon, Play, Save, Settings2 } from "lucide-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { keysLabel } from "../shortcuts/keys";
import type { DraftState } from "./autosave";
import { DraftBadge } from "./DraftBadge";
import { MoreMenu } from "./MoreMenu";
import { NameField } from "./NameField";

interface TopBarProps {
  /** The saved workflow; null before the first save. */
  workflow: { id: number; name: string; version: number } | null;
  readOnly: boolean;
  draftState: DraftState;
  /** There is something that saving would save. */
  isChanged: boolean;
  isSaving: boolean;
  isStarting: boolean;
  errors: number;
  warnings: number;
  isSettingsOpen: boolean;
  isProblemsOpen: boolean;
  isRunOpen: boolean;
  onRetry: () => void;
  onSave: () => void;
  onRun: () => void;
  onSettings: () => void;
  onProblems: () => void;
  onRuns: () => void;
}

/**
 * The bar above the canvas: what is open, where the work is, and what can be done with it.
 *
 * It follows each change on the canvas: only its parts that show something else are drawn anew.
 */
export const TopBar = memo(function TopBar(props: TopBarProps) {
  const { workflow, readOnly, draftState } = props;
  const { t } = useTranslation();
  const back = workflow
    ? { to: `/workflows/${workflow.id}`, label: t("editor.page.backTo", { name: workflow.name }) }
    : { to: "/workflows", label: t("editor.page.back") };
  return (
    <HStack
      aria-label={t("editor.page.toolbar")}
      bg="bg.panel"
      borderBottomWidth={1}
      flexShrink={0}
      gap={1}
      minH={11}
      px={2}
      role="toolbar"
    >
      <Back {...back} />
      <NameField readOnly={readOnly} />
      <DraftBadge
        isDraft={props.isChanged}
        onRetry={props.onRetry}
        state={draftState}
        version={workflow?.version ?? null}
      />
      {readOnly ? <Badge>{t("editor.page.onlyRead")}</Badge> : null}
      <Box flex={1} minW={1} />
      <ProblemsButton
        errors={props.errors}
        isOpen={props.isProblemsOpen}
        onClick={props.onProblems}
        warnings={props.warnings}
      />
      <PanelButton
        icon={Settings2}
        isOpen={props.isSettingsOpen}
        label={t("editor.page.settingsTitle")}
        onClick={props.onSettings}
        word={t("editor.page.settingsWord")}
      />
      {workflow ? (
        <PanelButton
          icon={History}
          isOpen={props.isRunOpen}
          label={t(props.isRunOpen ? "editor.page.runs.hide" : "editor.page.runs.show")}
          onClick={props.onRuns}
          word={t("editor.page.runsWord")}
        />
      ) : null}
      <MoreMenu readOnly={readOnly} workflowId={workflow?.id ?? null} />
      {readOnly ? null : (
        <>
          <SaveButton
            isChanged={props.isChanged}
            isSaving={props.isSaving && !props.isStarting}
            onSave={props.onSave}
          />
          <RunButton isStarting={props.isStarting} onRun={props.onRun} />
        </>
      )}
    </HStack>
  );
});

const Back = memo(function Back({ to, label }: { to: string; label: string }) {
  return (
    <IconButton aria-label={label} asChild size="xs" title={label} variant="ghost">
      <Link to={to}>
        <ArrowLeft aria-hidden />
      </Link>
    </IconButton>
  );
});

interface SaveButtonProps {
  isChanged: boolean;
  isSaving: boolean;
  onSave: () => void;
}

const SaveButton = memo(function SaveButton({ isChanged, isSaving, onSave }: SaveButtonProps) {
  const { t } = useTranslation();
  return (
    <Button
      data-tour="save"
      disabled={!isChanged}
      loading={isSaving}
      onClick={onSave}
      size="xs"
      title={
        isChanged ? t("editor.page.saveTitle", { keys: keysLabel("mod+s") }) : t("editor.page.nothingToSave")
      }
      variant="outline"
    >
      <Save aria-hidden /> {t("editor.page.save")}
    </Button>
  );
});

const RunButton = memo(function RunButton({ isStarting, onRun }: { isStarting: boolean; onRun: () => void }) {
  const { t } = useTranslation();
  return (
    <Button
      colorPalette="brand"
      data-tour="run"
      loading={isStarting}
      onClick={onRun}
      size="xs"
      title={t("editor.page.runTitle", { keys: keysLabel("mod+enter") })}
    >
      <Play aria-hidden /> {t("editor.page.run")}
    </Button>
  );
});

interface PanelButtonProps {
  icon: LucideIcon;
  /** Shown where there is room for it. */
  word: string;
  /** What it does. */
  label: string;
  isOpen: boolean;
  onClick: () => void;
}

const PanelButton = memo(function PanelButton(props: PanelButtonProps) {
  const { icon: Icon, word, label, isOpen, onClick } = props;
  return (
    <Button
      aria-label={label}
      aria-pressed={isOpen}
      onClick={onClick}
      px={2}
      size="xs"
      title={label}
      variant={isOpen ? "subtle" : "ghost"}
    >
      <Icon aria-hidden />
      <Box as="span" hideBelow="md">
        {word}
      </Box>
    </Button>
  );
});

interface ProblemsButtonProps {
  errors: number;
  warnings: number;
  isOpen: boolean;
  onClick: () => void;
}

const ProblemsButton = memo(function ProblemsButton(props: ProblemsButtonProps) {
  const { errors, warnings, isOpen, onClick } = props;
  const { t } = useTranslation();
  const color = errors > 0 ? "red" : warnings > 0 ? "orange" : "gray";
  const label = t("editor.page.problems.count", { errors, warnings });
  return (
    <Button
      aria-pressed={isOpen}
      colorPalette={color}
      data-testid="problems"
      onClick={onClick}
      px={2}
      size="xs"
      title={label}
      variant={isOpen || errors + warnings > 0 ? "subtle" : "ghost"}
    >
      <CircleAlert aria-hidden />
      {errors + warnings > 0 ? errors + warnings : null}
      <Box as="span" hideBelow="md">
        {t("editor.page.problemsWord", { count: errors + warnings })}
      </Box>
      <Box as="span" srOnly>
        {label}
      </Box>
    </Button>
  );
});
