import { Alert, Box, Flex, HStack, IconButton, NativeSelect, Spinner, Switch, Text } from "@chakra-ui/react";
import { ArrowDownToLine, Download, WrapText } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { type TaskPlace, useLog, useLogAddress } from "../../api/runs";
import { FileLink } from "../../components/FileLink";
import { Failure, Loading } from "../../components/feedback";
import { IconToggle } from "../../components/IconToggle";
import { ended } from "../../model/states";
import { LineList } from "../../viewers/lines/LineList";
import { type Line, logLines, MOST_MATCHES, severity } from "../../viewers/lines/lines";
import { reasonOf } from "../../viewers/lines/reason";
import { SearchField } from "../../viewers/lines/SearchField";
import { useSearch } from "../../viewers/lines/useSearch";

interface LogViewProps {
  place: TaskPlace;
  /** Room for the lines, as CSS. */
  height: string;
}

/** A task's log: the Piece's own lines, on demand between Airflow's; followed while the task runs. */
export function LogView({ place, height }: LogViewProps) {
  const { t } = useTranslation();
  const [isWhole, setWhole] = useState(place.state === "failed");
  const [least, setLeast] = useState(0);
  const { lines: records, error, retry, isPending, isMore } = useLog(place);
  const lines = useShown(records, isWhole, least);
  const address = useLogAddress(place);
  const reason = useMemo(
    () => (FAILED.has(place.state) && !isMore ? reasonOf(records) : null),
    [place.state, isMore, records],
  );
  if (place.tryNumber < 1) {
    return (
      <Text color="fg.muted" fontSize="sm">
        {t(neverRan(place.state))}
      </Text>
    );
  }
  const isEmpty = !error && !isPending && lines.length === 0;
  return (
    <Flex direction="column" gap={2} height="100%" minH={0}>
      {reason === null ? null : <Reason text={reason} />}
      <HStack gap={3} wrap="wrap">
        <Switch.Root
          checked={isWhole}
          colorPalette="brand"
          onCheckedChange={({ checked }) => setWhole(checked)}
          size="sm"
        >
          <Switch.HiddenInput />
          <Switch.Control />
          <Switch.Label>{t("run.whole")}</Switch.Label>
        </Switch.Root>
        <LevelChoice onChange={setLeast} value={least} />
        <IconButton asChild ms="auto" size="2xs" variant="ghost">
          <FileLink address={address} download={`${place.taskId}.log`} label={t("run.saveLog")}>
            <Download aria-hidden />
          </FileLink>
        </IconButton>
        {isMore ? <Spinner aria-label={t("common.loading")} color="fg.muted" size="xs" /> : null}
      </HStack>
      {error && records.length === 0 ? <Failure error={error} retry={() => void retry()} /> : null}
      {isPending ? <Loading rows={4} /> : null}
      {isEmpty ? <Text color="fg.muted">{t(emptyWord(records.length, least))}</Text> : null}
      {lines.length > 0 ? <Lines height={height} lines={lines} place={place} /> : null}
    </Flex>
  );
}

/** A task that will be tried again has failed as well. */
const FAILED = new Set(["failed", "up_for_retry"]);

function Reason({ text }: { text: string }) {
  const { t } = useTranslation();
  return (
    <Alert.Root data-testid="reason" flexShrink={0} maxH="40%" overflowY="auto" size="sm" status="error">
      <Alert.Indicator />
      <Alert.Content>
        <Alert.Title>{t("run.reason")}</Alert.Title>
        <Alert.Description overflowWrap="anywhere" whiteSpace="pre-wrap">
          {text}
        </Alert.Description>
      </Alert.Content>
    </Alert.Root>
  );
}

/** Why a task has no log. */
function neverRan(state: string) {
  if (state === "upstream_failed") return "run.noLogUpstream";
  return state === "skipped" ? "run.noLogSkipped" : "run.noLog";
}

function emptyWord(count: number, least: number) {
  if (count === 0) return "run.noLog";
  return least > 0 ? "run.noLogLevel" : "run.noLogPiece";
}

/** The lines to show; a record is taken apart once, however often the others change. */
function useShown(records: Parameters<typeof logLines>[0][], isWhole: boolean, least: number): Line[] {
  const all = useMemo(() => records.flatMap(logLines), [records]);
  return useMemo(
    () =>
      isWhole && least === 0
        ? all
        : all.filter(
            ({ source, level }) =>
              (isWhole || source !== "airflow") && (least === 0 || severity(level) >= least),
          ),
    [all, isWhole, least],
  );
}

function LevelChoice({ value, onChange }: { value: number; onChange: (value: number) => void }) {
  const { t } = useTranslation();
  return (
    <NativeSelect.Root size="xs" width="auto">
      <NativeSelect.Field
        aria-label={t("run.levels")}
        onChange={(event) => onChange(Number(event.target.value))}
        value={value}
      >
        <option value={0}>{t("run.levelAll")}</option>
        <option value={1}>{t("run.levelWarning")}</option>
        <option value={2}>{t("run.levelError")}</option>
      </NativeSelect.Field>
      <NativeSelect.Indicator />
    </NativeSelect.Root>
  );
}

function Lines({ lines, place, height }: { lines: Line[]; place: TaskPlace; height: string }) {
  const { t } = useTranslation();
  const [isWrapped, setWrapped] = useState(true);
  // What failed says why at its end; what ended well is read from its start.
  const [isFollowing, setFollowing] = useState(!ended(place.state) || place.state === "failed");
  const search = useSearch(lines);
  return (
    <>
      <HStack gap={1}>
        <SearchField
          count={search.count}
          current={search.current}
          isMore={search.count === MOST_MATCHES}
          label={t("run.searchLog")}
          onChange={(text) => {
            setFollowing(false);
            search.setText(text);
          }}
          onGo={search.go}
          text={search.text}
        />
        <IconToggle icon={WrapText} isOn={isWrapped} label={t("results.wrap")} onChange={setWrapped} />
        <IconToggle
          icon={ArrowDownToLine}
          isOn={isFollowing}
          label={t("run.follow")}
          onChange={setFollowing}
        />
      </HStack>
      <Box flex={1} minH={0}>
        <LineList
          height={height}
          isFollowing={isFollowing}
          isWrapped={isWrapped}
          label={t("run.log")}
          lines={lines}
          onFollow={setFollowing}
          search={search.shown}
          target={search.line}
          testId="log"
        />
      </Box>
      <Text color="fg.muted" flexShrink={0} fontSize="xs">
        {t("run.lines", { count: lines.length })}
      </Text>
    </>
  );
}
