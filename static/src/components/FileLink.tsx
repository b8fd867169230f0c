import type { MouseEvent, ReactNode } from "react";
import { followOutside } from "../app/leave";

interface FileLinkProps {
  address: string;
  /** Name to save it under; without one, it is opened in a new tab. */
  download?: string;
  label?: string;
  children: ReactNode;
}

/** A link to a file of ours that also works within Airflow's frame. */
export function FileLink({ address, download, label, children, ...rest }: FileLinkProps) {
  const leave = (event: MouseEvent) => {
    const whole = new URL(address, document.baseURI).href;
    if (followOutside(whole, { download })) event.preventDefault();
  };
  const how = download === undefined ? { target: "_blank", rel: "noopener" } : { download };
  return (
    // The rest is what a button gives that looks like this link.
    <a {...rest} aria-label={label} href={address} onClick={leave} title={label} {...how}>
      {children}
    </a>
  );
}
