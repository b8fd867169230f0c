import { Button, Text } from "@chakra-ui/react";
import { useTranslation } from "react-i18next";
import { Modal } from "../components/Modal";
import { EMBEDDED, loginAddress, openAirflow } from "./place";
import { dismiss, useSignedOut } from "./session";

/** Says that the session ended, above whatever is on the screen: nothing of it is lost. */
export function SignedOut() {
  const { t } = useTranslation();
  const open = useSignedOut();
  return (
    <Modal
      alert
      footer={
        EMBEDDED ? (
          <Button colorPalette="brand" onClick={() => openAirflow("/dags")}>
            {t("session.signIn")}
          </Button>
        ) : (
          <Button asChild colorPalette="brand">
            {/* In a tab of its own: what is on this page is not left for it. */}
            <a href={loginAddress()} rel="noreferrer" target="_blank">
              {t("session.signIn")}
            </a>
          </Button>
        )
      }
      onClose={dismiss}
      open={open}
      size="sm"
      title={t("session.title")}
    >
      <Text>{t("session.text")}</Text>
    </Modal>
  );
}
