import { IconButton } from "@chakra-ui/react";
import { ExternalLink } from "lucide-react";
import { airflowPath, HOST, openAirflow } from "../app/place";

/** Leads to one of Airflow's own pages, also from within Airflow's frame. */
export function AirflowLink({ path, label }: { path: string; label: string }) {
  return (
    <IconButton aria-label={label} asChild size="xs" title={label} variant="ghost">
      <a
        href={airflowPath(path)}
        onClick={(event) => {
          if (!HOST) return;
          event.preventDefault();
          openAirflow(path);
        }}
      >
        <ExternalLink aria-hidden />
      </a>
    </IconButton>
  );
}
