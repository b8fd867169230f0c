import { Alert, Flex, HStack, IconButton, SegmentGroup } from "@chakra-ui/react";
import { ChevronsDownUp, ChevronsUpDown } from "lucide-react";
import { type ReactNode, useDeferredValue, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { CopyButton } from "../../components/CopyButton";
import { SearchField } from "../lines/SearchField";
import { TextView } from "../TextView";
import { JsonTree } from "./JsonTree";
import { above, allOpen, find, firstOpen, idOf, type Json, MOST_MATCHES } from "./tree";

interface JsonViewProps {
  text: string;
  /** Whether the text is only the beginning of the document. */
  isCut: boolean;
  height: string;
}

/** A JSON document as a tree, or as the text it is. */
export function JsonView({ text, isCut, height }: JsonViewProps) {
  const { t } = useTranslation();
  const [shape, setShape] = useState("tree");
  const parsed = useMemo(() => (isCut ? null : parse(text)), [text, isCut]);
  if (!parsed) {
    return (
      <Flex direction="column" gap={2} height="100%" minH={0}>
        {isCut ? null : (
          <Alert.Root flexShrink={0} size="sm" status="warning">
            <Alert.Indicator />
            <Alert.Title>{t("results.notJson")}</Alert.Title>
          </Alert.Root>
        )}
        <TextView height={height} isCut={isCut} text={text} />
      </Flex>
    );
  }
  const choice = (
    <SegmentGroup.Root onValueChange={({ value }) => setShape(value ?? "tree")} size="xs" value={shape}>
      <SegmentGroup.Indicator />
      <SegmentGroup.Items
        items={[
          { value: "tree", label: t("results.tree") },
          { value: "raw", label: t("results.raw") },
        ]}
      />
    </SegmentGroup.Root>
  );
  return (
    <Flex direction="column" gap={2} height="100%" minH={0}>
      {shape === "tree" ? (
        <Tree choice={choice} height={height} root={parsed.value} />
      ) : (
        <>
          <HStack>
            {choice}
            <CopyButton label={t("results.copyAll")} text={() => text} />
          </HStack>
          <TextView height={height} isCut={false} text={text} />
        </>
      )}
    </Flex>
  );
}

function parse(text: string): { value: Json } | null {
  try {
    return { value: JSON.parse(text) as Json };
  } catch {
    return null;
  }
}

function Tree({ root, choice, height }: { root: Json; choice: ReactNode; height: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(() => firstOpen(root));
  const [search, setSearch] = useState("");
  const [target, setTarget] = useState<string | null>(null);
  const [place, setPlace] = useState(0);
  const wanted = useDeferredValue(search);
  const found = useMemo(() => find(root, wanted), [root, wanted]);

  const show = (next: number) => {
    const at = ((next % found.length) + found.length) % found.length;
    const path = found[at];
    if (!path) return;
    setPlace(at);
    setOpen((before) => new Set([...before, ...above(path)]));
    setTarget(idOf(path));
  };
  const isAnyOpen = open.size > 1;
  return (
    <>
      <HStack flexShrink={0} gap={2}>
        {choice}
        <SearchField
          count={found.length}
          current={target === null || found.length === 0 ? 0 : place + 1}
          isMore={found.length === MOST_MATCHES}
          label={t("results.searchJson")}
          onChange={(text) => {
            setSearch(text);
            setTarget(null);
            setPlace(0);
          }}
          onGo={(step) => show(target === null ? 0 : place + step)}
          text={search}
        />
        <IconButton
          aria-label={isAnyOpen ? t("results.closeAll") : t("results.openAll")}
          onClick={() => setOpen(isAnyOpen ? new Set([""]) : allOpen(root))}
          size="2xs"
          title={isAnyOpen ? t("results.closeAll") : t("results.openAll")}
          variant="ghost"
        >
          {isAnyOpen ? <ChevronsDownUp aria-hidden /> : <ChevronsUpDown aria-hidden />}
        </IconButton>
      </HStack>
      <JsonTree
        height={height}
        onToggle={(id) =>
          setOpen((before) => {
            const next = new Set(before);
            if (!next.delete(id)) next.add(id);
            return next;
          })
        }
        open={open}
        root={root}
        search={wanted}
        target={target}
      />
    </>
  );
}
