import { Box, Menu, Portal, Text } from "@chakra-ui/react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { tellFailure } from "../components/toaster";
import { chooseLanguage, spoken } from "./i18n";
import { isLanguage, LANGUAGES } from "./language";

/** The languages of the app, behind what is shown for the one in use. */
export function LanguageChoice({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const choose = (code: string) => {
    if (isLanguage(code)) chooseLanguage(code).catch(tellFailure);
  };
  return (
    <Menu.Root lazyMount positioning={{ placement: "right-end" }}>
      <Menu.Trigger asChild>
        <Box asChild cursor="pointer">
          <button title={t("nav.language")} type="button">
            <Box as="span" srOnly>
              {t("nav.language")}
            </Box>
            {children}
          </button>
        </Box>
      </Menu.Trigger>
      <Portal>
        <Menu.Positioner>
          <Menu.Content>
            <Menu.RadioItemGroup onValueChange={({ value }) => choose(value)} value={spoken()}>
              {Object.entries(LANGUAGES).map(([code, name]) => (
                <Menu.RadioItem key={code} lang={code} value={code}>
                  {name}
                  <Menu.ItemIndicator />
                </Menu.RadioItem>
              ))}
            </Menu.RadioItemGroup>
            <Text borderTopWidth={1} color="fg.muted" fontSize="xs" maxW="14rem" mt={1} px={2} py={1.5}>
              {t("nav.languageNote")}
            </Text>
          </Menu.Content>
        </Menu.Positioner>
      </Portal>
    </Menu.Root>
  );
}
