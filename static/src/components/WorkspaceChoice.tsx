import { NativeSelect } from "@chakra-ui/react";
import { useTranslation } from "react-i18next";
import { chooseWorkspace, useMe, useWorkspace } from "../api/workspace";

/** Switches the workspace; nothing where there is only one. */
export function WorkspaceChoice() {
  const { t } = useTranslation();
  const { data } = useMe();
  const current = useWorkspace();
  if (!data || !current || data.workspaces.length < 2) return null;
  return (
    <NativeSelect.Root flexShrink={1} maxW="14rem" minW="8rem" size="sm" width="auto">
      <NativeSelect.Field
        aria-label={t("nav.workspace")}
        onChange={(event) => chooseWorkspace(Number(event.target.value))}
        value={current.id}
      >
        {data.workspaces.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </NativeSelect.Field>
      <NativeSelect.Indicator />
    </NativeSelect.Root>
  );
}
