import { Button } from "@chakra-ui/react";
import { SquarePen } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useMay } from "../../api/workspace";
import { useOpensEditor } from "../../editor/ahead";

/** Leads to the editor. */
export function EditButton({ id, name, size }: { id: number; name: string; size: "xs" | "sm" }) {
  const { t } = useTranslation();
  const may = useMay("edit_workflows");
  const ahead = useOpensEditor(id);
  if (!may) return null;
  return (
    <Button aria-label={`${t("editor.page.edit")} ${name}`} asChild size={size} variant="outline">
      <Link to={`/workflows/${id}/edit`} {...ahead}>
        <SquarePen aria-hidden /> {t("editor.page.edit")}
      </Link>
    </Button>
  );
}
