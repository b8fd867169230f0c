import { Alert, Badge, Box, Button, Code, SimpleGrid, Stack, Text } from "@chakra-ui/react";
import { CircleCheck, CircleX, RefreshCw, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { useHealth } from "../../api/repositories";
import { Failure, Loading, PageHead } from "../../components/feedback";

type Status = Schemas["Health"]["status"];
const COLOURS: Record<Status, string> = { ok: "green", warning: "orange", error: "red" };
const ICONS = { ok: CircleCheck, warning: TriangleAlert, error: CircleX };
const ALERTS: Record<Status, "success" | "warning" | "error"> = {
  ok: "success",
  warning: "warning",
  error: "error",
};

/** The checks that have a name in each language; one of a newer server is called as it calls it. */
const KNOWN = [
  "settings",
  "tables",
  "dags_folder",
  "shared_storage",
  "scheduler",
  "dag_processor",
  "triggerer",
  "path_isolation",
  "secrets",
  "menu_entry",
] as const;

export function HealthPage() {
  const { t } = useTranslation();
  const { data, error, refetch, isFetching } = useHealth();
  return (
    <>
      <PageHead
        actions={
          <Button loading={isFetching} onClick={() => void refetch()} size="sm" variant="outline">
            <RefreshCw aria-hidden /> {t("common.refresh")}
          </Button>
        }
        below={data ? t("health.version", { version: data.version }) : null}
        title={t("health.title")}
      />
      {error && !data ? <Failure error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data ? (
        <Stack gap={2}>
          <Alert.Root status={ALERTS[data.status]}>
            <Alert.Indicator />
            <Alert.Title>{t(`health.${data.status}`)}</Alert.Title>
          </Alert.Root>
          {data.checks ? (
            <SimpleGrid columns={{ base: 1, lg: 2 }} gap={2}>
              {data.checks.map((check) => (
                <Check check={check} key={check.name} />
              ))}
            </SimpleGrid>
          ) : (
            <Text color="fg.muted">{t("health.signIn")}</Text>
          )}
        </Stack>
      ) : null}
    </>
  );
}

function Check({ check }: { check: Schemas["HealthCheck"] }) {
  const { t } = useTranslation();
  const Icon = ICONS[check.status];
  const name = KNOWN.find((one) => one === check.name.replaceAll(/[ -]/g, "_"));
  return (
    <Box
      borderRadius="md"
      borderWidth={1}
      data-status={check.status}
      data-testid="check"
      display="flex"
      gap={3}
      px={3}
      py={2}
    >
      <Box color={`${COLOURS[check.status]}.fg`} flexShrink={0} pt={0.5}>
        <Icon aria-hidden size={18} />
      </Box>
      <Box minW={0}>
        <Text fontSize="sm" fontWeight="medium">
          {name === undefined ? check.name : t(`health.names.${name}`)}{" "}
          {check.status === "ok" ? null : (
            <Badge colorPalette={COLOURS[check.status]}>{t(`health.status.${check.status}`)}</Badge>
          )}
        </Text>
        <Text color="fg.muted" fontSize="sm" overflowWrap="anywhere" whiteSpace="pre-wrap">
          {check.reason}
        </Text>
        {check.fix ? (
          <Text fontSize="sm" mt={1}>
            {t("health.fix")}:{" "}
            <Code overflowWrap="anywhere" size="sm" whiteSpace="pre-wrap">
              {check.fix}
            </Code>
          </Text>
        ) : null}
      </Box>
    </Box>
  );
}
