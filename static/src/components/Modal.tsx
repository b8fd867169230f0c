import { Button, CloseButton, Dialog, Portal } from "@chakra-ui/react";
import { type ReactNode, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

interface ModalProps {
  open: boolean;
  title: ReactNode;
  children: ReactNode;
  footer?: ReactNode;
  size?: "sm" | "md" | "lg" | "xl";
  /** A question that must be answered, not dismissed. */
  alert?: boolean;
  /** What has the focus first; without it, the first thing that can. */
  initialFocus?: () => HTMLElement | null;
  onClose: () => void;
}

/** A dialog of our own: the browser's don't work in Airflow's frame. */
export function Modal(props: ModalProps) {
  return useWasOpen(props.open) ? <Opened {...props} /> : null;
}

/** Whether something is open or has been: most dialogs of a page never are, and need not be there. */
export function useWasOpen(open: boolean): boolean {
  const [wasOpen, setWasOpen] = useState(open);
  if (open && !wasOpen) setWasOpen(true);
  return open || wasOpen;
}

function Opened(props: ModalProps) {
  const { open, title, children, footer, size = "md", alert = false, initialFocus, onClose } = props;
  const { t } = useTranslation();
  return (
    <Dialog.Root
      {...(initialFocus ? { initialFocusEl: initialFocus } : {})}
      lazyMount
      onOpenChange={(details) => {
        if (!details.open) onClose();
      }}
      open={open}
      role={alert ? "alertdialog" : "dialog"}
      size={size}
      unmountOnExit
    >
      <Portal>
        <Dialog.Backdrop />
        <Dialog.Positioner>
          <Dialog.Content>
            <Dialog.Header>
              <Dialog.Title>{title}</Dialog.Title>
            </Dialog.Header>
            <Dialog.Body>{children}</Dialog.Body>
            {footer ? <Dialog.Footer>{footer}</Dialog.Footer> : null}
            <Dialog.CloseTrigger asChild>
              <CloseButton aria-label={t("common.close")} size="sm" />
            </Dialog.CloseTrigger>
          </Dialog.Content>
        </Dialog.Positioner>
      </Portal>
    </Dialog.Root>
  );
}

interface ConfirmProps {
  open: boolean;
  title: string;
  text: ReactNode;
  action: string;
  busy: boolean;
  danger?: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

/** A question before something that can't be undone. */
export function Confirm({ text, action, busy, danger = true, onConfirm, onClose, ...rest }: ConfirmProps) {
  const { t } = useTranslation();
  const cancel = useRef<HTMLButtonElement>(null);
  return (
    <Modal
      {...rest}
      alert
      footer={
        <>
          <Button disabled={busy} onClick={onClose} ref={cancel} variant="outline">
            {t("common.cancel")}
          </Button>
          <Button colorPalette={danger ? "red" : "brand"} loading={busy} onClick={onConfirm}>
            {action}
          </Button>
        </>
      }
      // A question is answered with No by whoever only presses Enter.
      initialFocus={() => cancel.current}
      onClose={onClose}
      size="sm"
    >
      {text}
    </Modal>
  );
}
