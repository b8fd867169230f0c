import { Alert, Button, HStack, Stack } from "@chakra-ui/react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { useAnswerInvitation, useInvitations } from "../../api/members";
import { chooseWorkspace } from "../../api/workspace";
import { tell, tellFailure } from "../../components/toaster";

/** The workspaces that the caller is invited to; nothing if there are none. */
export function Invitations() {
  const { data } = useInvitations();
  if (!data || data.items.length === 0) return null;
  return (
    <Stack gap={2} mb={4}>
      {data.items.map((invitation) => (
        <Invitation invitation={invitation} key={invitation.workspace_id} />
      ))}
    </Stack>
  );
}

function Invitation({ invitation }: { invitation: Schemas["Invitation"] }) {
  const { t } = useTranslation();
  const answer = useAnswerInvitation();
  const { workspace_id, workspace_name, role, invited_by } = invitation;
  const send = (accept: boolean) =>
    answer.mutate(
      { invited_to: workspace_id, accept },
      {
        onSuccess: () => {
          if (accept) chooseWorkspace(workspace_id);
          tell(t(accept ? "workspace.accepted" : "workspace.declined", { name: workspace_name }));
        },
        onError: tellFailure,
      },
    );
  return (
    <Alert.Root data-testid="invitation" status="info">
      <Alert.Indicator />
      <Alert.Content>
        <Alert.Title>{t("workspace.invitation", { name: workspace_name })}</Alert.Title>
        <Alert.Description>
          {invited_by ? t("workspace.invitedBy", { user: invited_by }) : ""} {t(`workspace.may.${role}`)}
        </Alert.Description>
      </Alert.Content>
      <HStack>
        <Button colorPalette="brand" disabled={answer.isPending} onClick={() => send(true)} size="sm">
          {t("workspace.accept")}
        </Button>
        <Button disabled={answer.isPending} onClick={() => send(false)} size="sm" variant="outline">
          {t("workspace.decline")}
        </Button>
      </HStack>
    </Alert.Root>
  );
}
