import { Box, Code, HStack, IconButton, Table } from "@chakra-ui/react";
import { Download, PackageOpen } from "lucide-react";
import { useTranslation } from "react-i18next";
import { type TaskPlace, useFileAddress, useOutputs } from "../../api/runs";
import { CopyButton } from "../../components/CopyButton";
import { FileLink } from "../../components/FileLink";
import { Empty, Failure, Loading } from "../../components/feedback";
import { ended } from "../../model/states";
import { fileName } from "../../viewers/kind";

/** What a task returned, by name. */
export function OutputsView({ place }: { place: TaskPlace }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useOutputs(place);
  const address = useFileAddress(place);
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Loading rows={3} />;
  if (data.outputs === null) {
    const isOver = ended(place.state);
    return (
      <Empty
        icon={PackageOpen}
        text={t(isOver ? "run.noOutputsEndedText" : "run.noOutputsText")}
        title={t(isOver ? "run.noOutputsEnded" : "run.noOutputs")}
      />
    );
  }
  const entries = Object.entries(data.outputs);
  if (entries.length === 0) {
    return <Empty icon={PackageOpen} text={t("run.emptyOutputsText")} title={t("run.emptyOutputs")} />;
  }
  return (
    <Table.Root size="sm">
      <Table.Header>
        <Table.Row>
          <Table.ColumnHeader width="30%">{t("run.output")}</Table.ColumnHeader>
          <Table.ColumnHeader>{t("run.value")}</Table.ColumnHeader>
        </Table.Row>
      </Table.Header>
      <Table.Body>
        {entries.map(([name, value]) => (
          <Table.Row key={name} verticalAlign="top">
            <Table.Cell>
              <Code size="sm">{name}</Code>
            </Table.Cell>
            <Table.Cell maxW={0}>
              <Value address={address} value={value} />
            </Table.Cell>
          </Table.Row>
        ))}
      </Table.Body>
    </Table.Root>
  );
}

/** Where Pieces see the files of their run. */
const FILES = "/home/shared_storage/";

/** A value as text or JSON; the path of a file leads to it. */
function Value({ value, address }: { value: unknown; address: (path: string) => string }) {
  const { t } = useTranslation();
  const text = typeof value === "string" ? value : JSON.stringify(value, null, 2);
  return (
    <HStack align="flex-start" gap={1}>
      <Box
        flex={1}
        fontFamily="mono"
        fontSize="xs"
        maxH="24rem"
        minW={0}
        overflow="auto"
        overflowWrap="anywhere"
        whiteSpace="pre-wrap"
      >
        {text}
      </Box>
      {typeof value === "string" && value.startsWith(FILES) ? (
        <IconButton asChild size="2xs" variant="ghost">
          <FileLink
            address={address(value)}
            download={fileName(value)}
            label={t("results.downloadFile", { name: fileName(value) })}
          >
            <Download aria-hidden />
          </FileLink>
        </IconButton>
      ) : null}
      <CopyButton label={t("results.copyValue")} text={() => text} />
    </HStack>
  );
}
