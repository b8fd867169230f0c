import { Box, Button, Field, Input, NativeSelect, Stack, Text } from "@chakra-ui/react";
import { useDeferredValue, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMembers, usePeople, useSetMember } from "../../api/members";
import { ROLES, type Role, useMay } from "../../api/workspace";
import { Failure } from "../../components/feedback";
import { Modal } from "../../components/Modal";
import { tell } from "../../components/toaster";

/** Picks one of Airflow's users and a role. */
export function InviteDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const form = useId();
  const [userName, setUserName] = useState("");
  const [role, setRole] = useState<Role>("write");
  const owns = useMay("manage_owners");
  const invite = useSetMember();
  const close = () => {
    setUserName("");
    invite.reset();
    onClose();
  };
  const name = userName.trim();
  return (
    <Modal
      footer={
        <>
          <Button onClick={close} variant="outline">
            {t("common.cancel")}
          </Button>
          <Button
            colorPalette="brand"
            disabled={name === ""}
            form={form}
            loading={invite.isPending}
            type="submit"
          >
            {t("workspace.invite")}
          </Button>
        </>
      }
      onClose={close}
      open={open}
      title={t("workspace.inviteTitle")}
    >
      <Stack
        as="form"
        gap={4}
        id={form}
        onSubmit={(event) => {
          event.preventDefault();
          invite.mutate(
            { user_name: name, role },
            {
              onSuccess: ({ state }) => {
                tell(
                  t(state === "invited" ? "workspace.inviteDone" : "workspace.memberDone", { user: name }),
                );
                close();
              },
            },
          );
        }}
      >
        <PersonField onChange={setUserName} value={userName} />
        <Field.Root>
          <Field.Label>{t("workspace.role")}</Field.Label>
          <NativeSelect.Root size="sm">
            <NativeSelect.Field onChange={(event) => setRole(event.target.value as Role)} value={role}>
              {ROLES.filter((one) => owns || one !== "owner").map((one) => (
                <option key={one} value={one}>
                  {t(`workspace.roles.${one}`)}
                </option>
              ))}
            </NativeSelect.Field>
            <NativeSelect.Indicator />
          </NativeSelect.Root>
          <Field.HelperText>{t(`workspace.may.${role}`)}</Field.HelperText>
        </Field.Root>
        {invite.error ? <Failure error={invite.error} /> : null}
      </Stack>
    </Modal>
  );
}

function PersonField({ value, onChange }: { value: string; onChange: (name: string) => void }) {
  const { t } = useTranslation();
  const list = useId();
  const people = usePeople(useDeferredValue(value.trim()), true);
  const members = new Set(useMembers().data?.items.map(({ user_name }) => user_name));
  const found = people.data?.items.filter(({ name }) => !members.has(name)) ?? [];
  const chosen = found.some(({ name }) => name === value);
  return (
    <Field.Root>
      <Field.Label>{t("workspace.user")}</Field.Label>
      <Input
        aria-controls={list}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
        placeholder={t("workspace.findPerson")}
        size="sm"
        value={value}
      />
      {value.trim() !== "" && people.data?.can_search && found.length === 0 ? (
        <Field.HelperText>{t("workspace.nobodyFound")}</Field.HelperText>
      ) : null}
      {people.data?.can_search === false ? (
        <Field.HelperText>{t("workspace.typeName")}</Field.HelperText>
      ) : null}
      {chosen ? null : (
        <Box
          borderRadius="md"
          borderWidth={found.length > 0 ? 1 : 0}
          id={list}
          maxH={44}
          overflowY="auto"
          width="100%"
        >
          {found.map(({ name, label }) => (
            <Button
              borderRadius={0}
              justifyContent="flex-start"
              key={name}
              onClick={() => onChange(name)}
              size="sm"
              variant="ghost"
              width="100%"
            >
              {name}
              {label === name ? null : (
                <Text as="span" color="fg.muted" fontWeight="normal">
                  {label}
                </Text>
              )}
            </Button>
          ))}
        </Box>
      )}
    </Field.Root>
  );
}
