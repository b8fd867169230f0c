import { Box, Flex, Heading } from "@chakra-ui/react";
import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "../../api/workspace";
import { AfterPaint } from "../../components/AfterPaint";
import { Failure } from "../../components/feedback";
import { Confirm } from "../../components/Modal";
import { inWords, type Schedule } from "../../model/schedule";
import { Tour } from "../../tour/Tour";
import { EditorProvider, useEditor } from "../model/context";
import { usePieceCatalogue } from "../model/usePieceCatalogue";
import { BesideCanvas } from "./BesideCanvas";
import { ClashDialog } from "./ClashDialog";
import { same } from "./changes";
import { LeaveGuard } from "./LeaveGuard";
import { OtherWindow } from "./OtherWindow";
import type { Opened } from "./opening";
import { ProblemsPanel } from "./ProblemsPanel";
import { RunBar } from "./RunBar";
import { TopBar } from "./TopBar";
import { usePageActions } from "./usePageActions";
import { useRunMode } from "./useRunMode";
import { useRunning } from "./useRunning";
import { type Session, useSession } from "./useSession";
import { useSteady } from "./useSteady";
import { useValidation } from "./useValidation";
import { Workbench } from "./Workbench";

interface EditorProps {
  opened: Opened;
  workspaceId: number;
  /** False while it is asked what to open: nothing is worked on yet. */
  isReady: boolean;
  go: (workflowId: number | null, draftId: number | null) => void;
  reopen: (workflowId: number | null, draftId: number | null) => void;
}

/** The editor on one workflow. */
export function Editor({ opened, workspaceId, isReady, go, reopen }: EditorProps) {
  const session = useSession({ opened, workspaceId, go, reopen });
  return (
    <EditorProvider store={session.store}>
      <Inside isReady={isReady} session={session} workspaceId={workspaceId} />
    </EditorProvider>
  );
}

interface InsideProps {
  session: Session;
  workspaceId: number;
  isReady: boolean;
}

function Inside({ session, workspaceId, isReady }: InsideProps) {
  const { t } = useTranslation();
  const { base, workflow, autosave, draftState, clash } = session;
  const readOnly = !useMay("edit_workflows");
  const { catalogue, isPending, error: noPieces } = usePieceCatalogue();
  const checked = useValidation(workspaceId, catalogue);
  const mode = useRunMode(workflow?.id ?? null);
  const [settings, setSettings] = useState<{ field: string | null; turn: number } | null>(null);
  const [isProblemsOpen, setProblemsOpen] = useState(false);
  const isChanged = useIsChanged(session);
  useProblemsOfSave(session, () => setProblemsOpen(true));

  const save = useCallback(async () => {
    if (!readOnly) await session.save();
  }, [readOnly, session]);
  const running = useRunning({
    saved: () => (isChanged || !workflow ? session.save() : Promise.resolve(workflow)),
    onStarted: mode.show,
  });
  const openSettings = useCallback(
    (field: string | null) => {
      session.store.getState().focus(null);
      setSettings((now) => ({ field, turn: (now?.turn ?? 0) + 1 }));
    },
    [session.store],
  );
  const does = useSteady({
    problems: () => setProblemsOpen((now) => !now),
    retry: () => void autosave.flush(),
    run: () => void running.run(),
    runs: () => (mode.runId === null ? mode.showLast() : mode.show(null)),
    save: () => void save(),
    settings: () => (settings ? setSettings(null) : openSettings(null)),
  });
  usePageActions({
    readOnly,
    canSave: isChanged && !session.isSaving,
    hasRuns: workflow !== null,
    save,
    run: running.run,
    settings: () => openSettings(null),
    problems: does.problems,
    runs: does.runs,
  });

  const version = isChanged ? null : (workflow?.version ?? null);

  return (
    <Flex data-editor direction="column" height="100%" inert={!isReady} minH={0}>
      <Title />
      <AfterPaint instead={<Box bg="bg.panel" borderBottomWidth={1} flexShrink={0} minH={11} />}>
        <TopBar
          draftState={draftState}
          errors={checked.errors}
          isChanged={isChanged}
          isProblemsOpen={isProblemsOpen}
          isRunOpen={mode.runId !== null}
          isSaving={session.isSaving}
          isSettingsOpen={settings !== null}
          isStarting={running.isStarting}
          onProblems={does.problems}
          onRetry={does.retry}
          onRun={does.run}
          onRuns={does.runs}
          onSave={does.save}
          onSettings={does.settings}
          readOnly={readOnly}
          warnings={checked.warnings}
          workflow={workflow}
        />
      </AfterPaint>
      {draftState.kind === "conflict" ? (
        <OtherWindow onKeep={session.keepAsOther} onReload={session.reload} />
      ) : null}
      {noPieces ? (
        <Box p={2}>
          <Failure error={noPieces} />
        </Box>
      ) : null}
      {workflow ? (
        <RunBar mode={mode} readOnly={readOnly} version={version} workflowId={workflow.id} />
      ) : null}
      <Workbench
        below={
          isProblemsOpen ? (
            <ProblemsPanel
              checked={checked}
              onClose={() => setProblemsOpen(false)}
              onSetting={openSettings}
            />
          ) : null
        }
        pieces={catalogue}
        problems={checked.byNode}
        readOnly={readOnly}
        side={
          <BesideCanvas
            mode={mode}
            onCloseSettings={() => setSettings(null)}
            pieces={catalogue}
            problems={checked}
            readOnly={readOnly}
            settings={settings}
            workflowId={workflow?.id ?? null}
          />
        }
        states={mode.states}
      />
      <AfterPaint>
        <Tour
          isLoaded={!isPending && !noPieces}
          isReady={isReady}
          isSaved={version !== null}
          mode={mode}
          pieces={catalogue}
          readOnly={readOnly}
        />
      </AfterPaint>
      <LeaveGuard autosave={autosave} isHere={session.isHere} onLeaving={session.setLeaving} />
      <ClashDialog
        clash={clash}
        onClose={session.closeClash}
        onResolve={(how) => void session.resolve(how)}
        version={base?.version ?? 0}
      />
      <Confirm
        action={t("workflows.runPausedAction")}
        busy={running.isStarting}
        danger={false}
        onClose={running.cancel}
        onConfirm={() => void running.confirm()}
        open={running.asked !== null}
        text={t("workflows.runPausedText", {
          schedule: inWords((running.asked?.document.schedule ?? { kind: "none" }) as Schedule),
        })}
        title={t("workflows.runPausedTitle", { name: running.asked?.name ?? "" })}
      />
    </Flex>
  );
}

/** The heading of the page for those who don't see it: the field for the name is none. */
function Title() {
  const name = useEditor((state) => state.document.name);
  return (
    <Heading as="h1" srOnly>
      {name}
    </Heading>
  );
}

/** Whether saving would make a version; where things are drawn makes none. */
function useIsChanged({ base }: Session): boolean {
  return useEditor(({ document }) => base === null || !same(base.content.document, document));
}

/** A refused save opens the list of problems: it says what is in the way. */
function useProblemsOfSave({ refused }: Session, show: () => void): void {
  const [seen, setSeen] = useState(refused);
  useEffect(() => {
    if (refused === seen) return;
    setSeen(refused);
    if (refused !== null) show();
  }, [refused, seen, show]);
}
