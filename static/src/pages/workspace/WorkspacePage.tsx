import { Button, Stack, Text } from "@chakra-ui/react";
import { Pencil, Plus, UserPlus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMembers } from "../../api/members";
import { useMay, useMe, useWorkspace } from "../../api/workspace";
import { Failure, Loading, PageHead } from "../../components/feedback";
import { WorkspaceChoice } from "../../components/WorkspaceChoice";
import { Farewell } from "./Farewell";
import { Invitations } from "./Invitations";
import { InviteDialog } from "./InviteDialog";
import { MemberTable } from "./MemberTable";
import { NameDialog } from "./NameDialog";
import { RoleTable } from "./RoleTable";

type Shown = "invite" | "rename" | "create" | null;

/** Who works in the workspace in use, and what becomes of it. */
export function WorkspacePage() {
  const { t } = useTranslation();
  const [shown, setShown] = useState<Shown>(null);
  const me = useMe();
  const members = useMembers();
  const workspace = useWorkspace();
  const close = () => setShown(null);
  const error = me.error ?? members.error;

  return (
    <>
      <Head onShow={setShown} />
      <Stack gap={6}>
        <Invitations />
        {workspace?.is_default ? (
          <Text color="fg.muted" maxW="3xl">
            {t("workspace.defaultText")}
          </Text>
        ) : null}
        {error && !members.data ? <Failure error={error} retry={() => void members.refetch()} /> : null}
        {!error && !members.data ? <Loading /> : null}
        {members.data && me.data && workspace ? (
          <MemberTable members={members.data.items} me={me.data.user_name} workspace={workspace} />
        ) : null}
        {workspace ? <RoleTable mine={workspace.role} /> : null}
        {workspace ? <Farewell workspace={workspace} /> : null}
      </Stack>
      <InviteDialog onClose={close} open={shown === "invite"} />
      <NameDialog
        key={`${workspace?.id} ${shown}`}
        onClose={close}
        open={shown === "rename" || shown === "create"}
        workspace={shown === "rename" ? (workspace ?? null) : null}
      />
    </>
  );
}

function Head({ onShow }: { onShow: (shown: Shown) => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const workspace = useWorkspace();
  const mayInvite = useMay("manage_members");
  const mayRename = useMay("manage_workspace");
  return (
    <PageHead
      actions={
        <>
          <WorkspaceChoice />
          {me.data?.may_create_workflows ? (
            <Button onClick={() => onShow("create")} size="sm" variant="outline">
              <Plus aria-hidden /> {t("workspace.create")}
            </Button>
          ) : null}
          {mayInvite ? (
            <Button colorPalette="brand" onClick={() => onShow("invite")} size="sm">
              <UserPlus aria-hidden /> {t("workspace.invite")}
            </Button>
          ) : null}
        </>
      }
      below={workspace ? t(`workspace.yours.${workspace.role}`) : null}
      beside={
        mayRename ? (
          <Button
            aria-label={t("workspace.rename")}
            onClick={() => onShow("rename")}
            size="xs"
            variant="ghost"
          >
            <Pencil aria-hidden />
          </Button>
        ) : null
      }
      title={workspace?.name ?? t("nav.workspace")}
    />
  );
}
