import { Badge, Button, HStack, NativeSelect, Table, Text } from "@chakra-ui/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { useHandOver, useRemoveMember, useSetMember } from "../../api/members";
import { ROLES, type Role } from "../../api/workspace";
import { Confirm } from "../../components/Modal";
import { Moment } from "../../components/Moment";
import { tell, tellFailure } from "../../components/toaster";

interface TableProps {
  members: Schemas["Member"][];
  workspace: Schemas["Workspace"];
  me: string;
}

/** Who is in the workspace and who is invited, with what the caller may change about it. */
export function MemberTable({ members, workspace, me }: TableProps) {
  const { t } = useTranslation();
  if (members.length === 0) return <Text color="fg.muted">{t("workspace.nobody")}</Text>;
  return (
    <Table.ScrollArea borderRadius="md" borderWidth={1}>
      <Table.Root size="sm">
        <Table.Header>
          <Table.Row>
            <Table.ColumnHeader>{t("workspace.user")}</Table.ColumnHeader>
            <Table.ColumnHeader>{t("workspace.role")}</Table.ColumnHeader>
            <Table.ColumnHeader>{t("workspace.since")}</Table.ColumnHeader>
            <Table.ColumnHeader>
              <Text srOnly>{t("common.more")}</Text>
            </Table.ColumnHeader>
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {members.map((member) => (
            <MemberRow key={member.user_name} me={me} member={member} workspace={workspace} />
          ))}
        </Table.Body>
      </Table.Root>
    </Table.ScrollArea>
  );
}

interface RowProps {
  member: Schemas["Member"];
  workspace: Schemas["Workspace"];
  me: string;
}

function MemberRow({ member, workspace, me }: RowProps) {
  const { t } = useTranslation();
  const { user_name, role, state, invited_by, created_at } = member;
  const owns = workspace.rights.includes("manage_owners");
  const mayChange = owns || (workspace.rights.includes("manage_members") && role !== "owner");
  const isMe = user_name === me;
  return (
    <Table.Row data-testid="member">
      <Table.Cell>
        <HStack gap={2}>
          <Text fontWeight="medium">{user_name}</Text>
          {isMe ? <Badge>{t("workspace.you")}</Badge> : null}
          {state === "invited" ? <Badge colorPalette="orange">{t("workspace.invited")}</Badge> : null}
        </HStack>
      </Table.Cell>
      <Table.Cell>
        {mayChange ? <RoleChoice member={member} owns={owns} /> : t(`workspace.roles.${role}`)}
      </Table.Cell>
      <Table.Cell color="fg.muted">
        <Moment at={created_at} /> {invited_by ? t("common.by", { user: invited_by }) : ""}
      </Table.Cell>
      <Table.Cell textAlign="end">
        <HStack justifyContent="flex-end">
          {owns && !isMe && state === "accepted" && !workspace.is_default ? (
            <HandOver userName={user_name} />
          ) : null}
          {mayChange && !isMe ? <Remove member={member} /> : null}
        </HStack>
      </Table.Cell>
    </Table.Row>
  );
}

function RoleChoice({ member, owns }: { member: Schemas["Member"]; owns: boolean }) {
  const { t } = useTranslation();
  const change = useSetMember();
  const { user_name } = member;
  return (
    <NativeSelect.Root disabled={change.isPending} maxW="12rem" size="xs">
      <NativeSelect.Field
        aria-label={t("workspace.roleOf", { user: user_name })}
        onChange={(event) => {
          const role = event.target.value as Role;
          change.mutate(
            { user_name, role },
            {
              onSuccess: () =>
                tell(t("workspace.roleChanged", { user: user_name, role: t(`workspace.roles.${role}`) })),
              onError: tellFailure,
            },
          );
        }}
        value={member.role}
      >
        {ROLES.filter((role) => owns || role !== "owner").map((role) => (
          <option key={role} value={role}>
            {t(`workspace.roles.${role}`)}
          </option>
        ))}
      </NativeSelect.Field>
      <NativeSelect.Indicator />
    </NativeSelect.Root>
  );
}

function HandOver({ userName }: { userName: string }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const handOver = useHandOver();
  return (
    <>
      <Button onClick={() => setAsking(true)} size="xs" variant="outline">
        {t("workspace.handOver")}
      </Button>
      <Confirm
        action={t("workspace.handOver")}
        busy={handOver.isPending}
        danger={false}
        onClose={() => setAsking(false)}
        onConfirm={() =>
          handOver.mutate(userName, {
            onSuccess: () => tell(t("workspace.handedOver", { user: userName })),
            onError: tellFailure,
            onSettled: () => setAsking(false),
          })
        }
        open={asking}
        text={t("workspace.handOverText", { user: userName })}
        title={t("workspace.handOverTitle", { user: userName })}
      />
    </>
  );
}

function Remove({ member: { user_name, state } }: { member: Schemas["Member"] }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const remove = useRemoveMember();
  const invited = state === "invited";
  const run = () =>
    remove.mutate(user_name, {
      onSuccess: () => tell(t("workspace.removed", { user: user_name })),
      onError: tellFailure,
      onSettled: () => setAsking(false),
    });
  return (
    <>
      <Button
        loading={remove.isPending}
        onClick={() => (invited ? run() : setAsking(true))}
        size="xs"
        variant="outline"
      >
        {t(invited ? "workspace.takeBack" : "workspace.remove")}
      </Button>
      <Confirm
        action={t("workspace.remove")}
        busy={remove.isPending}
        onClose={() => setAsking(false)}
        onConfirm={run}
        open={asking}
        text={t("workspace.removeText")}
        title={t("workspace.removeTitle", { user: user_name })}
      />
    </>
  );
}
