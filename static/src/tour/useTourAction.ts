import { Signpost } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useEditorStore } from "../editor/model/context";
import { type Action, useActions } from "../editor/shortcuts/registry";
import { startTour } from "./state";

/** The tour among the commands, whenever it is wanted again. */
export function useTourAction(readOnly: boolean): void {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const store = useEditorStore();
  const actions = useMemo<Action[]>(
    () => [
      {
        id: "tour.start",
        label: t("tour.startAction"),
        section: "view",
        keys: [],
        icon: Signpost,
        where: "editor",
        when: () => !readOnly,
        run: () => {
          startTour();
          // Somebody's work is no place for it.
          if (store.getState().document.nodes.length > 0) void navigate("/workflows/new");
        },
      },
    ],
    [t, navigate, store, readOnly],
  );
  useActions(actions);
}
