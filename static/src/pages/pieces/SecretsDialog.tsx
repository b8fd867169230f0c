import { Badge, Button, Code, HStack, Stack, Text } from "@chakra-ui/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { useSecrets, useSetSecret } from "../../api/repositories";
import { Failure, Loading } from "../../components/feedback";
import { Modal } from "../../components/Modal";
import { Moment } from "../../components/Moment";
import { tell, tellFailure, tellWarning } from "../../components/toaster";
import { SecretInput, secretTyped } from "./SecretInput";

interface SecretsProps {
  repository: Schemas["Repository"];
  open: boolean;
  onClose: () => void;
}

/** Sets what a repository's Pieces need to know in secret; nothing set is ever shown. */
export function SecretsDialog({ repository, open, onClose }: SecretsProps) {
  const { t } = useTranslation();
  const { data, error } = useSecrets(repository.id, open);
  return (
    <Modal onClose={onClose} open={open} size="lg" title={`${t("pieces.secrets")}: ${repository.label}`}>
      <Stack gap={4}>
        <Text color="fg.muted" fontSize="sm">
          {t("pieces.secretsText")}
        </Text>
        {error ? <Failure error={error} /> : null}
        {!data && !error ? <Loading rows={3} /> : null}
        {data?.items.map((secret) => (
          <SecretRow key={secret.name} repositoryId={repository.id} secret={secret} />
        ))}
      </Stack>
    </Modal>
  );
}

function SecretRow({ secret, repositoryId }: { secret: Schemas["Secret"]; repositoryId: number }) {
  const { t } = useTranslation();
  const [value, setValue] = useState("");
  const typed = secretTyped(value);
  const save = useSetSecret(repositoryId);
  const { name, is_set, required, description, pieces, updated_at, updated_by } = secret;
  const change = (next: string | null) =>
    save.mutate(
      { name, value: next },
      {
        onSuccess: (saved) => {
          setValue("");
          const told = t(saved ? "pieces.secretSaved" : "pieces.secretCleared", { name });
          const from = saved?.masked_from;
          if (from) tellWarning(told, t("pieces.secretShort", { count: from }));
          else tell(told);
        },
        onError: tellFailure,
      },
    );
  return (
    <Stack gap={1}>
      <HStack gap={2}>
        <Code size="sm">{name}</Code>
        <Badge colorPalette={is_set ? "green" : required ? "orange" : "gray"}>
          {is_set ? t("pieces.secretSet") : t("pieces.secretMissing")}
        </Badge>
        {is_set && updated_at ? (
          <Text color="fg.muted" fontSize="xs">
            <Moment at={updated_at} /> {updated_by ? t("common.by", { user: updated_by }) : ""}
          </Text>
        ) : null}
      </HStack>
      <Text color="fg.muted" fontSize="xs">
        {description ? `${description} ` : ""}
        {pieces.length > 0 ? t("pieces.secretOf", { pieces: pieces.join(", ") }) : ""}
      </Text>
      <HStack
        alignItems="start"
        as="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (typed) change(typed);
        }}
      >
        <SecretInput label={t("pieces.secretValue", { name })} onChange={setValue} value={value} />
        <Button disabled={!typed} loading={save.isPending} size="sm" type="submit" variant="outline">
          {is_set ? t("pieces.replaceSecret") : t("pieces.setSecret")}
        </Button>
        {is_set ? (
          <Button disabled={save.isPending} onClick={() => change(null)} size="sm" variant="ghost">
            {t("pieces.clearSecret")}
          </Button>
        ) : null}
      </HStack>
    </Stack>
  );
}
