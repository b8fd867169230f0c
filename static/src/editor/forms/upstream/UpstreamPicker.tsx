import { Button, Popover, Portal, Stack, Text } from "@chakra-ui/react";
import { ChevronsUpDown, Link2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useForm } from "../context";
import { OutputChoices } from "./OutputChoices";
import type { PickerProps } from "./picking";
import { TakenDetails, TakenName } from "./Taken";

/** The output that an input takes, and the choice of another. */
export function UpstreamPicker(props: PickerProps) {
  const { t } = useTranslation();
  const { readOnly } = useForm();
  const [open, setOpen] = useState(false);
  const { input, label, id } = props;
  const taken = input?.kind === "upstream" ? input : null;
  return (
    <Stack gap={1}>
      <Popover.Root
        lazyMount
        onOpenChange={(details) => setOpen(details.open)}
        open={open}
        positioning={{ placement: "bottom-start", sameWidth: true }}
        unmountOnExit
      >
        <Popover.Trigger asChild>
          <Button
            aria-describedby={props.describedBy}
            aria-label={`${t("editor.forms.upstream.label", { field: label })}: ${taken ? `${taken.node} ${taken.output}` : t("editor.forms.upstream.pick")}`}
            bg="bg.panel"
            data-picker
            disabled={readOnly}
            fontWeight="normal"
            gap={2}
            id={id}
            justifyContent="space-between"
            px={2.5}
            size="sm"
            variant="outline"
            width="100%"
          >
            <Link2 aria-hidden />
            {taken ? (
              <TakenName taken={taken} />
            ) : (
              <Text color="fg.muted" flex={1} textAlign="start">
                {t("editor.forms.upstream.pick")}
              </Text>
            )}
            <ChevronsUpDown aria-hidden />
          </Button>
        </Popover.Trigger>
        <Portal>
          <Popover.Positioner>
            <Popover.Content
              aria-label={t("editor.forms.upstream.label", { field: label })}
              minW="18rem"
              width="100%"
            >
              <OutputChoices
                {...props}
                onPick={(next, connect) => {
                  setOpen(false);
                  props.onPick(next, connect);
                }}
              />
            </Popover.Content>
          </Popover.Positioner>
        </Portal>
      </Popover.Root>
      {taken ? <TakenDetails {...props} taken={taken} /> : null}
    </Stack>
  );
}
