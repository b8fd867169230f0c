import { Button, Collapsible, Stack, Table, Text } from "@chakra-ui/react";
import { Check, ChevronDown } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { useRoles } from "../../api/members";
import type { Role } from "../../api/workspace";
import { Failure, Loading } from "../../components/feedback";

/** What each role may do, as the server checks it; the column of one's own role stands out. */
export function RoleTable({ mine }: { mine: Role }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const roles = useRoles(open);
  return (
    <Collapsible.Root onOpenChange={(change) => setOpen(change.open)} open={open}>
      <Collapsible.Trigger asChild>
        <Button px={0} size="sm" variant="plain">
          <ChevronDown
            aria-hidden
            style={{ transform: open ? undefined : "rotate(-90deg)", transition: "transform 0.15s" }}
          />
          {t("workspace.whatRolesMay")}
        </Button>
      </Collapsible.Trigger>
      <Collapsible.Content>
        <Stack gap={3} pt={2}>
          {roles.error ? <Failure error={roles.error} retry={() => void roles.refetch()} /> : null}
          {roles.isLoading ? <Loading rows={4} /> : null}
          {roles.data ? <Rights mine={mine} table={roles.data} /> : null}
          <Text color="fg.muted" fontSize="sm" maxW="3xl">
            {t("workspace.airflowToo")}
          </Text>
        </Stack>
      </Collapsible.Content>
    </Collapsible.Root>
  );
}

function Rights({ table, mine }: { table: Schemas["RoleTable"]; mine: Role }) {
  const { t } = useTranslation();
  const roles = [...table.roles].reverse();
  return (
    <Table.ScrollArea borderRadius="md" borderWidth={1}>
      <Table.Root aria-label={t("workspace.whatRolesMay")} data-testid="rights" size="sm">
        <Table.Header>
          <Table.Row>
            <Table.ColumnHeader>{t("workspace.right")}</Table.ColumnHeader>
            {roles.map((role) => (
              <Table.ColumnHeader
                bg={role === mine ? "bg.emphasized" : undefined}
                key={role}
                textAlign="center"
              >
                {t(`workspace.roles.${role}`)}
                {role === mine ? <Text srOnly>{` (${t("workspace.you")})`}</Text> : null}
              </Table.ColumnHeader>
            ))}
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {table.items.map((right) => (
            <Table.Row data-right={right.name} key={right.name}>
              <Table.Cell>{t(`workspace.rights.${right.name}`)}</Table.Cell>
              {roles.map((role) => (
                <Table.Cell bg={role === mine ? "bg.muted" : undefined} key={role} textAlign="center">
                  <Mark has={right.roles.includes(role)} />
                </Table.Cell>
              ))}
            </Table.Row>
          ))}
        </Table.Body>
      </Table.Root>
    </Table.ScrollArea>
  );
}

function Mark({ has }: { has: boolean }) {
  const { t } = useTranslation();
  return has ? (
    <>
      <Check aria-hidden size={16} style={{ display: "inline" }} />
      <Text as="span" srOnly>
        {t("workspace.mayDo")}
      </Text>
    </>
  ) : (
    <>
      <Text aria-hidden as="span" color="fg.muted">
        –
      </Text>
      <Text as="span" srOnly>
        {t("workspace.mayNotDo")}
      </Text>
    </>
  );
}
