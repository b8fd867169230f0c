import { IconButton, Popover, Portal, Text } from "@chakra-ui/react";
import { Info } from "lucide-react";
import { useTranslation } from "react-i18next";

/** A description too long to stand below its field. */
export function FieldHelp({ field, description }: { field: string; description: string }) {
  const { t } = useTranslation();
  if (description.length <= 110 && !description.includes("\n")) return null;
  return (
    <Popover.Root lazyMount positioning={{ placement: "bottom-end" }} unmountOnExit>
      <Popover.Trigger asChild>
        <IconButton
          aria-label={t("editor.forms.help", { field })}
          color="fg.muted"
          minW={6}
          size="2xs"
          variant="ghost"
        >
          <Info aria-hidden />
        </IconButton>
      </Popover.Trigger>
      <Portal>
        <Popover.Positioner>
          <Popover.Content aria-label={t("editor.forms.help", { field })} maxW="20rem">
            <Popover.Arrow />
            <Popover.Body p={3}>
              <Text fontSize="sm" whiteSpace="pre-wrap">
                {description}
              </Text>
            </Popover.Body>
          </Popover.Content>
        </Popover.Positioner>
      </Portal>
    </Popover.Root>
  );
}
