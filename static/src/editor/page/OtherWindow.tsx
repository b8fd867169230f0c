import { Alert, Button } from "@chakra-ui/react";
import { useTranslation } from "react-i18next";

/** Two windows write one draft: nothing is overwritten until one of the ways on is chosen. */
export function OtherWindow({ onKeep, onReload }: { onKeep: () => void; onReload: () => void }) {
  const { t } = useTranslation();
  return (
    <Alert.Root alignItems="center" borderRadius={0} flexShrink={0} role="alert" size="sm" status="warning">
      <Alert.Indicator />
      <Alert.Content>
        <Alert.Title>{t("editor.page.other.title")}</Alert.Title>
        <Alert.Description>{t("editor.page.other.text")}</Alert.Description>
      </Alert.Content>
      <Button onClick={onKeep} size="xs">
        {t("editor.page.other.keep")}
      </Button>
      <Button onClick={onReload} size="xs" variant="outline">
        {t("editor.page.other.reload")}
      </Button>
    </Alert.Root>
  );
}
