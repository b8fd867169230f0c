import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useInstall } from "../api/repositories";
import { useMay, useWorkspace } from "../api/workspace";
import { t } from "../app/i18n";
import { tell, tellFailure } from "../components/toaster";
import type { PieceCatalogue } from "../editor/model/catalogue";
import { useEditor, useEditorStore } from "../editor/model/context";
import type { RunMode } from "../editor/page/useRunMode";
import { keysLabel } from "../editor/shortcuts/keys";
import { Highlight } from "./Highlight";
import { CHART, type Facts, nodeOf, READ, type Step, stepNow } from "./progress";
import { SHOWING } from "./showing";
import { endTour, skipStep, tour, useTour } from "./state";
import { TourCard } from "./TourCard";
import { LIST_CLOSED, targetsOf } from "./targets";
import { useLookForPieces } from "./useLookForPieces";
import { useResultShown } from "./useResultShown";
import { useTarget } from "./useTarget";
import { useTourAction } from "./useTourAction";

interface TourProps {
  pieces: PieceCatalogue;
  /** The Pieces are read: those that are missing then are not installed. */
  isLoaded: boolean;
  /** The editor may be worked on. */
  isReady: boolean;
  readOnly: boolean;
  isSaved: boolean;
  mode: RunMode;
}

/** Leads a newcomer through a first workflow, in the editor as it is. */
export function Tour({ isReady, readOnly, ...facts }: TourProps) {
  const store = useEditorStore();
  const isActive = useTour((state) => state.isActive);
  const isHere = useTour((state) => state.editor) === store;
  useTourAction(readOnly);
  useEffect(() => {
    const { editor } = tour.getState();
    const isEmpty = store.getState().document.nodes.length === 0;
    if (isActive && isReady && editor === null && isEmpty && !readOnly) tour.setState({ editor: store });
  }, [isActive, isReady, readOnly, store]);
  useEndOnLeaving();
  return isActive && isHere && facts.isLoaded ? <Guide {...facts} /> : null;
}

function Guide({ pieces, isSaved, mode }: Omit<TourProps, "isReady" | "readOnly">) {
  const { t } = useTranslation();
  const store = useEditorStore();
  const document = useEditor((state) => state.document);
  const focused = useEditor((state) => state.focused);
  const skipped = useTour((state) => state.skipped);
  const mayInstall = useMay("manage_repositories");
  const workspace = useWorkspace()?.name ?? "";
  const install = useInstall();
  const chart = nodeOf(document, CHART)?.id;
  const run = mode.runId === null ? null : (mode.run?.state ?? "queued");
  const facts: Facts = {
    hasPieces: [READ, CHART].every((name) => pieces.newest.some((piece) => piece.name === name)),
    mayInstall,
    document,
    isSaved,
    run,
    isResultShown: useResultShown(run === "success" && chart !== undefined && focused === chart),
  };
  const step = stepNow(facts, skipped);
  const showing = SHOWING[step];
  useLookForPieces(step === "ask");
  const isListClosed = useTarget(LISTED) !== null && (step === "read" || step === "chart");
  const isClosed = step === "column" && focused !== chart;
  const keys = step === "save" ? keysLabel("mod+s") : keysLabel("mod+enter");

  const showMe = () => {
    if (step === "install") {
      install.mutate({ source: "starter", version: null }, { onError: tellFailure });
    } else showing?.(store, pieces);
  };
  return (
    <>
      <Highlight selectors={targetsOf(step, document, focused)} />
      <TourCard
        isBusy={install.isPending}
        onEnd={step === "done" ? endTour : endEarly}
        onShowMe={step === "install" || showing ? showMe : null}
        onSkip={CAN_SKIP.has(step) ? () => skipStep(step) : null}
        step={step}
        text={
          isListClosed
            ? t("tour.steps.list")
            : isClosed
              ? t("tour.steps.column.open")
              : t(`tour.steps.${step}.text`, { keys, workspace })
        }
        title={t(`tour.steps.${step}.title`)}
      />
    </>
  );
}

const LISTED = [LIST_CLOSED];

/** Without these, what follows is still there to be done. */
const CAN_SKIP: ReadonlySet<Step> = new Set<Step>([
  "read",
  "chart",
  "connect",
  "column",
  "save",
  "run",
  "wait",
  "result",
]);

function endEarly(): void {
  endTour();
  tell(t("tour.ended", { keys: keysLabel("mod+k") }));
}

/** Whoever leaves the editor that the tour goes through has something else in mind. */
function useEndOnLeaving(): void {
  const store = useEditorStore();
  const leaving = useRef(0);
  useEffect(() => {
    window.clearTimeout(leaving.current);
    return () => {
      // Not at once: React takes a component away and puts it back while developing.
      leaving.current = window.setTimeout(() => {
        if (tour.getState().editor === store) endEarly();
      });
    };
  }, [store]);
}
