import { Button, Text } from "@chakra-ui/react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { type Location, useBlocker } from "react-router";
import { EMBEDDED } from "../../app/place";
import { Modal } from "../../components/Modal";
import type { Content } from "../model/types";
import type { Autosave } from "./autosave";
import { useFlush } from "./useFlush";

interface LeaveGuardProps {
  autosave: Autosave<Content>;
  /** Whether an address still shows this editor. */
  isHere: (location: Location) => boolean;
  onLeaving: (isLeaving: boolean) => void;
}

/** Lets nobody leave before the last changes are on the server, or it is clear that they can't get there. */
export function LeaveGuard({ autosave, isHere, onLeaving }: LeaveGuardProps) {
  const { t } = useTranslation();
  const blocker = useBlocker(({ nextLocation }) => autosave.isUnsent && !isHere(nextLocation));
  const isAsked = blocker.state === "blocked";
  const told = useRef(onLeaving);
  told.current = onLeaving;
  // Before anything is sent: a first draft would change the address and so take the question away.
  useEffect(() => {
    if (blocker.state === "blocked") told.current(true);
    else if (blocker.state === "unblocked") told.current(false);
  }, [blocker.state]);
  const { isSending } = useFlush(autosave, isAsked, () => blocker.proceed?.());

  useEffect(() => {
    // Airflow's frame forbids dialogs of the browser, and its page can go without asking us.
    if (EMBEDDED) return;
    const ask = (event: BeforeUnloadEvent) => {
      autosave.keepNow();
      if (autosave.isUnsent) event.preventDefault();
    };
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [autosave]);

  const leave = () => {
    autosave.keepNow();
    blocker.proceed?.();
  };
  return (
    <Modal
      alert
      footer={
        <>
          <Button onClick={leave} variant="outline">
            {t("editor.page.leave.leave")}
          </Button>
          <Button colorPalette="brand" onClick={() => blocker.reset?.()}>
            {t("editor.page.leave.stay")}
          </Button>
        </>
      }
      onClose={() => blocker.reset?.()}
      open={isAsked && !isSending}
      size="sm"
      title={t("editor.page.leave.title")}
    >
      <Text>{t("editor.page.leave.text")}</Text>
    </Modal>
  );
}
