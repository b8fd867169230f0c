import { CircleAlert, History, Play, Save, Settings2 } from "lucide-react";
import { useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { type Action, useActions } from "../shortcuts/registry";

interface PageActions {
  readOnly: boolean;
  canSave: boolean;
  hasRuns: boolean;
  save: () => Promise<void>;
  run: () => Promise<void>;
  settings: () => void;
  problems: () => void;
  runs: () => void;
}

/** What can be done with the workflow as a whole, for keys and the command palette. */
export function usePageActions(wanted: PageActions): void {
  const { t } = useTranslation();
  // The list stays the same object: what the actions do is looked up when they are done.
  const now = useRef(wanted);
  now.current = wanted;
  const actions = useMemo<Action[]>(
    () => [
      {
        id: "workflow.save",
        label: t("editor.page.save"),
        section: "workflow",
        keys: ["mod+s"],
        icon: Save,
        where: "anywhere",
        // Also with nothing to save: the browser's own dialog for saving the page is of no use here.
        run: () => {
          if (now.current.canSave) void now.current.save();
        },
      },
      {
        id: "workflow.run",
        label: t("editor.page.run"),
        section: "workflow",
        keys: ["mod+enter"],
        icon: Play,
        where: "anywhere",
        when: () => !now.current.readOnly,
        run: () => void now.current.run(),
      },
      {
        id: "workflow.settings",
        label: t("editor.page.settingsTitle"),
        section: "workflow",
        keys: ["mod+,"],
        icon: Settings2,
        where: "anywhere",
        run: () => now.current.settings(),
      },
      {
        id: "workflow.problems",
        label: t("editor.page.problemsTitle"),
        section: "workflow",
        keys: ["mod+shift+m"],
        icon: CircleAlert,
        where: "anywhere",
        run: () => now.current.problems(),
      },
      {
        id: "workflow.runs",
        label: t("editor.page.runs.show"),
        section: "workflow",
        keys: [],
        icon: History,
        where: "editor",
        when: () => now.current.hasRuns,
        run: () => now.current.runs(),
      },
    ],
    [t],
  );
  useActions(actions);
}
