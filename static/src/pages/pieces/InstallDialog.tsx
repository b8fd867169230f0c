import { Alert, Button, Field, HStack, Input, RadioCard, Stack, Text } from "@chakra-ui/react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { useInstall, useSourceVersions } from "../../api/repositories";
import { Failure } from "../../components/feedback";
import { Modal } from "../../components/Modal";
import { tell, tellFailure } from "../../components/toaster";
import { useIsHere } from "../../components/useIsHere";
import { InstallProgress } from "./InstallProgress";

const KINDS = ["starter", "git", "folder"] as const;
type Kind = (typeof KINDS)[number];
/** The server's words for them. */
const KIND_OF: Record<string, Kind> = { starter: "starter", git: "git", local: "folder" };

interface InstallProps {
  /** The repository of which another version is wanted; without it, the dialog asks for one. */
  of?: Schemas["Repository"];
  onClose: () => void;
}

/** Asks where the Pieces come from and installs them. */
export function InstallDialog({ of, onClose }: InstallProps) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<Kind>(KIND_OF[of?.kind ?? "git"] ?? "git");
  const [address, setAddress] = useState(of?.source ?? "");
  const [version, setVersion] = useState("");
  const [wasCancelled, setCancelled] = useState(false);
  const isOpen = useIsHere();
  const install = useInstall({
    onDone: ({ version: { version: installed } }, from) => {
      tell(t("install.done", { name: `${of?.label ?? from} ${installed}` }));
      if (isOpen.current) onClose();
    },
    onFailed: (error) => {
      if (!isOpen.current) tellFailure(error);
    },
  });
  const source = kind === "starter" ? "starter" : address.trim();
  const ready = source !== "" && (kind !== "git" || version.trim() !== "");

  const start = () => {
    setCancelled(false);
    install.mutate({ source, version: kind === "git" ? version.trim() : null });
  };

  return (
    <Modal
      footer={
        <>
          <Button onClick={onClose} variant="outline">
            {t(install.isPending ? "common.close" : "common.cancel")}
          </Button>
          <Button
            colorPalette="brand"
            disabled={!ready}
            form="install"
            loading={install.isPending}
            type="submit"
          >
            {t("install.action")}
          </Button>
        </>
      }
      onClose={onClose}
      open
      size="lg"
      title={of ? t("install.another", { name: of.label }) : t("install.title")}
    >
      <Stack
        as="form"
        gap={4}
        // Chakra's Stack doesn't know a form's attributes.
        {...{ id: "install" }}
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) start();
        }}
      >
        {of ? null : <KindChoice kind={kind} onChange={setKind} />}
        {kind === "starter" ? null : (
          <SourceFields
            address={address}
            kind={kind}
            of={of}
            onAddress={setAddress}
            onVersion={setVersion}
            version={version}
          />
        )}
        <Alert.Root size="sm" status="info">
          <Alert.Indicator />
          <Alert.Description>{t("install.trust")}</Alert.Description>
        </Alert.Root>
        {install.isPending ? <InstallProgress onCancel={() => setCancelled(true)} source={source} /> : null}
        {install.error && !wasCancelled ? <Failure error={install.error} /> : null}
        {install.error && wasCancelled ? (
          <Text aria-live="polite" fontSize="sm">
            {t("install.cancelled")}
          </Text>
        ) : null}
      </Stack>
    </Modal>
  );
}

interface SourceProps {
  kind: Exclude<Kind, "starter">;
  of: Schemas["Repository"] | undefined;
  address: string;
  version: string;
  onAddress: (address: string) => void;
  onVersion: (version: string) => void;
}

function SourceFields({ kind, of, address, version, onAddress, onVersion }: SourceProps) {
  const { t } = useTranslation();
  return (
    <>
      <Field.Root required>
        <Field.Label>{t(kind === "git" ? "install.url" : "install.path")}</Field.Label>
        <Input
          autoFocus={of === undefined}
          onChange={(event) => onAddress(event.target.value)}
          readOnly={of !== undefined}
          placeholder={kind === "git" ? t("install.urlPlaceholder") : ""}
          value={address}
        />
      </Field.Root>
      {kind === "git" ? (
        <VersionField
          installed={of?.versions.map((one) => one.version) ?? []}
          onChange={onVersion}
          source={address.trim()}
          value={version}
        />
      ) : null}
      {kind === "folder" ? (
        <Text color="fg.muted" fontSize="sm">
          {t("install.folderVersion")}
        </Text>
      ) : null}
    </>
  );
}

function KindChoice({ kind, onChange }: { kind: Kind; onChange: (kind: Kind) => void }) {
  const { t } = useTranslation();
  return (
    <RadioCard.Root
      colorPalette="brand"
      onValueChange={({ value }) => onChange(value as Kind)}
      size="sm"
      value={kind}
    >
      <HStack align="stretch">
        {KINDS.map((one) => (
          <RadioCard.Item flex={1} key={one} value={one}>
            <RadioCard.ItemHiddenInput />
            <RadioCard.ItemControl>
              <RadioCard.ItemContent>
                <RadioCard.ItemText>{t(`install.${one}`)}</RadioCard.ItemText>
                <RadioCard.ItemDescription>{t(`install.${one}Text`)}</RadioCard.ItemDescription>
              </RadioCard.ItemContent>
              <RadioCard.ItemIndicator />
            </RadioCard.ItemControl>
          </RadioCard.Item>
        ))}
      </HStack>
    </RadioCard.Root>
  );
}

interface VersionFieldProps {
  source: string;
  value: string;
  installed: readonly string[];
  onChange: (value: string) => void;
}

/** So many versions are offered at once; the others can be typed. */
const OFFERED = 12;

function VersionField({ source, value, installed, onChange }: VersionFieldProps) {
  const { t } = useTranslation();
  const versions = useSourceVersions();
  const { mutate } = versions;
  // Another version of what is installed is looked for at once; a new address is when it is whole.
  const [first] = useState(installed.length > 0 ? source : null);
  useEffect(() => {
    if (first !== null) mutate(first);
  }, [first, mutate]);
  const found = versions.data?.versions ?? [];
  return (
    <Field.Root required>
      <Field.Label>{t("install.version")}</Field.Label>
      <HStack width="100%">
        <Input onChange={(event) => onChange(event.target.value)} value={value} />
        <Button
          disabled={!source}
          loading={versions.isPending}
          onClick={() =>
            mutate(source, {
              onSuccess: ({ versions: [newest] }) => {
                if (!value && newest) onChange(newest);
              },
            })
          }
          size="sm"
          variant="outline"
        >
          {t("install.findVersions")}
        </Button>
      </HStack>
      {found.length > 0 ? (
        <HStack gap={1} wrap="wrap">
          {found.slice(0, OFFERED).map((version) => (
            <Button
              aria-pressed={version === value}
              disabled={installed.includes(version)}
              key={version}
              onClick={() => onChange(version)}
              size="2xs"
              title={installed.includes(version) ? t("install.installed") : undefined}
              variant={version === value ? "solid" : "outline"}
            >
              {version}
            </Button>
          ))}
        </HStack>
      ) : null}
      <Field.HelperText>{t("install.versionHelp")}</Field.HelperText>
      {versions.error ? <Failure error={versions.error} /> : null}
    </Field.Root>
  );
}
