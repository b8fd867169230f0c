import { Flex, HStack, Text } from "@chakra-ui/react";
import { WrapText } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { CopyButton } from "../components/CopyButton";
import { IconToggle } from "../components/IconToggle";
import { LineList } from "./lines/LineList";
import { MOST_MATCHES, textLines } from "./lines/lines";
import { SearchField } from "./lines/SearchField";
import { useSearch } from "./lines/useSearch";

interface TextViewProps {
  text: string;
  /** Whether the file goes on. */
  isCut: boolean;
  height: string;
}

/** Text as it is, however long. */
export function TextView({ text, isCut, height }: TextViewProps) {
  const { t } = useTranslation();
  const lines = useMemo(() => textLines(text), [text]);
  const [isWrapped, setWrapped] = useState(true);
  const search = useSearch(lines);
  return (
    <Flex direction="column" flex={1} gap={2} minH={0}>
      <HStack flexShrink={0} gap={1}>
        <SearchField
          count={search.count}
          current={search.current}
          isMore={search.count === MOST_MATCHES}
          label={t("results.searchText")}
          onChange={search.setText}
          onGo={search.go}
          text={search.text}
        />
        <IconToggle icon={WrapText} isOn={isWrapped} label={t("results.wrap")} onChange={setWrapped} />
        <CopyButton label={t("results.copyAll")} text={() => text} />
      </HStack>
      <LineList
        height={height}
        isFollowing={false}
        isWrapped={isWrapped}
        label={t("results.text")}
        lines={lines}
        onFollow={ignore}
        search={search.shown}
        target={search.line}
        testId="text"
      />
      {isCut ? (
        <Text color="fg.muted" fontSize="xs">
          {t("results.cut")}
        </Text>
      ) : null}
    </Flex>
  );
}

/** A text has no end to follow. */
function ignore(): void {}
