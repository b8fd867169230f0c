import { Button, Stack } from "@chakra-ui/react";
import { Compass } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { ApiError } from "../api/problems";
import { Empty, Failure } from "../components/feedback";

export function NotFound({ reason }: { reason?: string | null }) {
  const { t } = useTranslation();
  return (
    <Empty as="h1" icon={Compass} text={reason ?? t("notFound.text")} title={t("notFound.title")}>
      <Button asChild variant="outline">
        <Link to="/workflows">{t("notFound.home")}</Link>
      </Button>
    </Empty>
  );
}

/** What a page shows when its subject can't be had: the way back if it doesn't exist, else the error. */
export function Missing({ error, retry }: { error: unknown; retry: () => void }) {
  const { t } = useTranslation();
  if (error instanceof ApiError && error.status === 404) return <NotFound reason={error.detail} />;
  return (
    <Stack align="flex-start" gap={3}>
      <Failure error={error} retry={retry} />
      <Button asChild size="sm" variant="outline">
        <Link to="/workflows">{t("notFound.home")}</Link>
      </Button>
    </Stack>
  );
}
