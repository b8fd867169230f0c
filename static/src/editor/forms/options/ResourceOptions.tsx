import { Box, Grid, Text } from "@chakra-ui/react";
import { useTranslation } from "react-i18next";
import {
  AMOUNT_BOUNDS,
  type Amount,
  amountsOfPiece,
  type Resources,
  withAmount,
} from "../../model/resources";
import type { Piece } from "../../model/types";
import type { FieldProblem } from "../context";
import { NumberOption } from "./Option";

interface ResourceOptionsProps {
  resources: Resources | null;
  /** Whose amounts hold where the node says nothing. */
  piece: Piece | undefined;
  readOnly: boolean;
  problems: readonly FieldProblem[];
  onChange: (next: Resources | null, amount: Amount) => void;
}

const ROWS: readonly (readonly Amount[])[] = [
  ["cpu_limit", "cpu_request"],
  ["memory_limit_mib", "memory_request_mib"],
  ["gpus"],
];

/** What the node's task may use of its machine. */
export function ResourceOptions({ resources, piece, readOnly, problems, onChange }: ResourceOptionsProps) {
  const { t } = useTranslation();
  const own = amountsOfPiece(piece);
  return (
    <Box aria-label={t("editor.forms.resources.title")} borderTopWidth={1} pt={3} role="group">
      <Text fontSize="sm" fontWeight="semibold">
        {t("editor.forms.resources.title")}
      </Text>
      <Text color="fg.muted" fontSize="xs" mb={3} mt={1}>
        {t("editor.forms.resources.help")}
      </Text>
      {ROWS.map((row) => (
        <Grid
          alignItems="start"
          gap={3}
          gridTemplateColumns="repeat(auto-fill, minmax(9rem, 1fr))"
          key={row[0]}
          mb={3}
        >
          {row.map((amount) => (
            <NumberOption
              {...AMOUNT_BOUNDS[amount]}
              empty={null}
              fractions={amount.startsWith("cpu")}
              key={amount}
              label={t(`editor.forms.resources.${amount}`)}
              name={`resources.${amount}`}
              onChange={(value) => onChange(withAmount(resources, amount, value), amount)}
              placeholder={
                own[amount] === null
                  ? t("editor.forms.resources.open")
                  : t("editor.forms.resources.own", { amount: own[amount] })
              }
              problems={problems}
              readOnly={readOnly}
              value={resources?.[amount] ?? null}
            />
          ))}
        </Grid>
      ))}
    </Box>
  );
}
