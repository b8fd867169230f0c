import type { Content } from "../model/types";
import { exportName, exportText } from "./exchange";

/** Hand a workflow to the browser as a JSON file, which importing takes back. */
export function download(content: Content): void {
  const address = URL.createObjectURL(new Blob([exportText(content)], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = exportName(content.document.name);
  link.click();
  URL.revokeObjectURL(address);
}
