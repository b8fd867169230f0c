import { Badge, Box, Button, HStack, IconButton } from "@chakra-ui/react";
import { ArrowLeft, CircleAlert, History, type LucideIcon, Play, Save, Settings2 } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { keysLabel } from "../shortcuts/keys";
import type { DraftState } from "./autosave";
import { DraftBadge } from "./DraftBadge";
import { NameField } from "./NameField";
import type { Checked } from "./useValidation";

interface TopBarProps {
  /** The saved workflow; null before the first save. */
  workflow: { id: number; name: string; version: number } | null;
  readOnly: boolean;
  draftState: DraftState;
  /** There is something that saving would save. */
  isChanged: boolean;
  isSaving: boolean;
  isStarting: boolean;
  checked: Checked;
  isSettingsOpen: boolean;
  isProblemsOpen: boolean;
  isRunOpen: boolean;
  menu: ReactNode;
  onRetry: () => void;
  onSave: () => void;
  onRun: () => void;
  onSettings: () => void;
  onProblems: () => void;
  onRuns: () => void;
}

/** The bar above the canvas: what is open, where the work is, and what can be done with it. */
export function TopBar(props: TopBarProps) {
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
      <IconButton aria-label={back.label} asChild size="xs" title={back.label} variant="ghost">
        <Link to={back.to}>
          <ArrowLeft aria-hidden />
        </Link>
      </IconButton>
      <NameField readOnly={readOnly} />
      <DraftBadge
        isDraft={props.isChanged}
        onRetry={props.onRetry}
        state={draftState}
        version={workflow?.version ?? null}
      />
      {readOnly ? <Badge>{t("editor.page.onlyRead")}</Badge> : null}
      <Box flex={1} minW={1} />
      <ProblemsButton checked={props.checked} isOpen={props.isProblemsOpen} onClick={props.onProblems} />
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
      {props.menu}
      {readOnly ? null : <MainButtons {...props} />}
    </HStack>
  );
}

function MainButtons({ isChanged, isSaving, isStarting, onSave, onRun }: TopBarProps) {
  const { t } = useTranslation();
  return (
    <>
      <Button
        data-tour="save"
        disabled={!isChanged}
        loading={isSaving && !isStarting}
        onClick={onSave}
        size="xs"
        title={
          isChanged
            ? t("editor.page.saveTitle", { keys: keysLabel("mod+s") })
            : t("editor.page.nothingToSave")
        }
        variant="outline"
      >
        <Save aria-hidden /> {t("editor.page.save")}
      </Button>
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
    </>
  );
}

interface PanelButtonProps {
  icon: LucideIcon;
  /** Shown where there is room for it. */
  word: string;
  /** What it does. */
  label: string;
  isOpen: boolean;
  onClick: () => void;
}

function PanelButton({ icon: Icon, word, label, isOpen, onClick }: PanelButtonProps) {
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
}

function ProblemsButton(props: { checked: Checked; isOpen: boolean; onClick: () => void }) {
  const { checked, isOpen, onClick } = props;
  const { t } = useTranslation();
  const { errors, warnings } = checked;
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
}
