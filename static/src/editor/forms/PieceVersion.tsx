import { Badge, Box, Button, Checkbox, HStack, List, Menu, Portal, Stack, Text } from "@chakra-ui/react";
import { ArrowUp, Check, ChevronDown } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Modal } from "../../components/Modal";
import type { PieceCatalogue } from "../model/catalogue";
import { useEditor, useEditorStore } from "../model/context";
import type { EditorNode, Piece } from "../model/types";
import { alike, isSmooth, planVersion, switchVersion, type VersionPlan } from "../model/versions";

interface PieceVersionProps {
  node: EditorNode;
  piece: Piece | undefined;
  pieces: PieceCatalogue;
  readOnly: boolean;
}

/** Which version of its Piece a node runs, and the way to another one that is installed. */
export function PieceVersion({ node, piece, pieces, readOnly }: PieceVersionProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Piece | null>(null);
  const others = useMemo(() => pieces.otherVersions(node.piece), [pieces, node.piece]);
  const { version } = node.piece;
  const newest = pieces.newest.find(
    ({ repository, name }) => repository === node.piece.repository && name === node.piece.name,
  );
  const isOld = newest !== undefined && newest.version !== version;
  const repository = piece?.repository_label ?? others[0]?.repository_label ?? node.piece.repository;
  const label = piece?.label ?? node.piece.name;
  const listed = [...(piece ? [piece] : []), ...others].sort((a, b) => order(pieces, a) - order(pieces, b));
  return (
    <HStack color="fg.muted" columnGap={1.5} fontSize="xs" px={1} rowGap={0.5} wrap="wrap">
      <Text as="span" minW={0} truncate>
        {label} · {repository}
        {others.length === 0 || readOnly ? ` ${version}` : null}
      </Text>
      {others.length === 0 || readOnly ? null : (
        <>
          <Menu.Root positioning={{ placement: "bottom-start" }}>
            <Menu.Trigger asChild>
              <Button
                aria-label={t("editor.forms.version.choose", { version })}
                gap={0.5}
                height={5}
                px={1}
                size="2xs"
                title={t("editor.forms.version.title")}
                variant="outline"
              >
                {version} <ChevronDown aria-hidden size={12} />
              </Button>
            </Menu.Trigger>
            <Portal>
              <Menu.Positioner>
                <Menu.Content maxH="50vh" minW="10rem" overflowY="auto">
                  {listed.map((one) => (
                    <Menu.Item
                      disabled={one.version === version}
                      key={one.id}
                      onSelect={() => setChosen(one)}
                      value={one.version}
                    >
                      <Box flex={1}>{one.version}</Box>
                      {one.version === version ? <Check aria-hidden size={14} /> : null}
                      {one === newest && one.version !== version ? (
                        <Badge colorPalette="green" size="xs">
                          {t("editor.forms.version.newest")}
                        </Badge>
                      ) : null}
                    </Menu.Item>
                  ))}
                </Menu.Content>
              </Menu.Positioner>
            </Portal>
          </Menu.Root>
          {isOld ? (
            <Button
              colorPalette="brand"
              gap={0.5}
              height={5}
              onClick={() => setChosen(newest)}
              px={1.5}
              size="2xs"
              variant="subtle"
            >
              <ArrowUp aria-hidden size={12} />{" "}
              {t("editor.forms.version.update", { version: newest.version })}
            </Button>
          ) : null}
        </>
      )}
      {chosen ? (
        <ChangeOver from={piece} node={node} onClose={() => setChosen(null)} pieces={pieces} to={chosen} />
      ) : null}
    </HStack>
  );
}

/** The place of a Piece in the catalogue, which lists newer versions first. */
function order(pieces: PieceCatalogue, piece: Piece): number {
  return pieces.all.indexOf(piece);
}

interface ChangeOverProps {
  node: EditorNode;
  from: Piece | undefined;
  to: Piece;
  pieces: PieceCatalogue;
  onClose: () => void;
}

/** Tells what changes with the version before it does; for this node alone or for all of its kind. */
function ChangeOver({ node, from, to, pieces, onClose }: ChangeOverProps) {
  const { t } = useTranslation();
  const store = useEditorStore();
  const document = useEditor((state) => state.document);
  const layout = useEditor((state) => state.layout);
  const content = useMemo(() => ({ document, layout }), [document, layout]);
  const [isAll, setAll] = useState(true);
  const plan = useMemo(() => planVersion(content, node, from, to), [content, node, from, to]);
  const all = useMemo(() => alike(content, node, to.version, pieces.all), [content, node, to, pieces]);
  const rest = all.length - 1;
  const change = () => {
    const changes = isAll && rest > 0 ? all : [{ id: node.id, to }];
    store
      .getState()
      .change(t("editor.forms.version.step", { version: to.version }), (draft) =>
        switchVersion(draft, changes),
      );
    onClose();
  };
  return (
    <Modal
      footer={
        <>
          <Button onClick={onClose} variant="outline">
            {t("common.cancel")}
          </Button>
          <Button colorPalette="brand" onClick={change}>
            {t("editor.forms.version.apply", { version: to.version })}
          </Button>
        </>
      }
      onClose={onClose}
      open
      title={t("editor.forms.version.changeTitle", { name: node.name, version: to.version })}
    >
      <Stack fontSize="sm" gap={3}>
        <Plan plan={plan} />
        {rest > 0 ? (
          <Checkbox.Root
            checked={isAll}
            colorPalette="brand"
            onCheckedChange={({ checked }) => setAll(checked === true)}
            size="sm"
          >
            <Checkbox.HiddenInput />
            <Checkbox.Control />
            <Checkbox.Label>
              {t("editor.forms.version.others", {
                count: rest,
                repository: to.repository_label,
                version: node.piece.version,
              })}
            </Checkbox.Label>
          </Checkbox.Root>
        ) : null}
        <Text color="fg.muted">{t("editor.forms.version.undo")}</Text>
      </Stack>
    </Modal>
  );
}

function Plan({ plan }: { plan: VersionPlan }) {
  const { t } = useTranslation();
  const { kept, dropped, retyped, missing, added, cutOff } = plan;
  const lines: [string, string][] = [];
  if (dropped.length > 0)
    lines.push(["dropped", t("editor.forms.version.dropped", { fields: list(dropped) })]);
  if (missing.length > 0)
    lines.push(["missing", t("editor.forms.version.missing", { fields: list(missing) })]);
  for (const { title, from, to } of retyped) {
    lines.push([`type ${title}`, t("editor.forms.version.retyped", { field: title, from, to })]);
  }
  for (const { node, output } of cutOff) {
    lines.push([`cut ${node} ${output}`, t("editor.forms.version.cutOff", { node, output })]);
  }
  if (added.length > 0) lines.push(["added", t("editor.forms.version.added", { fields: list(added) })]);
  return (
    <Stack data-testid="version-plan" gap={2}>
      <Text>
        {isSmooth(plan)
          ? t("editor.forms.version.smooth")
          : kept.length > 0
            ? t("editor.forms.version.kept", { fields: list(kept) })
            : t("editor.forms.version.review")}
      </Text>
      {lines.length > 0 ? (
        <List.Root gap={1} ps={4}>
          {lines.map(([key, text]) => (
            <List.Item key={key}>{text}</List.Item>
          ))}
        </List.Root>
      ) : null}
    </Stack>
  );
}

function list(titles: readonly string[]): string {
  return titles.join(", ");
}
