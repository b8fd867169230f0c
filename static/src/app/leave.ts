/** Ways out of Airflow's frame, whose sandbox allows no new windows and, before Airflow 3.3, no downloads. */
import { HOST } from "./place";

interface Where {
  /** Name of the file to save; without one, the address is opened in a new tab. */
  download?: string | undefined;
}

/**
 * Follow a link in the name of the page around us, which has no sandbox.
 *
 * @returns false where there is no such page: the link works by itself.
 */
export function followOutside(address: string, { download }: Where): boolean {
  if (!HOST) return false;
  const { document } = HOST;
  const link = document.createElement("a");
  link.href = address;
  if (download === undefined) {
    link.target = "_blank";
    link.rel = "noopener";
  } else {
    link.download = download;
  }
  document.body.append(link);
  link.click();
  link.remove();
  return true;
}
