import { Badge, Box, Button, SimpleGrid, Stack, Table, Text } from "@chakra-ui/react";
import { TriangleAlert } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Modal } from "../../components/Modal";
import { type Comparison, compare, type Kind } from "./changes";
import { contentOfWorkflow } from "./opening";
import type { Clash, Resolution } from "./useSession";

interface ClashDialogProps {
  clash: Clash | null;
  /** The version the work is based on. */
  version: number;
  onResolve: (how: Resolution) => void;
  onClose: () => void;
}

/** Somebody else saved first: both sides beside each other, and every way on keeps both. */
export function ClashDialog({ clash, version, onResolve, onClose }: ClashDialogProps) {
  const { t } = useTranslation();
  return (
    <Modal alert onClose={onClose} open={clash !== null} size="lg" title={t("editor.page.clash.title")}>
      {clash ? <Sides clash={clash} onResolve={onResolve} version={version} /> : null}
    </Modal>
  );
}

function Sides(props: { clash: Clash; version: number; onResolve: (how: Resolution) => void }) {
  const { clash, version, onResolve } = props;
  const { t } = useTranslation();
  const { theirs } = clash;
  const compared = useMemo(
    () => compare(clash.base.document, clash.mine.document, contentOfWorkflow(clash.theirs).document),
    [clash],
  );
  return (
    <Stack gap={4}>
      <Text>
        {t("editor.page.clash.text", {
          user: theirs.updated_by ?? t("editor.page.clash.somebody"),
          version: theirs.version,
          mine: version,
        })}
      </Text>
      <ComparisonTable compared={compared} />
      <SimpleGrid columns={{ base: 1, md: 3 }} gap={3}>
        <Choice
          action={t("editor.page.clash.keepMine")}
          onClick={() => onResolve("mine")}
          text={t("editor.page.clash.keepMineText", { version: theirs.version + 1 })}
        />
        <Choice
          action={t("editor.page.clash.takeTheirs")}
          onClick={() => onResolve("theirs")}
          text={t("editor.page.clash.takeTheirsText")}
        />
        <Choice
          action={t("editor.page.clash.copy")}
          onClick={() => onResolve("copy")}
          text={t("editor.page.clash.copyText")}
        />
      </SimpleGrid>
    </Stack>
  );
}

function Choice({ action, text, onClick }: { action: string; text: string; onClick: () => void }) {
  return (
    <Stack gap={1}>
      <Button onClick={onClick} size="sm" variant="outline">
        {action}
      </Button>
      <Text color="fg.muted" fontSize="xs">
        {text}
      </Text>
    </Stack>
  );
}

function ComparisonTable({ compared }: { compared: Comparison }) {
  const { t } = useTranslation();
  const { nodes, settings, edges } = compared;
  if (nodes.length + settings.length + edges.mine + edges.theirs === 0) {
    return <Text color="fg.muted">{t("editor.page.clash.nothing")}</Text>;
  }
  return (
    <Table.ScrollArea borderRadius="md" borderWidth={1} maxH="40vh">
      <Table.Root size="sm" stickyHeader>
        <Table.Header>
          <Table.Row>
            <Table.ColumnHeader>{t("editor.page.clash.what")}</Table.ColumnHeader>
            <Table.ColumnHeader>{t("editor.page.clash.mine")}</Table.ColumnHeader>
            <Table.ColumnHeader>{t("editor.page.clash.theirs")}</Table.ColumnHeader>
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {nodes.map((row) => (
            <Row
              clash={row.clash}
              key={row.id}
              mine={<Did kind={row.mine} />}
              theirs={<Did kind={row.theirs} />}
              what={row.name}
            />
          ))}
          {settings.map((row) => (
            <Row
              clash={row.clash}
              key={row.name}
              mine={<Did kind={row.mine ? "changed" : null} />}
              theirs={<Did kind={row.theirs ? "changed" : null} />}
              what={t(`editor.page.settings.${row.name}`)}
            />
          ))}
          {edges.mine + edges.theirs > 0 ? (
            <Row
              clash={false}
              mine={<Did kind={edges.mine ? "changed" : null} />}
              theirs={<Did kind={edges.theirs ? "changed" : null} />}
              what={t("editor.page.clash.edges")}
            />
          ) : null}
        </Table.Body>
      </Table.Root>
    </Table.ScrollArea>
  );
}

function Row(props: { what: string; mine: React.ReactNode; theirs: React.ReactNode; clash: boolean }) {
  const { t } = useTranslation();
  return (
    <Table.Row>
      <Table.Cell>
        <Box alignItems="center" display="flex" gap={2}>
          <Text as="span" fontWeight={props.clash ? "semibold" : "normal"} overflowWrap="anywhere">
            {props.what}
          </Text>
          {props.clash ? (
            <Box color="orange.fg" title={t("editor.page.clash.both")}>
              <TriangleAlert aria-label={t("editor.page.clash.both")} size={14} />
            </Box>
          ) : null}
        </Box>
      </Table.Cell>
      <Table.Cell>{props.mine}</Table.Cell>
      <Table.Cell>{props.theirs}</Table.Cell>
    </Table.Row>
  );
}

const COLORS: Record<Kind, string> = { added: "green", removed: "red", changed: "blue" };

function Did({ kind }: { kind: Kind | null }) {
  const { t } = useTranslation();
  if (kind === null) return <Text color="fg.muted">{t("editor.page.clash.untouched")}</Text>;
  return <Badge colorPalette={COLORS[kind]}>{t(`editor.page.clash.${kind}`)}</Badge>;
}
