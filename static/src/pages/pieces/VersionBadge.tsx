import { Badge, IconButton } from "@chakra-ui/react";
import { X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { useRemoveVersion } from "../../api/repositories";
import { useMay } from "../../api/workspace";
import { Confirm } from "../../components/Modal";
import { tell, tellFailure } from "../../components/toaster";

interface VersionBadgeProps {
  repository: Schemas["Repository"];
  version: Schemas["RepositoryVersion"];
  /** The last version goes with its repository. */
  isOnly: boolean;
}

/** An installed version, which can be removed if there are others. */
export function VersionBadge({ repository, version: { id, version }, isOnly }: VersionBadgeProps) {
  const { t } = useTranslation();
  const may = useMay("manage_repositories");
  const remove = useRemoveVersion(repository.id);
  const [isAsking, setAsking] = useState(false);
  const name = `${repository.label} ${version}`;
  return (
    <Badge pe={may && !isOnly ? 0.5 : undefined} variant="surface">
      {version}
      {may && !isOnly ? (
        <IconButton
          aria-label={`${t("pieces.remove")} ${name}`}
          boxSize={4}
          minW={4}
          onClick={() => setAsking(true)}
          size="2xs"
          title={t("pieces.removeVersion")}
          variant="ghost"
        >
          <X aria-hidden size={12} />
        </IconButton>
      ) : null}
      <Confirm
        action={t("pieces.remove")}
        busy={remove.isPending}
        onClose={() => setAsking(false)}
        onConfirm={() =>
          remove.mutate(id, {
            onSuccess: () => tell(t("pieces.removed", { name })),
            onError: tellFailure,
            onSettled: () => setAsking(false),
          })
        }
        open={isAsking}
        text={t("pieces.removeVersionText")}
        title={t("pieces.removeTitle", { name })}
      />
    </Badge>
  );
}
