import { Toaster as ChakraToaster, createToaster, Portal, Stack, Toast } from "@chakra-ui/react";
import { describe } from "../api/problems";

const toaster = createToaster({ placement: "bottom-end", pauseOnPageIdle: true });

/** Tell that something worked. */
export function tell(title: string): void {
  toaster.create({ title, type: "success", duration: 4000, closable: true });
}

/** Tell what failed, in the server's words. */
export function tellFailure(error: unknown): void {
  const { title, detail, problems } = describe(error);
  const reasons = problems.map((problem) => problem.reason).join(" ");
  const description = detail || reasons;
  toaster.create({
    title,
    ...(description ? { description } : {}),
    type: "error",
    duration: 12000,
    closable: true,
  });
}

/** Tell that something can't be done, or has a drawback, and why. */
export function tellWarning(title: string, description: string): void {
  toaster.create({ title, description, type: "warning", duration: 8000, closable: true });
}

/** Chakra's own have less contrast than 4.5 to 1: white words on orange or green, black ones in the dark. */
const COLOURS = {
  "&[data-type=warning]": { bg: "orange.700", color: "white" },
  "&[data-type=success]": { bg: "green.700", color: "white" },
  "&[data-type=error]": { bg: "red.700", color: "white" },
};

export function Toaster() {
  return (
    <Portal>
      <ChakraToaster insetInline={{ mdDown: "4" }} toaster={toaster}>
        {(toast) => (
          <Toast.Root css={COLOURS} width={{ md: "md" }}>
            <Toast.Indicator />
            <Stack flex="1" gap="1" maxWidth="100%">
              {toast.title ? <Toast.Title>{toast.title}</Toast.Title> : null}
              {toast.description ? <Toast.Description>{toast.description}</Toast.Description> : null}
            </Stack>
            {toast.closable ? <Toast.CloseTrigger /> : null}
          </Toast.Root>
        )}
      </ChakraToaster>
    </Portal>
  );
}
